"""The problems of a dataset, and where they are in its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from minusma_tui.language.catalogue import tr
from minusma_tui.model.walk import KeyPath

MAX_PROBLEMS = 500
"""The most problems of one file that are listed."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to fix; prints as `FILE:LINE:COLUMN: message`.

    A problem with the text as a whole is at line 1, column 1. A file that cannot be read has no
    lines: its problem prints as `FILE: message`.
    """

    file: str
    line: int
    """From 1; 0 if the file cannot be read."""
    column: int
    """From 1, in characters; 0 if the file cannot be read."""
    message: str

    @property
    def place(self) -> str:
        """The position as FILE:LINE:COLUMN, or FILE if it cannot be read."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def moved(self, lines: int) -> "Problem":
        """The same problem, a number of lines further down."""
        return replace(self, line=self.line + lines)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its position in the file is looked up."""

    path: KeyPath
    message: str
    key: bool = False
    """Whether to point at the key or the header of the table instead of the value."""


class DatasetError(Exception):
    """A dataset that cannot be used; carries its problems in the order of the file."""

    problems: tuple[Problem, ...]
    """Sorted, without repeats; never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def moved(self, lines: int) -> list[Problem]:
        """The problems, a number of lines further down."""
        return [problem.moved(lines) for problem in self.problems]


def limited(problems: Sequence[Problem]) -> DatasetError:
    """An error with at most MAX_PROBLEMS problems, and one that says so if there are more."""
    if len(problems) <= MAX_PROBLEMS:
        return DatasetError(problems)
    some = problems[:MAX_PROBLEMS]
    last = max(some)
    more = tr(
        "there are more problems: only the first {count} are listed",
        count=MAX_PROBLEMS,
    )
    return DatasetError([*some, replace(last, column=last.column + 1, message=more)])
