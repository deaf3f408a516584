"""What is a filter once it is read?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minusma_tui.chronology.standing import Standing
from minusma_tui.index.bitset import Bits, bits_at, places_in

Test = Callable[[Standing], bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition and where it stands in the text that was parsed."""

    start: int
    end: int
    """Behind its last character."""
    text: str
    """As it was written."""
    negated: bool
    test: Test
    word: str | None = None
    """Of a plain word, which is looked for inside names: what is looked for, folded."""
    find: Callable[[Bits], Bits] | None = None
    """Looks for it among bases, without looking at each."""

    def holds(self, standing: Standing) -> bool:
        """Whether the condition, or its negation, is true of the base."""
        return self.test(standing) is not self.negated

    def keep(self, among: Bits, standings: Sequence[Standing | None]) -> Bits:
        """Those of the bases of which the condition, or its negation, is true."""
        if self.find is not None:
            holding = self.find(among)
            return among ^ holding if self.negated else holding
        everyone = list(standings)  # once, for each of them is looked at
        return bits_at(
            place
            for place in places_in(among)
            if (standing := everyone[place]) is not None and self.holds(standing)
        )

    def implies(self, other: "Term") -> bool:
        """Whether the other surely holds wherever this one does."""
        if self.word is None or other.word is None or self.negated is not other.negated:
            return self.text == other.text
        return self.word in other.word if self.negated else other.word in self.word


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold; without any it keeps every base and is false."""

    text: str = ""
    """Without blanks around it, safe to print."""
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def keep(self, among: Bits, standings: Sequence[Standing | None]) -> Bits:
        """Those of the bases that belong to the selection.

        `standings` has each base at its place in the dataset, None where it is yet to be opened.
        """
        for term in self.terms:
            among = term.keep(among, standings)
        return among

    def keeps(self, standing: Standing) -> bool:
        """Whether the base belongs to the selection."""
        return all(term.holds(standing) for term in self.terms)

    def narrows(self, other: "Query") -> bool:
        """Whether it surely keeps no base that the other does not."""
        return all(any(mine.implies(term) for mine in self.terms) for term in other.terms)
