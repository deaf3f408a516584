"""How is a large file parsed without holding all of it twice? A few hundred tables at a time.

A parsed document takes three times the room of the dataset it becomes, and the parser lets
nothing else run meanwhile; a piece at a time costs neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import tomli

TABLES_IN_A_PIECE = 200
"""About 160 kB, which parse in some 15 ms."""

# Both begin with a line break and a bracket, which `re` finds as fast as plain text.
_TABLE = re.compile(rb"\n\[(?:bases\.[A-Za-z0-9_-]+\]|\[events\]\])[ \t]*\r?(?=\n|\Z)")
_BEHIND = re.compile(rb"\n\[+[ \t]*(?!bases\b|events\b)[A-Za-z]")
_BASE = b"\n[bases."


class MixedError(Exception):
    """The pieces do not say what the whole file does, or nobody can tell."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A file whose bases and events stand together."""

    data: bytes
    cuts: tuple[int, ...]
    """Where pieces begin and the last of them ends."""
    bases: int
    """How many there are in all, counted by their headers."""

    @property
    def around(self) -> str:
        """All before the first piece and all behind the last."""
        return _decode(self.data[: self.cuts[0]] + self.data[self.cuts[-1] :])

    def __iter__(self) -> Iterator[str]:
        return (_decode(self.data[start:end]) for start, end in pairwise(self.cuts))


def cut(data: bytes) -> Pieces | None:
    """Cut a file of the common layout; None where it has another, or is too small to be worth it.

    It is cut at whole lines that open a base or an event. Such a line could also stand inside a
    text of several lines, so a file with one is not cut; inside anything else it is no TOML,
    and the piece will not parse.
    """
    starts = [match.start() for match in _TABLE.finditer(data)]
    if len(starts) <= TABLES_IN_A_PIECE or b'"""' in data or b"'''" in data:
        return None
    behind = _BEHIND.search(data, starts[-1])
    end = behind.start() if behind else len(data)
    bases = sum(data.startswith(_BASE, start) for start in starts)
    return Pieces(data, (*starts[::TABLES_IN_A_PIECE], end), bases)


def _decode(piece: bytes) -> str:
    """Raises MixedError, for only the whole file shows where a byte is wrong."""
    try:
        return piece.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise MixedError from None


def parse_piece(piece: str) -> tuple[dict[str, Any], list[Any]]:
    """The bases by id and the events of a piece; raises MixedError where it has anything else."""
    try:
        document = tomli.loads(piece)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        raise MixedError from None
    bases, events = document.pop("bases", {}), document.pop("events", [])
    if document or not isinstance(bases, dict) or not isinstance(events, list):
        raise MixedError
    return bases, events
