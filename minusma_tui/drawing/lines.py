"""Drawn lines, and the fitting of text into a width in cells."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size

Role = Literal[
    "text",
    "strong",
    "heading",
    "label",
    "dim",
    "contested",
    "full",
    "empty",
    "occupied",
    "departed",
    "handed-over",
    "liquidation",
    "border",
    "route",
    "cursor",
    "chosen",
    "key",
]
"""What a piece of text is; the app gives each role a colour."""

Span = tuple[str, Role]
Line = tuple[Span, ...]
"""Spans from left to right; an empty tuple is a blank line."""


PARAGRAPH = 1000
"""Cells; wide enough that a paragraph is not broken."""
_WORD = re.compile(r"[^ \n]* +|[^ \n]+|\n")
_TAB = " " * 4


def wrap(spans: Iterable[Span], width: int, *, indent: int = 0) -> list[Line]:
    """Break spans at blanks into lines of at most `width` cells, and at line breaks.

    `width` is at least 2, since a character may be two cells wide. Lines after the first begin with
    `indent` blanks, or fewer if there is no room. A word that is wider than a line is chopped.
    """
    lines: list[Line] = []
    line: list[Span] = []
    margin = min(indent, max(0, width - 2))
    used = left = 0
    for word, role in _words(spans):
        if word == "\n":
            lines.append(_trim(line))
            line, used, left = _margin(margin), margin, margin
            continue
        text = word
        cells = cell_len(text.rstrip(" "))
        if used == left and not text.strip(" "):
            # Blanks at the beginning of a line move its left edge, as far as they leave some room.
            text = text[: max(0, width - 2 - used)]
            left += len(text)
        # Not at the left edge, where there is nothing before the word to break after.
        if used > left and used + cells > width:
            lines.append(_trim(line))
            line, used, left = _margin(margin), margin, margin
        while cells > width - used:
            piece = chop_cells(text, width - used)[0]
            lines.append((*line, (piece, role)))
            line, used, left = _margin(margin), margin, margin
            text = text[len(piece) :]
            cells = cell_len(text.rstrip(" "))
        # Adjacent text of one role is one span, since each span costs as much again when shown.
        if line and line[-1][1] == role:
            line[-1] = (line[-1][0] + text, role)
        else:
            line.append((text, role))
        used += cell_len(text)
    if line:
        lines.append(_trim(line))
    return lines


def _margin(cells: int) -> list[Span]:
    return [(" " * cells, "text")] if cells else []


def _words(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield words, each with the blanks after it, and line breaks; a tab becomes blanks."""
    for text, role in spans:
        for word in _WORD.findall(text.replace("\t", _TAB)):
            yield word, role


def _trim(line: list[Span]) -> Line:
    if line:
        text, role = line[-1]
        line[-1] = (text.rstrip(" "), role)
    return tuple(line)


def plain(line: Line) -> str:
    """Return the text of a line without its roles."""
    return "".join(text for text, _ in line)


def pad(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Pad to at least `width` cells."""
    padding = " " * (width - cell_len(text))
    return padding + text if align == "right" else text + padding


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Pad a text to exactly `width` cells, or shorten it, if possible at a blank, with an ellipsis.

    A shortened text is padded on the right.
    """
    if cell_len(text) <= width:
        return pad(text, width, align)
    kept = ""
    for word, _ in _words([(text, "text")]):
        if cell_len(kept + word.rstrip()) > width - 1:
            break
        kept += word
    if not kept.strip():
        kept = set_cell_size(text, max(0, width - 1))
    return set_cell_size(kept.rstrip() + "…", width)


_EIGHTHS = "▏▎▍▌▋▊▉"


def bar(part: float, whole: float, width: int) -> Line:
    """Return a bar of `width` cells, to an eighth of a cell, rounded down: full only at the end."""
    share = min(max(part / whole, 0.0), 1.0) if whole else 0.0
    eighths = int(share * width * 8)
    full, rest = divmod(eighths, 8)
    head = "█" * full + (_EIGHTHS[rest - 1] if rest else "")
    return ((head, "full"), ("░" * (width - len(head)), "empty"))
