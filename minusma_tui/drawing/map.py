"""A map of any country, of any size, with its bases and the routes of their last convoys."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import hypot
from weakref import WeakKeyDictionary

from rich.cells import cell_len

from minusma_tui.chronology.standing import Standing
from minusma_tui.drawing.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from minusma_tui.drawing.geography import (
    Bounds,
    Point,
    Projection,
    around,
    around_globe,
    borders,
    mainland,
)
from minusma_tui.drawing.lines import Line, Role, fit
from minusma_tui.language.catalogue import tr
from minusma_tui.model.records import Base
from minusma_tui.situation.columns import MARKS
from minusma_tui.situation.day import Day
from minusma_tui.situation.routes import route_from
from minusma_tui.situation.situation import Situation
from minusma_tui.situation.world import World, kept_by_world

Cell = tuple[int, int]
"""Column and row, from the upper left corner."""

MARGIN_DOTS = 3
"""Dots between the outline and the edge."""
MAX_LABELS = 60
"""The number of names that are tried; a map has room for fewer."""


@dataclass(frozen=True, slots=True, eq=False)
class _MapLayout:
    """The country projected onto one size of the canvas."""

    ground: "_Ground"
    scale: float
    """Dots per kilometre."""
    left: float
    top: float
    """The kilometres of the dot in the upper left corner, right of the centre and up from it."""
    borders: Canvas
    """Copy before drawing on it."""
    cells: Sequence[Cell | None]
    """The cell of each base, in the order of the dataset; None for a base without a position."""
    topmost: Mapping[Cell, int]
    """The index in the dataset of one base for each cell that has any."""

    def dot(self, point: Point) -> Dot:
        """Return the dot of a point of degrees."""
        right, up = self.ground.projection.project(point)
        return (right - self.left) * self.scale, (self.top - up) * self.scale

    def cell(self, base_id: str, day: Day) -> Cell | None:
        """Return the cell of a base; None if it has no position."""
        place = day.place_of(base_id)
        return None if place is None else self.cells[place]


def draw_map(situation: Situation, picked: str | None, width: int, height: int) -> list[Line]:
    """Draw the map in `height` lines; the last of them names any bases without a position."""
    world = situation.world
    below = _unplaced(world, width)
    sheet = _lay_out(world, width, height - len(below))
    if sheet is None:
        return [((fit(tr("No outline, or no room for it."), width), "dim"),), *below][:height]
    canvas = _all_bases(world, situation.day, sheet).copy()
    shown = _shown(situation, sheet)
    chosen = situation.standing_of(picked) if situation.keeps(picked) else None
    place = sheet.cell(chosen.base.id, situation.day) if chosen else None
    # The selection and then the chosen base are drawn last, over everything else.
    for kept in (False, True):
        _draw_routes(canvas, sheet, situation, kept=kept)
    for cell, standing in shown.items():
        _mark(canvas, cell, standing, standing.status.value)
    if chosen and place:
        _mark(canvas, place, chosen, chosen.status.value)
        _label(canvas, place, chosen, chosen=True)
    for at in islice(reversed(situation.listed), MAX_LABELS):
        other, beside = situation.day.by_place[at], sheet.cells[at]
        if other and beside and other is not chosen:
            _label(canvas, beside, other, chosen=False)
    return [*canvas.lines(), *below]


@kept_by_world(2)
def _all_bases(_: World, day: Day, sheet: _MapLayout) -> Canvas:
    """Draw the borders and one faded base for each cell; copy before drawing on it."""
    canvas = sheet.borders.copy()
    for cell, place in sheet.topmost.items():
        standing = day.by_place[place]
        if standing:
            _mark(canvas, cell, standing, "empty")
    return canvas


_SHOWN: WeakKeyDictionary[Situation, tuple[_MapLayout, dict[Cell, Standing]]] = WeakKeyDictionary()
"""The layout and cells in which a situation was shown last; they go with the situation."""


def _shown(situation: Situation, sheet: _MapLayout) -> dict[Cell, Standing]:
    """Return one base of the selection for each cell that has any."""
    last = _SHOWN.get(situation)
    if last is None or last[0] is not sheet:
        last = _SHOWN[situation] = sheet, _find_shown(situation, sheet)
    return last[1]


def _find_shown(situation: Situation, sheet: _MapLayout) -> dict[Cell, Standing]:
    if not situation.query:
        found = ((cell, situation.day.by_place[at]) for cell, at in sheet.topmost.items())
        return {cell: standing for cell, standing in found if standing}
    cells = sheet.cells
    # In reverse, so that the first base in the list is the one that stays in a cell.
    backwards = reversed(situation.listed)
    places = {cell: place for place in backwards if (cell := cells[place])}
    return dict(zip(places, situation.day.at(list(places.values())), strict=True))


def _mark(canvas: Canvas, cell: Cell, standing: Standing, role: Role) -> None:
    canvas.mark(*cell, MARKS[standing.status], role)


def place_bases(
    situation: Situation, picked: str | None, width: int, height: int
) -> dict[str, Cell]:
    """Return the cells of the chosen base and of the selected bases that such a map shows, by id.

    The size is that of the map in cells.
    """
    world = situation.world
    sheet = _lay_out(world, width, height - len(_unplaced(world, width)))
    if sheet is None:
        return {}
    places = {one.base.id: cell for cell, one in _shown(situation, sheet).items()}
    if picked is not None and situation.keeps(picked):
        cell = sheet.cell(picked, situation.day)
        if cell:
            places[picked] = cell
    return places


def step_towards(
    places: Mapping[str, Cell], start: str | None, across: int, down: int
) -> str | None:
    """Return the nearest base in a direction, or None if there is none.

    One of `across` (right) and `down` is 1 or -1, the other is 0. Each direction is a quarter of
    the horizon, and a base off to the side counts as farther away than it is. A row is as high as
    two columns are wide. If `start` is not among the places, the first of them is returned.
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
    """Return the base nearest to a cell, or None if there is none."""

    def distance(base_id: str) -> int:
        column, row = places[base_id]
        return (column - cell[0]) ** 2 + 4 * (row - cell[1]) ** 2

    return min(places, key=distance, default=None)


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What a map shows, independent of its size."""

    projection: Projection
    degrees: Bounds
    kilometres: Bounds
    placed: Sequence[int]
    """The indexes in the dataset of the bases that have a position."""
    easts: Sequence[float]
    norths: Sequence[float]
    """Their kilometres right of the centre and up from it, in the order of `placed`."""
    convoys: tuple[str, ...]
    """Ids of the bases whose last convoy has a known route."""


@kept_by_world(1)
def _survey(world: World) -> _Ground | None:
    """Project the country and its bases; None if neither is known."""
    dataset = world.dataset
    outline = mainland(dataset.mission.host_state)
    positions = {
        place: (base.position.value.longitude, base.position.value.latitude)
        for place, base in enumerate(dataset.bases.values())
        if base.position
    }
    if not outline and not positions:
        return None
    degrees = around_globe([*outline, *positions.values()])
    projection = Projection(degrees.centre)
    bases = list(map(projection.project, positions.values()))
    return _Ground(
        projection,
        degrees,
        kilometres=around([*map(projection.project, outline), *bases]),
        placed=array("l", positions),
        easts=array("d", (east for east, _ in bases)),
        norths=array("d", (north for _, north in bases)),
        convoys=tuple(
            base.id for base in dataset.bases.values() if base.convoy and base.convoy.route
        ),
    )


@kept_by_world(4)
def _lay_out(world: World, width: int, height: int) -> _MapLayout | None:
    """Fit the country and its bases into cells; None if there is nothing to fit or no room."""
    dataset, ground = world.dataset, _survey(world)
    across, down = width * DOTS_ACROSS, height * DOTS_DOWN
    room_across, room_down = across - 2 * MARGIN_DOTS, down - 2 * MARGIN_DOTS
    if ground is None or room_across < 1 or room_down < 1:
        return None
    box = ground.kilometres
    # At least fifty kilometres, for a single base without a country.
    wide, high = max(box.east - box.west, 50.0), max(box.north - box.south, 50.0)
    scale = min(room_across / wide, room_down / high)
    middle, level = box.centre
    left, top = middle - across / scale / 2, level + down / scale / 2
    # A hundred thousand bases share some thousand cells, so a tuple is made for each cell only.
    columns, rows = scale / DOTS_ACROSS, scale / DOTS_DOWN
    numbers = [
        int((top - north) * rows) * width + int((east - left) * columns)
        for east, north in zip(ground.easts, ground.norths, strict=True)
    ]
    numbered = {number: (number % width, number // width) for number in set(numbers)}
    cells: list[Cell | None] = [None] * len(dataset.bases)
    for place, number in zip(ground.placed, numbers, strict=True):
        cells[place] = numbered[number]
    topmost = dict(zip(map(numbered.__getitem__, numbers), ground.placed, strict=True))
    sheet = _MapLayout(ground, scale, left, top, Canvas(width, height), cells, topmost)
    seen = ground.degrees.widened((across / scale / wide - 1) / 2, (down / scale / high - 1) / 2)
    lines = sorted(borders(dataset.mission.host_state, seen), key=lambda line: line[0])
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


def _draw_routes(canvas: Canvas, sheet: _MapLayout, situation: Situation, *, kept: bool) -> None:
    """Draw straight lines from stop to stop: the dataset does not say which road was taken."""
    for base_id in sheet.ground.convoys:
        standing = situation.standing_of(base_id)
        if standing is None or situation.keeps(base_id) is not kept:
            continue
        route = route_from(situation.world, standing)
        stops = route.stops if route else ()
        dots = [sheet.dot((position.longitude, position.latitude)) for _, position in stops]
        for start, end in pairwise(dots):
            canvas.line(start, end, "route" if kept else "empty", every=3)


def _label(canvas: Canvas, place: Cell, standing: Standing, *, chosen: bool) -> None:
    """Write the name beside the sign if it hides no other; always for the chosen base."""
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


@kept_by_world(4, worded=True)
def _unplaced(world: World, width: int) -> list[Line]:
    """Draw a line with the bases without a position, or none.

    It names them whatever the filter keeps, so that a filter does not move the map.
    """
    names = [base.name.say() for base in _without_position(world)]
    said = tr("not on the map: {names}", names=", ".join(names))
    return [((fit(said, width), "dim"),)] if names else []


@kept_by_world(1)
def _without_position(world: World) -> Sequence[Base]:
    return [base for base in world.dataset.bases.values() if not base.position]
