"""What is a filter once it is read?"""

from collections.abc import Callable
from dataclasses import dataclass

from minusma_tui.standing import Standing

Test = Callable[[Standing], bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition and where it stands in the text that was parsed."""

    start: int
    end: int
    """Behind its last character."""
    negated: bool
    test: Test

    def holds(self, standing: Standing) -> bool:
        """Whether the condition, or its negation, is true of the base."""
        return self.test(standing) is not self.negated


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold; without any it keeps every base and is false."""

    text: str = ""
    """Without blanks around it, safe to print."""
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def keeps(self, standing: Standing) -> bool:
        """Whether the base belongs to the selection."""
        return all(term.holds(standing) for term in self.terms)
