"""The rows of a table in CSV, with the position of each cell in the file."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from minusma_tui.language.catalogue import say_number, tr
from minusma_tui.reading.files import error_at
from minusma_tui.reading.problems import Problem
from minusma_tui.reading.text import visible

Progress = Callable[[Iterable[str], int], Iterable[str]]
"""Yields the lines one by one; may show how many of the given number are done."""
LARGEST_TABLE, MAX_LINES, LONGEST_ROW = 6 * 2**20, 30_000, 200_000
"""Bytes and lines of a table, and characters of a row; Geo-PKO has 0.6 MB and 9,000 lines."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: Sequence[str]
    columns: Mapping[str, int]
    """The index of each column in `cells`, by its folded name in the header."""
    file: str
    line: int
    """The number of its first line in the file, from 1."""
    text: str
    """The row as the file has it, with its line breaks."""

    def get(self, column: str) -> str:
        """Return the cell, stripped; empty if the table has no such column."""
        place = self.columns.get(column)
        return "" if place is None else self.cells[place].strip()

    def error_at(self, message: str, column: str | None = None) -> Problem:
        """Return a problem with a cell, or with the whole row if `column` is None."""
        place = self.columns[column] if column is not None else 0
        line, character = _find_cell(self.text, place)
        return Problem(self.file, self.line + line, character, message)


def plainly(lines: Iterable[str], _number: int) -> Iterable[str]:
    """Return the lines without showing any progress."""
    return lines


def read_table(text: str, file: str, fold: Callable[[str], str], follow: Progress) -> Iterator[Row]:
    """Yield the header as a row, then every row that is not blank, whatever its number of cells.

    `fold` returns the name of a column in one spelling. Lines end in LF or CRLF; a quoted cell may
    have several. Raises DatasetError if the table is not CSV or exceeds a limit.
    """
    number = text.count("\n")
    if number > MAX_LINES:
        most = say_number(MAX_LINES)
        raise error_at(file, tr("has more than {most} lines, the limit", most=most))
    taken: list[str] = []
    """The lines of the row that is being read."""

    def take() -> Iterator[str]:
        room = LONGEST_ROW
        for line in follow(StringIO(text, newline="\n"), number):
            room = (room if taken else LONGEST_ROW) - len(line)
            if room < 0:
                most = say_number(LONGEST_ROW)
                message = tr("this row has more than {most} characters", most=most)
                raise error_at(file, message, before + 1)
            taken.append(line)
            yield line if line.endswith("\n") else line + "\n"

    reader = csv.reader(take(), strict=True)
    columns: dict[str, int] | None = None
    before = 0
    try:
        for cells in reader:
            first, before = before + 1, reader.line_num
            written = "".join(taken)
            taken.clear()
            if not cells:
                continue
            if columns is None:
                # If two columns have the same name, the first one is used.
                columns = {fold(name): at for at, name in reversed(list(enumerate(cells)))}
            yield Row(cells, columns, file, first, written)
    except csv.Error as error:
        raise error_at(
            file, tr("not valid CSV: {error}", error=visible(str(error))), before + 1
        ) from None


def _find_cell(text: str, place: int) -> tuple[int, int]:
    """Return the lines below the first, from 0, and the column, from 1, of a cell in a row.

    `text` is the whole row and `place` the index of the cell.
    """
    quoted, commas, line, column = False, 0, 0, 1
    for character in text:
        if commas == place:
            break
        column += 1
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            commas += 1
        elif character == "\n":
            line, column = line + 1, 1
    return line, column
