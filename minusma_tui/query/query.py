"""What is a filter once it is read?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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

    def holds(self, standing: Standing) -> bool:
        """Whether the condition, or its negation, is true of the base."""
        return self.test(standing) is not self.negated

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

    def keep(self, standings: Sequence[Standing]) -> tuple[Standing, ...]:
        """Those of the bases that belong to the selection, in their order."""
        for term in self.terms:
            test, negated = term.test, term.negated
            standings = [standing for standing in standings if test(standing) is not negated]
        return tuple(standings)

    def keeps(self, standing: Standing) -> bool:
        """Whether the base belongs to the selection."""
        return all(term.holds(standing) for term in self.terms)

    def narrows(self, other: "Query") -> bool:
        """Whether it surely keeps no base that the other does not."""
        return all(any(mine.implies(term) for mine in self.terms) for term in other.terms)
