"""Textual's cache of styles, which would keep widgets that are gone."""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(1024)
def _inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def let_widgets_go() -> None:
    """Make Textual keep the styles of two colours, and not the widgets that have them.

    Textual (8.2.8) caches them by widget, for the method takes its cache of drawn lines as its
    first argument: so it keeps the lines of 1,024 widgets that are long gone, 12 MiB and more
    (https://github.com/Textualize/textual/issues/6665).
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[assignment]
