"""Where are the bases, and which way did they leave? A map of any country, as large as its pane."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from rich.cells import cell_len

from minusma_tui.columns import MARKS
from minusma_tui.drawing.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from minusma_tui.drawing.lines import Line, Role, fit
from minusma_tui.geography import Point, Projection, around, borders, mainland
from minusma_tui.model.dataset import Dataset
from minusma_tui.routes import route_from
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing

Cell = tuple[int, int]
"""Column and row, from the upper left corner."""

MARGIN_DOTS = 3
"""Between the outline and the edge."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The country laid flat for one size of the canvas."""

    projection: Projection
    scale: float
    """Dots a kilometre."""
    left: float
    top: float
    """Kilometres of the dot in the upper left corner."""
    borders: Canvas
    """To be copied, not drawn on."""

    def dot(self, point: Point) -> Dot:
        """Where a point of degrees lies."""
        right, up = self.projection.project(point)
        return (right - self.left) * self.scale, (self.top - up) * self.scale

    def cell(self, point: Point) -> Cell:
        """The cell that it lies in."""
        x, y = self.dot(point)
        return int(x) // DOTS_ACROSS, int(y) // DOTS_DOWN


def draw_map(situation: Situation, picked: str | None, width: int, height: int) -> list[Line]:
    """The map in `height` lines; the last of them names the bases that nobody placed."""
    below = _unplaced(situation, width)
    sheet = _lay_out(situation.dataset, width, height - len(below))
    if sheet is None:
        return [((fit("No outline, or no room for it.", width), "dim"),), *below][:height]
    canvas = sheet.borders.copy()
    kept = {standing.base.id for standing in situation.selection}
    # What stands out is drawn last: the rest, the selection, the chosen base.
    placed = sorted(
        _placed(situation),
        key=lambda placed: (placed[0].base.id == picked, placed[0].base.id in kept),
    )
    for standing, _ in placed:
        role: Role = "route" if standing.base.id in kept else "empty"
        _draw_route(canvas, sheet, situation.dataset, standing, role)
    for standing, point in placed:
        role = standing.status.value if standing.base.id in kept else "empty"
        column, row = sheet.cell(point)
        if canvas.within(column, row):
            canvas.write(column, row, MARKS[standing.status], role)
    for standing, point in reversed(placed):
        if standing.base.id in kept:
            _label(canvas, sheet.cell(point), standing, chosen=standing.base.id == picked)
    return [*canvas.lines(), *below]


def place_bases(situation: Situation, width: int, height: int) -> dict[str, Cell]:
    """The cells of the bases of the selection that have a position, in a map of that size."""
    sheet = _lay_out(situation.dataset, width, height - len(_unplaced(situation, width)))
    if sheet is None:
        return {}
    cells = {standing.base.id: sheet.cell(point) for standing, point in _placed(situation)}
    kept = (standing.base.id for standing in situation.selection)
    return {base_id: cells[base_id] for base_id in kept if base_id in cells}


def step_towards(
    places: Mapping[str, Cell], start: str | None, across: int, down: int
) -> str | None:
    """The nearest base in a direction, or None where there is none.

    Each quarter of the horizon is a direction; what lies aside counts for more than its distance.
    A row is as high as two columns are wide.
    """
    if start is None or start not in places:
        return next(iter(places), None)
    column, row = places[start]
    found: list[tuple[float, str]] = []
    for base_id, (other_column, other_row) in places.items():
        right, below = other_column - column, 2 * (other_row - row)
        ahead = right * across + below * down
        aside = abs(right * down) + abs(below * across)
        if ahead > 0 and aside <= ahead:
            found.append((hypot(ahead, aside) + aside, base_id))
    return min(found)[1] if found else None


def nearest(places: Mapping[str, Cell], cell: Cell) -> str | None:
    """The base nearest to a cell, or None where there is none."""

    def distance(base_id: str) -> int:
        column, row = places[base_id]
        return (column - cell[0]) ** 2 + 4 * (row - cell[1]) ** 2

    return min(places, key=distance, default=None)


@lru_cache(maxsize=4)
def _lay_out(dataset: Dataset, width: int, height: int) -> _Sheet | None:
    """Fit the country and its bases; None where there is nothing to fit or no room."""
    country = dataset.mission.host_state
    points = mainland(country) + [
        (position.value.longitude, position.value.latitude)
        for base in dataset.bases.values()
        if (position := base.position)
    ]
    across, down = width * DOTS_ACROSS, height * DOTS_DOWN
    room_across, room_down = across - 2 * MARGIN_DOTS, down - 2 * MARGIN_DOTS
    if not points or room_across < 1 or room_down < 1:
        return None
    box = around(points)
    projection = Projection(box.centre)
    flat = around([projection.project(point) for point in points])
    # A single base without a country is shown amid fifty kilometres.
    wide, high = max(flat.east - flat.west, 50.0), max(flat.north - flat.south, 50.0)
    scale = min(room_across / wide, room_down / high)
    middle, level = flat.centre
    sheet = _Sheet(
        projection=projection,
        scale=scale,
        left=middle - across / scale / 2,
        top=level + down / scale / 2,
        borders=Canvas(width, height),
    )
    seen = box.widened((across / scale / wide - 1) / 2, (down / scale / high - 1) / 2)
    lines = sorted(borders(country, seen), key=lambda line: line[0])
    for own, line in lines:
        _draw_line(sheet.borders, map(sheet.dot, line), "border" if own else "empty")
    return sheet


def _draw_line(canvas: Canvas, dots: Iterable[Dot], role: Role) -> None:
    before: Dot | None = None
    for dot in dots:
        if before is None or (round(dot[0]), round(dot[1])) != (round(before[0]), round(before[1])):
            if before is not None:
                canvas.line(before, dot, role)
            before = dot


def _draw_route(
    canvas: Canvas, sheet: _Sheet, dataset: Dataset, standing: Standing, role: Role
) -> None:
    """Straight from place to place: which road it was, the dataset does not say."""
    route = route_from(dataset, standing)
    stops = route.stops if route else ()
    dots = [sheet.dot((position.longitude, position.latitude)) for _, position in stops]
    for start, end in pairwise(dots):
        canvas.line(start, end, role, every=3)


def _label(canvas: Canvas, place: Cell, standing: Standing, *, chosen: bool) -> None:
    """The name beside the sign, where it hides no other; of the chosen base in any case."""
    name = standing.base.name.say()
    if chosen:
        name = fit(f" {name} ", min(cell_len(name) + 2, canvas.width))
    column, row = place
    cells = cell_len(name)
    left, right = column - 1 - cells + chosen, column + 2 - chosen
    middle = column - cells // 2
    for spot in ((right, row), (left, row), (middle, row - 1), (middle, row + 1)):
        if canvas.free(*spot, cells, apart=not chosen):
            canvas.write(*spot, name, "chosen" if chosen else "text")
            return
    if chosen and canvas.within(column, row):
        canvas.write(min(column + 1, canvas.width - cells), row, name, "chosen")


def _placed(situation: Situation) -> list[tuple[Standing, Point]]:
    """The bases that have a position, and where that is."""
    return [
        (standing, (position.value.longitude, position.value.latitude))
        for standing in situation.standings
        if (position := standing.base.position)
    ]


def _unplaced(situation: Situation, width: int) -> list[Line]:
    """A line, or none: that of all bases, so that a filter does not move the map."""
    names = [
        standing.base.name.say() for standing in situation.standings if not standing.base.position
    ]
    return [((fit(f"not on the map: {', '.join(names)}", width), "dim"),)] if names else []
