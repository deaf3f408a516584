"""How is a large file parsed without holding all of it twice? A few hundred tables at a time.

A parsed document takes three times the room of the dataset it becomes, and the parser lets
nothing else run meanwhile; a chunk at a time costs neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.files import LARGEST_FILE

TABLES_IN_A_PIECE = 200
"""About 80 kB, which parse in some 8 ms."""

# Both begin with a line break and a bracket, which `re` finds as fast as plain text.
_TABLE = re.compile(rb"\n\[(?:bases\.([A-Za-z0-9_-]+)\]|\[events\]\])[ \t]*\r?(?=\n|\Z)")
_BEHIND = re.compile(rb"\n\[+[ \t]*(?!bases\b|events\b)[A-Za-z]")
_BASE = b"\n[bases."


MAX_BYTES, MAX_TOKENS = 2**23, 80_000
"""Of what is parsed at once: a file of other layout, a chunk, all around the chunks. Whatever is
in it costs some memory a value, and each value, part of a key and escape has one of these signs."""
_SIGNS = b"=,[.\\"
MAX_TABLES, MAX_TOTAL_TOKENS = 110_000, 6_600_000
"""Of all chunks: what 100,000 bases have, and some more. Here quotes count, too, for texts stay."""
_QUOTES = b"\"'"


@dataclass(slots=True, eq=False)
class Chunk:
    """Some of the bases and events of a file; each is itself alone."""

    file: bytes
    """All of it."""
    start: int
    """Where the line break before its first table is."""
    end: int
    lines_before: int
    """In the file."""
    events_until: int = 0
    """How many events there are up to its end; known once it is read."""

    @property
    def data(self) -> bytes:
        """Cut out each time: else the file would be held twice."""
        return self.file[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Chunks:
    """A file whose bases and events stand together."""

    before: bytes
    chunks: tuple[Chunk, ...]
    behind: bytes
    bases: int
    """How many there are in all, counted by their headers."""
    tables: int
    """Bases and events."""
    _holders: dict[str, Chunk] = field(default_factory=dict)
    """The chunk with each base; filled when one is first looked for."""

    @property
    def around(self) -> bytes:
        """All before the first chunk and all behind the last."""
        return self.before + self.behind

    def __iter__(self) -> Iterator[Chunk]:
        return iter(self.chunks)

    @property
    def fit(self) -> bool:
        """Whether what they become can be held, whatever is in them."""
        return self.tables <= MAX_TABLES and (
            sum(_count(chunk.data, _SIGNS + _QUOTES) for chunk in self) <= MAX_TOTAL_TOKENS
        )

    def line_of_around(self, line: int) -> int:
        """The line in the file of a line of what is around."""
        before = self.before.count(b"\n")
        if line <= before + 1:
            return line
        last = self.chunks[-1]
        return line - before + last.lines_before + last.file.count(b"\n", last.start, last.end)

    def find(self, path: KeyPath) -> tuple[Chunk | None, KeyPath]:
        """The chunk in which a path of the document ends, or None, and the path in there."""
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


def cut(data: bytes) -> Chunks | None:
    """Cut a file of the common layout; None where it has another, or is too small to be worth it.

    It is cut at whole lines that open a base or an event. Such a line could also stand inside a
    text of several lines, so a file with one is not cut; inside anything else it is no TOML,
    and the chunk will not parse.
    """
    starts = [match.start() for match in _TABLE.finditer(data)]
    if len(starts) <= TABLES_IN_A_PIECE or b'"""' in data or b"'''" in data:
        return None
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
    """Whether a dataset is not refused for how much there is in it."""
    if len(data) > LARGEST_FILE:
        return False
    chunks = cut(data)
    if chunks is None:
        return fits(data)
    parts = (chunks.around, *(chunk.data for chunk in chunks))
    return chunks.fit and all(map(fits, parts))


def fits(data: bytes) -> bool:
    """Whether it can be parsed at once, whatever is in it."""
    return len(data) <= MAX_BYTES and _count(data, _SIGNS) <= MAX_TOKENS


def _count(data: bytes, signs: bytes) -> int:
    return len(data) - len(data.translate(None, signs))
