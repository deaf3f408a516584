"""A filter that has been parsed: a query and its terms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minusma_tui.chronology.standing import Standing
from minusma_tui.index.bitset import Bits, bits_at, places_in

Test = Callable[[Standing], bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition and its span in the text that was parsed."""

    start: int
    end: int
    """Exclusive."""
    text: str
    """The term as it was written."""
    negated: bool
    test: Test
    word: str | None = None
    """The folded word that is searched for inside names; None for a field."""
    find: Callable[[Bits], Bits] | None = None
    """Return the bases of a set that have the word, without testing each; None for a field."""

    def holds(self, standing: Standing) -> bool:
        """Return whether the condition, or its negation, is true of the base."""
        return self.test(standing) is not self.negated

    def keep(self, among: Bits, standings: Sequence[Standing | None]) -> Bits:
        """Return the bases of a set of which the condition, or its negation, is true.

        `standings` is in the order of the dataset, with None for a base that is not opened yet.
        """
        if self.find is not None:
            holding = self.find(among)
            return among ^ holding if self.negated else holding
        everyone = list(standings)  # items of a list are read faster than those of a view
        return bits_at(
            place
            for place in places_in(among)
            if (standing := everyone[place]) is not None and self.holds(standing)
        )

    def implies(self, other: "Term") -> bool:
        """Return whether the other certainly holds wherever this one does."""
        if self.word is None or other.word is None or self.negated is not other.negated:
            return self.text == other.text
        return self.word in other.word if self.negated else other.word in self.word


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold; a query without any keeps every base and is false."""

    text: str = ""
    """The text it was parsed from, stripped and safe to print."""
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def keep(self, among: Bits, standings: Sequence[Standing | None]) -> Bits:
        """Return the bases of a set that belong to the selection.

        `standings` is in the order of the dataset, with None for a base that is not opened yet.
        """
        for term in self.terms:
            among = term.keep(among, standings)
        return among

    def keeps(self, standing: Standing) -> bool:
        """Return whether the base belongs to the selection."""
        return all(term.holds(standing) for term in self.terms)

    def narrows(self, other: "Query") -> bool:
        """Return whether this query certainly keeps no base that the other does not."""
        return all(any(mine.implies(term) for mine in self.terms) for term in other.terms)
