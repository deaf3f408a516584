"""Where are the bases, how do they stand, and which way did the last convoys go? As SVG.

An equirectangular map, true to scale in its middle latitude.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, hypot, radians

from minusma_tui.chronology.standing import Standing
from minusma_tui.drawing.geography import HALF_TURN, Bounds, Point, around_globe, borders
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.page.labels import LETTER, LabelBox
from minusma_tui.language.catalogue import colon, tr
from minusma_tui.model.records import Position
from minusma_tui.model.values import Status
from minusma_tui.model.wording import say_term
from minusma_tui.situation.routes import routes
from minusma_tui.situation.situation import Situation

WIDTH = 480.0
"""Of the picture, in its own units; its height follows from the country."""
_FLATTEST, _TALLEST = 460.0, 560.0
_LINE = 13.0
_KM_A_DEGREE = 111.2
MAX_NAMES = 200
"""More bases have no names on the map: they would be a carpet, and take minutes to place."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is shown, and how it lies in the picture."""

    west: float
    """Degrees; the picture may reach beyond the 180th meridian."""
    north: float
    scale: float
    """Picture units a degree of latitude."""
    squeeze: float
    """A degree of longitude as a part of one of latitude."""
    width: float
    height: float

    @property
    def degrees_across(self) -> float:
        """How many degrees of longitude the picture shows."""
        return self.width / self.scale / self.squeeze

    def place(self, position: Position) -> tuple[float, float]:
        return self.across(position.longitude), self.down(position.latitude)

    def across(self, longitude: float) -> float:
        """The turn of the globe is the one that is nearest to the middle of the picture."""
        middle = self.west + self.degrees_across / 2
        turned = middle + _turn(longitude - middle)
        return (turned - self.west) * self.scale * self.squeeze

    def along(self, line: Iterable[Point]) -> Iterator[tuple[float, float]]:
        """The points of a line, which may cross the 180th meridian."""
        before: tuple[float, float] | None = None
        for longitude, latitude in line:
            if before is None:
                x = self.across(longitude)
            else:
                x = before[1] + _turn(longitude - before[0]) * self.scale * self.squeeze
            before = longitude, x
            yield x, self.down(latitude)

    def down(self, latitude: float) -> float:
        return (self.north - latitude) * self.scale


def map_svg(situation: Situation) -> Markup | None:
    """The map; None where no base has coordinates. Bases that the filter leaves out are faint."""
    standings = [one for one in situation.standings if one.base.position]
    if not standings:
        return None
    chosen = {standing.base.id for standing in situation.selection}
    drawn = sorted(standings, key=lambda one: one.base.id not in chosen)
    frame = _frame([one.base.position.value for one in standings if one.base.position])
    names: Iterable[Markup] = ()
    if len(drawn) <= MAX_NAMES:
        names = _labels(drawn, frame, chosen, _obstacles(situation, frame))
    return tag(
        "svg",
        tag(
            "title",
            tr("Map of the bases of {mission}", mission=situation.dataset.mission.name),
            id="map-title",
        ),
        tag("desc", _describe(situation), id="map-desc"),
        tag("g", *_graticule(frame), class_="graticule"),
        tag("g", *_borders(situation.dataset.mission.host_state, frame), class_="borders"),
        tag("g", *_routes(situation, frame), class_="routes"),
        tag("g", *(_mark(one, frame, one.base.id in chosen) for one in drawn), class_="bases"),
        tag("g", *names, class_="labels"),
        _scale_bar(frame),
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}",
        role="img",
        aria_labelledby="map-title map-desc",
        class_="map",
    )


def _frame(positions: list[Position]) -> _Frame:
    """All the positions with a margin; never less than two degrees."""
    around = around_globe([(one.longitude, one.latitude) for one in positions])
    west, south, east, north = around.west, around.south, around.east, around.north
    squeeze = max(0.1, cos(radians((south + north) / 2)))
    high, wide = max(2.0, north - south) * 1.2, max(2.0, (east - west) * squeeze) * 1.3
    scale = min(WIDTH / wide, _TALLEST / high)
    wide, high = WIDTH / scale, max(high, _FLATTEST / scale)
    middle, centre = (south + north) / 2, (west + east) / 2
    return _Frame(
        west=centre - wide / 2 / squeeze,
        north=middle + high / 2,
        scale=scale,
        squeeze=squeeze,
        width=WIDTH,
        height=high * scale,
    )


def _graticule(frame: _Frame) -> Iterator[Markup]:
    """Meridians and parallels, a handful, each with its degrees."""
    yield tag("rect", class_="ground", x=0, y=0, width=frame.width, height=frame.height)
    degrees_down = frame.height / frame.scale
    step = next((one for one in (0.5, 1, 2, 5, 10, 20) if degrees_down / one <= 8), 45)
    for number in _multiples(frame.west, frame.west + frame.degrees_across, step):
        x = frame.across(number)
        yield tag("path", d=f"M{x:.1f} 0V{frame.height:.1f}")
        yield tag("text", _say_degrees(number, tr("E"), tr("W")), x=x + 3, y=frame.height - 5)
    for number in _multiples(frame.north - degrees_down, frame.north, step):
        y = frame.down(number)
        yield tag("path", d=f"M0 {y:.1f}H{frame.width:.1f}")
        yield tag("text", _say_degrees(number, tr("N"), tr("S")), x=4, y=y - 4)


def _borders(country: str | None, frame: _Frame) -> Iterator[Markup]:
    """Outlines as far as the picture reaches, those of the country itself above the others."""
    south = frame.north - frame.height / frame.scale
    shown = Bounds(frame.west, south, frame.west + frame.degrees_across, frame.north)
    for own, line in sorted(borders(country, shown), key=lambda border: border[0]):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in frame.along(line))
        yield tag("polyline", points=points, class_="own" if own else None)


def _turn(degrees: float) -> float:
    """The same way round the globe, in -180 to 180 degrees."""
    return (degrees + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN


def _multiples(first: float, last: float, step: float) -> Iterator[float]:
    number = ceil(first / step)
    while number * step <= last:
        yield number * step
        number += 1


def _say_degrees(degrees: float, positive: str, negative: str) -> str:
    degrees = degrees if abs(degrees) <= HALF_TURN else _turn(degrees)
    side = "" if abs(degrees) in (0, HALF_TURN) else f" {positive if degrees > 0 else negative}"
    return f"{abs(degrees):g}°{side}"


def _routes(situation: Situation, frame: _Frame) -> Iterator[Markup]:
    for route in routes(situation):
        points = [frame.place(position) for _, position in route.stops]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield tag("polyline", tag("title", " – ".join(route.places)), points=way)


def _mark(standing: Standing, frame: _Frame, chosen: bool) -> Markup:
    """A shape for each status: full, half, hollow, diamond."""
    if standing.base.position is None:
        return Markup()
    x, y = frame.place(standing.base.position.value)
    name = f"{standing.base.name.say()}{colon()}{say_term(standing.status)}"
    shape = [tag("circle", cx=x, cy=y, r=5)]
    if standing.status is Status.DEPARTED:
        shape.append(tag("path", class_="half", d=f"M{x:.1f} {y - 5:.1f}a5 5 0 0 0 0 10z"))
    elif standing.status is Status.LIQUIDATION:
        shape = [tag("path", d=f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z")]
    return tag("g", tag("title", name), *shape, class_=_role(standing, chosen))


def _role(standing: Standing, chosen: bool) -> str:
    return standing.status.value if chosen else f"{standing.status.value} faint"


def _labels(
    drawn: list[Standing], frame: _Frame, chosen: set[str], obstacles: list[LabelBox]
) -> Iterator[Markup]:
    """Names beside their marks, on the side where they hide least; the selected ones first."""
    taken = list(obstacles)
    inside = LabelBox(2, 2, frame.width - 2, frame.height - 2)
    for standing in drawn:
        if standing.base.position is None:
            continue
        name = standing.base.name.say()
        x, y = frame.place(standing.base.position.value)
        wide = len(name) * LETTER
        sides = [
            (x + 10, y + 4, "start", LabelBox(x + 9, y - 8, x + 10 + wide, y + 7)),
            (x - 10, y + 4, "end", LabelBox(x - 10 - wide, y - 8, x - 9, y + 7)),
            (x, y - 11, "middle", LabelBox(x - wide / 2, y - 11 - _LINE, x + wide / 2, y - 8)),
            (x, y + 21, "middle", LabelBox(x - wide / 2, y + 8, x + wide / 2, y + 24)),
        ]
        across, down, anchor, box = min(
            sides,
            key=lambda side: (
                side[3].outside(inside) + sum(side[3].shared(other) for other in taken)
            ),
        )
        taken.append(box)
        faint = None if standing.base.id in chosen else "faint"
        yield tag("text", name, x=across, y=down, text_anchor=anchor, class_=faint)


def _obstacles(situation: Situation, frame: _Frame) -> list[LabelBox]:
    """What no name should cover: the marks, and the routes in small steps."""
    found = []
    for standing in situation.standings:
        if standing.base.position:
            x, y = frame.place(standing.base.position.value)
            found.append(LabelBox(x - 7, y - 7, x + 7, y + 7))
    for route in routes(situation):
        points = [frame.place(position) for _, position in route.stops]
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = 1 + int(hypot(x2 - x1, y2 - y1) / 4)
            for step in range(steps):
                x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
                found.append(LabelBox(x - 2, y - 2, x + 2, y + 2))
    return found


def _scale_bar(frame: _Frame) -> Markup:
    """A round number of kilometres, about a fifth of the width."""
    unit = frame.scale / _KM_A_DEGREE
    wanted = frame.width / 5 / unit
    choices = [factor * 10**power for power in range(5) for factor in (1, 2, 5)]
    length = max((one for one in choices if one <= wanted), default=1)
    right, y = frame.width - 12, frame.height - 22
    left = right - length * unit
    return tag(
        "g",
        tag("path", d=f"M{left:.1f} {y - 4:.1f}v4H{right:.1f}v-4"),
        tag("text", f"{length} km", x=(left + right) / 2, y=y - 7, text_anchor="middle"),
        class_="scale",
    )


def _describe(situation: Situation) -> Markup:
    """What the map shows, for those who do not see it."""
    said = []
    for status in Status:
        names = [
            one.base.name.say()
            for one in situation.selection
            if one.status is status and one.base.position
        ]
        if names:
            said.append(f"{say_term(status).capitalize()}{colon()}{', '.join(names)}.")
    return join(" ".join(said) or tr("No selected base is on the map."))
