"""A screen as SVG with the same columns in every viewer and font, and nothing to fetch.

Each word has its own x. The letters of two fonts differ in width, and viewers differ in how they
treat `textLength`, a list of x, and blanks: librsvg ignores all three.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import split_graphemes
from rich.color import blend_rgb
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.screen import Screen
from textual.strip import Strip

from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.drawing.description import describe, say_title
from minusma_tui.export.markup import Markup, tag
from minusma_tui.language.catalogue import spoken, tr
from minusma_tui.situation.situation import Situation

CELL_WIDTH = 12
"""In units of the picture, like all lengths here."""
CELL_HEIGHT = 23
"""No more than the height of the fonts' box-drawing characters, so that frames have no gaps."""
MARGIN = 12
FONTS = '"DejaVu Sans Mono", Menlo, "Lucida Console", "Liberation Mono", monospace'
"""For Linux, macOS and Windows; their letters are 0.6 of the font size wide, which is one cell."""
FONT_SIZE = 20
_BASELINE = 18
_UNDERLINE, _STRIKE = 20, 12
"""Distances from the top of a row."""


class _Look(NamedTuple):
    """How a cell is drawn; colours as #rrggbb."""

    ink: str
    ground: str
    bold: bool
    italic: bool
    underline: bool
    strike: bool


class _Cell(NamedTuple):
    """A character with its combining marks; a wide one has two columns."""

    column: int
    columns: int
    text: str
    look: _Look


def draw_screen(screen: Screen[Any], situation: Situation) -> str:
    """Draw the dashboard, which must show this situation."""
    panes = [pane for pane in screen.query("#panes > *") if pane.is_on_screen]
    titles = sorted(tr(str(pane.BORDER_TITLE)) for pane in panes)  # each begins with its number
    return draw_svg(rows_of(screen), say_title(situation), describe(situation, titles))


def draw_svg(strips: Sequence[Strip], title: str, description: str) -> str:
    """Draw each strip as a row; the title and the description are for screen readers."""
    rows = [list(_cells(strip)) for strip in strips]
    grounds = Counter(cell.look.ground for row in rows for cell in row)
    ground = max(grounds, key=grounds.__getitem__, default="none")
    width = max((strip.cell_length for strip in strips), default=0) * CELL_WIDTH + 2 * MARGIN
    height = len(rows) * CELL_HEIGHT + 2 * MARGIN
    return tag(
        "svg",
        tag("title", title, id="screen-title"),
        tag("desc", description, id="screen-desc"),
        tag("rect", width=width, height=height, rx=8, fill=ground),
        tag(
            "g",
            *(part for mark in _marks(rows, ground) for part in ("\n", mark)),  # one line per mark
            transform=f"translate({MARGIN} {MARGIN})",
            font_family=FONTS,
            font_size=FONT_SIZE,
            # Antialiased edges would let the ground show between two rows.
            shape_rendering="crispEdges",
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        lang=spoken(),
        role="img",
        aria_labelledby="screen-title screen-desc",
    )


def _cells(strip: Strip) -> Iterator[_Cell]:
    column = 0
    for text, style, _control in strip:
        look = _look(style or Style.null())
        for start, end, columns in split_graphemes(text)[0]:
            yield _Cell(column, columns, text[start:end], look)
            column += columns


def _look(style: Style) -> _Look:
    theme = SVG_EXPORT_THEME  # for colours that a theme leaves to the terminal
    ink, ground = theme.foreground_color, theme.background_color
    if style.color is not None:
        ink = style.color.get_truecolor(theme)
    if style.bgcolor is not None:
        ground = style.bgcolor.get_truecolor(theme, foreground=False)
    if style.reverse:
        ink, ground = ground, ink
    if style.dim:
        ink = blend_rgb(ink, ground, 0.4)
    return _Look(
        ink=ink.hex,
        ground=ground.hex,
        bold=bool(style.bold),
        italic=bool(style.italic),
        underline=bool(style.underline),
        strike=bool(style.strike),
    )


def _marks(rows: Sequence[Sequence[_Cell]], ground: str) -> Iterator[Markup]:
    """Yield the marks from back to front."""
    yield from _bars(rows, lambda look: look.ground if look.ground != ground else None)
    yield from (_draw_row(row, y) for y, row in enumerate(rows))
    yield from _bars(rows, lambda look: look.ink if look.underline else None, _UNDERLINE, 1)
    yield from _bars(rows, lambda look: look.ink if look.strike else None, _STRIKE, 1)


def _draw_row(row: Iterable[_Cell], y: int) -> Markup:
    """Draw the words of a row; the blanks between them are for copying and searching the text."""
    parts: list[str] = []
    end = 0
    for word in _words(row):
        first, last, look = word[0], word[-1], word[0].look
        if parts and first.column > end:
            parts.append(" ")
        end = last.column + last.columns
        parts.append(
            tag(
                "tspan",
                "".join(cell.text for cell in word),
                x=first.column * CELL_WIDTH,
                fill=look.ink,
                font_weight="bold" if look.bold else None,
                font_style="italic" if look.italic else None,
            )
        )
    return tag("text", *parts, y=y * CELL_HEIGHT + _BASELINE)


def _words(row: Iterable[_Cell]) -> Iterator[list[_Cell]]:
    """Runs of cells of the same look between blanks; a cell that stands alone is its own word."""
    word: list[_Cell] = []
    for cell in row:
        blank, alone = cell.text.isspace(), _stands_alone(cell)
        if word and (blank or alone or cell.look != word[0].look):
            yield word
            word = []
        if alone and not blank:
            yield [cell]
        elif not blank:
            word.append(cell)
    if word:
        yield word


def _stands_alone(cell: _Cell) -> bool:
    """Whether a cell is wide or a symbol: these often come from another font, of another width.

    Symbols are frames, blocks, dots, arrows and signs.
    """
    symbol = not cell.text.isascii() and unicodedata.category(cell.text[0]).startswith("S")
    return cell.columns > 1 or symbol


def _bars(
    rows: Sequence[Sequence[_Cell]],
    colour_of: Callable[[_Look], str | None],
    top: int = 0,
    height: int = CELL_HEIGHT,
) -> Iterator[Markup]:
    """Rectangles behind, under or through runs of cells of one colour, blanks included.

    `colour_of` returns None for cells without a rectangle; `top` counts from the top of the row.
    """
    for y, row in enumerate(rows):
        for colour, run in groupby(row, lambda cell: colour_of(cell.look)):
            cells = list(run)
            first, last = cells[0], cells[-1]
            if colour is not None:
                yield tag(
                    "rect",
                    x=first.column * CELL_WIDTH,
                    y=y * CELL_HEIGHT + top,
                    width=(last.column + last.columns - first.column) * CELL_WIDTH,
                    height=height,
                    fill=colour,
                )
