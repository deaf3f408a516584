"""The messages of a visitor's page: JSON as textual.js sends it.

Anyone can send anything instead, so sizes are limited and unknown messages are ignored.
"""

import json
import re
from dataclasses import dataclass

MAX_MESSAGE = 2**20
"""Bytes of one message; a visitor who sends a larger one is disconnected."""
MAX_TEXT = 16_384
"""Characters of one message that reach the dashboard, several pages of text."""
MAX_WIDTH, MAX_HEIGHT = 800, 300
"""In cells; on a larger screen only a part is drawn."""
USUAL_SIZE = (80, 24)
"""Width and height in cells."""

_PASTE = "\x1b[200~", "\x1b[201~"


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, clicks and pastes, as a terminal sends them."""

    text: str


@dataclass(frozen=True, slots=True)
class Resized:
    """The size of the terminal in cells."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Focused:
    """The terminal has gained the focus, or lost it."""

    gained: bool


@dataclass(frozen=True, slots=True)
class Pinged:
    """A request to answer at once: the page measures the delay."""

    token: str


Message = Typed | Resized | Focused | Pinged


def read_message(text: str) -> Message | None:
    """Parse one message; None if the page would not have sent it."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match said:
        case ["stdin", str(typed)]:
            return Typed(_bounded(typed))
        case ["resize", {"width": width, "height": height}]:
            size = bounded_size(width, height)
            return None if size is None else Resized(*size)
        case ["focus" | "blur" as name]:
            return Focused(name == "focus")
        case ["ping", str(token)] if len(token) <= 32:
            return Pinged(token)
    return None


def _bounded(text: str) -> str:
    """Replace what cannot be encoded and cut a long text; a paste keeps the mark of its end."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) <= MAX_TEXT:
        return text
    start, end = _PASTE
    return text[:MAX_TEXT] + (end if text.startswith(start) else "")


def bounded_size(width: object, height: object) -> tuple[int, int] | None:
    """Limit a size in cells to what is drawn; None unless both are positive integers."""
    # Not isinstance, which accepts True.
    if type(width) is int and type(height) is int and width > 0 and height > 0:
        return min(width, MAX_WIDTH), min(height, MAX_HEIGHT)
    return None


def read_size(width: str, height: str) -> tuple[int, int]:
    """The size in cells that the query of the URL asks for, or else `USUAL_SIZE`."""
    if not all(re.fullmatch("[0-9]{1,20}", number) for number in (width, height)):
        return USUAL_SIZE
    return bounded_size(int(width), int(height)) or USUAL_SIZE
