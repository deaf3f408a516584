"""The rows of a whole screen as it is drawn, including whatever lies over it."""

from typing import Any

from textual.screen import Screen
from textual.strip import Strip


def rows_of(screen: Screen[Any]) -> list[Strip]:
    """Return one strip for each row, from the top; Textual has no public way to get them."""
    return screen._compositor.render_strips()  # noqa: SLF001
