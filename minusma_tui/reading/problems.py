"""What is wrong with a dataset, and where?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from minusma_tui.language.catalogue import tr
from minusma_tui.model.walk import KeyPath

MAX_PROBLEMS = 500
"""Of one file; whoever has more begins with these."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; prints as `FILE:LINE:COLUMN: message`.

    A problem of the text as a whole is at line 1, column 1. A file that cannot be read has no
    lines: its problem prints as `FILE: message`.
    """

    file: str
    line: int
    """From 1; 0 where the file cannot be read."""
    column: int
    """From 1, in characters; 0 where the file cannot be read."""
    message: str

    @property
    def place(self) -> str:
        """FILE:LINE:COLUMN, or FILE."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def moved(self, lines: int) -> "Problem":
        """The same as many lines further down."""
        return replace(self, line=self.line + lines)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the file is looked up."""

    path: KeyPath
    message: str
    key: bool = False
    """Whether to point at the key, or at the header of the table, and not at the value."""


class DatasetError(Exception):
    """A dataset that cannot be used; carries every problem, in the order of the file."""

    problems: tuple[Problem, ...]
    """Never empty, none twice."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def moved(self, lines: int) -> list[Problem]:
        """The problems as many lines further down."""
        return [problem.moved(lines) for problem in self.problems]


def limited(problems: Sequence[Problem]) -> DatasetError:
    """The first of the problems; that there are more is the last of them."""
    if len(problems) <= MAX_PROBLEMS:
        return DatasetError(problems)
    some = problems[:MAX_PROBLEMS]
    last = max(some)
    more = tr(
        "more is wrong: only the first {count} problems that were found are listed",
        count=MAX_PROBLEMS,
    )
    return DatasetError([*some, replace(last, column=last.column + 1, message=more)])
