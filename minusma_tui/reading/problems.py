"""What is wrong with a dataset, and where?"""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and indexes from the root of a document to a value."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; prints as `FILE:LINE:COLUMN: message`.

    A problem of the file as a whole is at line 1, column 1.
    """

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the file is looked up."""

    path: Path
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
