"""A fix for Textual's cache of styles, which keeps widgets that were removed."""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(1024)
def _inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def let_widgets_go() -> None:
    """Make Textual cache the styles of two colours without the widgets that have them.

    Textual (8.2.8) caches the method with its `self`, which holds the drawn lines of a widget: it
    keeps the lines of 1,024 widgets that were removed long ago, 12 MiB and more
    (https://github.com/Textualize/textual/issues/6665).
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[assignment]
