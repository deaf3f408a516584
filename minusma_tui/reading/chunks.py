"""Cutting a large file into chunks of a few hundred tables, which are parsed one by one.

A parsed document takes three times the memory of the dataset that is made of it, and the parser
blocks all other threads; parsing in chunks avoids both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.files import LARGEST_FILE

TABLES_IN_A_PIECE = 200
"""Tables in a chunk: about 80 kB, which are parsed in about 8 ms."""

# Both patterns begin with a line break and a bracket, which `re` finds as fast as plain text.
_TABLE = re.compile(rb"\n\[(?:bases\.([A-Za-z0-9_-]+)\]|\[events\]\])[ \t]*\r?(?=\n|\Z)")
_BEHIND = re.compile(rb"\n\[+[ \t]*(?!bases\b|events\b)[A-Za-z]")
_BASE = b"\n[bases."


MAX_BYTES, MAX_TOKENS = 2**23, 80_000
"""The most bytes and tokens that are parsed at once: a file of another layout, a chunk, or all that
is around the chunks. Each value costs some memory, and each value, part of a key and escape has one
of the signs that are counted as tokens."""
_SIGNS = b"=,[.\\"
MAX_TABLES, MAX_TOTAL_TOKENS = 110_000, 6_600_000
"""The most tables and tokens of all chunks: as many as 100,000 bases have, and a few more. Here
quotes count as tokens too, because texts stay in memory."""
_QUOTES = b"\"'"


@dataclass(slots=True, eq=False)
class Chunk:
    """Some of the bases and events of a file; chunks compare by identity."""

    file: bytes
    """The whole file."""
    start: int
    """The offset of the line break before its first table."""
    end: int
    lines_before: int
    """The number of line breaks in the file before `start`."""
    events_until: int = 0
    """How many events the file has up to the end of this chunk; set once the chunk is read."""

    @property
    def data(self) -> bytes:
        """The bytes of the chunk; copied each time, so that the file is not held twice."""
        return self.file[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Chunks:
    """A file whose one block of bases and events is cut into chunks; none if it is not cut."""

    before: bytes
    chunks: tuple[Chunk, ...]
    behind: bytes
    bases: int
    """The number of bases in all chunks, counted by their headers."""
    tables: int
    """The number of bases and events."""
    _holders: dict[str, Chunk] = field(default_factory=dict)
    """The chunk that holds each base, by id; filled when one is first looked up."""

    @property
    def around(self) -> bytes:
        """The bytes before the first chunk and after the last."""
        return self.before + self.behind

    def __iter__(self) -> Iterator[Chunk]:
        return iter(self.chunks)

    @property
    def fit(self) -> bool:
        """Whether what is read from the chunks fits into memory, whatever is in them."""
        return self.tables <= MAX_TABLES and (
            sum(_count(chunk.data, _SIGNS + _QUOTES) for chunk in self) <= MAX_TOTAL_TOKENS
        )

    def line_of_around(self, line: int) -> int:
        """Convert a line number in `around` to one in the file; both count from 1."""
        before = self.before.count(b"\n")
        if line <= before + 1:
            return line
        last = self.chunks[-1]
        return line - before + last.lines_before + last.file.count(b"\n", last.start, last.end)

    def find(self, path: KeyPath) -> tuple[Chunk | None, KeyPath]:
        """The chunk that holds a path of the document, and the path within the chunk.

        The chunk is None, and the path unchanged, if no chunk holds it.
        """
        match path:
            case ("bases", str(base), *_):
                return self._holder(base), path
            case ("events", int(index), *rest):
                before = 0
                for chunk in self:
                    if index < chunk.events_until:
                        return chunk, ("events", index - before, *rest)
                    before = chunk.events_until
        return None, path

    def _holder(self, base: str) -> Chunk | None:
        if not self._holders:
            for chunk in self:
                for match in _TABLE.finditer(chunk.file, chunk.start, chunk.end):
                    if match[1] is not None:
                        self._holders.setdefault(match[1].decode(), chunk)
        return self._holders.get(base)


def uncut(data: bytes) -> Chunks:
    """A file without chunks, all of which is `around`."""
    return Chunks(data, (), b"", bases=0, tables=0)


def cut(data: bytes) -> Chunks:
    """Cut a file of the usual layout; one of another layout, or a small one, stays whole.

    It is cut at lines that are the header of a base or an event. Such a line could also be part of
    a text of several lines, so a file with such texts is not cut. Inside anything else the line is
    not valid TOML, and the chunk cannot be parsed.
    """
    if len(data) > LARGEST_FILE:
        return uncut(data)
    starts = [match.start() for match in _TABLE.finditer(data)]
    if len(starts) <= TABLES_IN_A_PIECE or b'"""' in data or b"'''" in data:
        return uncut(data)
    behind = _BEHIND.search(data, starts[-1])
    end = behind.start() if behind else len(data)
    bases = sum(data.startswith(_BASE, start) for start in starts)
    before = data[: starts[0]]
    lines = before.count(b"\n")
    chunks = []
    for start, stop in pairwise((*starts[::TABLES_IN_A_PIECE], end)):
        chunks.append(Chunk(data, start, stop, lines))
        lines += data.count(b"\n", start, stop)
    return Chunks(before, tuple(chunks), data[end:], bases, len(starts))


def is_read(data: bytes) -> bool:
    """Whether a file is within all limits on size and number of values."""
    if len(data) > LARGEST_FILE:
        return False
    chunks = cut(data)
    parts = (chunks.around, *(chunk.data for chunk in chunks))
    return chunks.fit and all(map(fits, parts))


def fits(data: bytes) -> bool:
    """Whether it is small enough to be parsed at once, whatever is in it."""
    return len(data) <= MAX_BYTES and _count(data, _SIGNS) <= MAX_TOKENS


def _count(data: bytes, signs: bytes) -> int:
    return len(data) - len(data.translate(None, signs))
