"""The rows of a whole screen as it is drawn, with all that lies over it."""

from typing import Any

from textual.screen import Screen
from textual.strip import Strip


def rows_of(screen: Screen[Any]) -> list[Strip]:
    """One strip a row, from the top; Textual has no public way to them."""
    return screen._compositor.render_strips()  # noqa: SLF001
