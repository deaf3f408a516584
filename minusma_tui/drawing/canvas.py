"""A canvas that is finer than cells: eight braille dots in each cell, with text over them."""

from itertools import groupby

from rich.cells import split_graphemes

from minusma_tui.drawing.lines import Line, Role

DOTS_ACROSS, DOTS_DOWN = 2, 4
"""Dots in a cell; since cells are twice as high as wide, the dots are square."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille pattern, by row and column of the dot."""

Dot = tuple[float, float]
"""The position in dots, right of and below the upper left corner."""


class Canvas:
    """A grid of cells; later roles and texts replace earlier ones, and text covers dots."""

    def __init__(self, width: int, height: int) -> None:
        """`width` and `height` are in cells."""
        self.width, self.height = width, height
        self._patterns = [[0] * width for _ in range(height)]
        self._roles: list[list[Role]] = [["text"] * width for _ in range(height)]
        # A character that is two cells wide has an empty string in its second cell.
        self._text: dict[tuple[int, int], tuple[str, Role]] = {}

    def copy(self) -> "Canvas":
        """Return a copy, on which can be drawn without changing this canvas."""
        twin = Canvas(0, 0)
        twin.width, twin.height = self.width, self.height
        twin._patterns = [row[:] for row in self._patterns]
        twin._roles = [row[:] for row in self._roles]
        twin._text = dict(self._text)
        return twin

    def dot(self, x: int, y: int, role: Role) -> None:
        """Draw one dot, which gives its cell the role; nothing outside the canvas."""
        column, row = x // DOTS_ACROSS, y // DOTS_DOWN
        if 0 <= column < self.width and 0 <= row < self.height:
            self._patterns[row][column] |= _BITS[y % DOTS_DOWN][x % DOTS_ACROSS]
            self._roles[row][column] = role

    def line(self, start: Dot, end: Dot, role: Role, *, every: int = 1) -> None:
        """Draw a straight line of every `every`-th dot; parts outside the canvas are cut off."""
        clipped = _clip(start, end, self.width * DOTS_ACROSS - 1, self.height * DOTS_DOWN - 1)
        if clipped is None:
            return
        (x, y), (end_x, end_y) = clipped
        steps = max(1, round(max(abs(end_x - x), abs(end_y - y))))
        across, down = (end_x - x) / steps, (end_y - y) / steps
        for step in range(0, steps + 1, every):
            self.dot(round(x + across * step), round(y + down * step), role)

    def within(self, column: int, row: int) -> bool:
        """Return whether the cell is on the canvas."""
        return 0 <= column < self.width and 0 <= row < self.height

    def free(self, column: int, row: int, cells: int, *, apart: bool = False) -> bool:
        """Return whether `cells` cells from this one on are on the canvas and have no text.

        `apart` also requires a cell without text on either side.
        """
        if not (self.within(column, row) and column + cells <= self.width):
            return False
        reach = range(column - apart, column + cells + apart)
        return not any((near, row) in self._text for near in reach)

    def mark(self, column: int, row: int, sign: str, role: Role) -> None:
        """Write a sign that is one cell wide; nothing outside the canvas."""
        if self.within(column, row):
            self._text[column, row] = (sign, role)

    def write(self, column: int, row: int, text: str, role: Role) -> None:
        """Write text from a cell on; all of it must be on the canvas."""
        # Characters that join to one on the screen, such as the parts of an emoji, share a cell.
        for start, end, cells in split_graphemes(text)[0]:
            if cells == 0:
                continue  # a combining mark at the beginning has no letter to combine with
            self._text[column, row] = (text[start:end], role)
            for behind in range(column + 1, column + cells):
                self._text[behind, row] = ("", role)
            column += cells

    def lines(self) -> list[Line]:
        """Return all rows, each `width` cells wide."""
        return [self._line(row) for row in range(self.height)]

    def _line(self, row: int) -> Line:
        cells: list[tuple[str, Role]] = []
        for column, (pattern, role) in enumerate(
            zip(self._patterns[row], self._roles[row], strict=True)
        ):
            text = self._text.get((column, row))
            if text is not None:
                cells.append(text)
            else:
                cells.append((chr(0x2800 + pattern), role) if pattern else (" ", "text"))
        return tuple(
            ("".join(text for text, _ in group), role)
            for role, group in groupby(cells, key=lambda cell: cell[1])
        )


def _clip(start: Dot, end: Dot, right: int, bottom: int) -> tuple[Dot, Dot] | None:
    """Return the part of a line from 0 to `right` and from 0 to `bottom`; None if there is none.

    The algorithm is that of Liang and Barsky (1984).
    """
    (x, y), (end_x, end_y) = start, end
    across, down = end_x - x, end_y - y
    enters, leaves = 0.0, 1.0
    for towards, distance in ((-across, x), (across, right - x), (-down, y), (down, bottom - y)):
        if towards == 0:
            if distance < 0:
                return None
            continue
        share = distance / towards
        if towards < 0:
            enters = max(enters, share)
        else:
            leaves = min(leaves, share)
    if enters > leaves:
        return None
    return (x + across * enters, y + down * enters), (x + across * leaves, y + down * leaves)
