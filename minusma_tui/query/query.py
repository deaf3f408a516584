"""What is a filter once it is read?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minusma_tui.standing import Standing

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
    names: Sequence[str] = field(default=(), compare=False, repr=False)
    """What it is looked for in, by the places of the bases in the dataset."""

    def holds(self, standing: Standing) -> bool:
        """Whether the condition, or its negation, is true of the base."""
        return self.test(standing) is not self.negated

    def keep(self, places: Sequence[int], standings: Sequence[Standing | None]) -> Sequence[int]:
        """Those of the places where the condition, or its negation, is true."""
        test, negated, word, names = self.test, self.negated, self.word, self.names
        if word is not None:
            # Most keys typed are those of a word: looking at the names alone is ten times as fast.
            return [place for place in places if (word in names[place]) is not negated]
        return [
            place
            for place in places
            if (standing := standings[place]) is not None and test(standing) is not negated
        ]

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

    def keep(self, places: Sequence[int], standings: Sequence[Standing | None]) -> Sequence[int]:
        """Those of the places whose bases belong to the selection, in their order.

        `standings` has each base at its place in the dataset, None where it is yet to be opened.
        """
        for term in self.terms:
            places = term.keep(places, standings)
        return places

    def keeps(self, standing: Standing) -> bool:
        """Whether the base belongs to the selection."""
        return all(term.holds(standing) for term in self.terms)

    def narrows(self, other: "Query") -> bool:
        """Whether it surely keeps no base that the other does not."""
        return all(any(mine.implies(term) for mine in self.terms) for term in other.terms)
