"""The routes of the last convoys, as far as the dataset can place them."""

from dataclasses import dataclass

from minusma_tui.chronology.standing import Standing
from minusma_tui.language.fold import fold
from minusma_tui.model.records import Base, Position
from minusma_tui.situation.situation import Situation
from minusma_tui.situation.world import World, kept_by_world


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """The route of the last convoy of one base."""

    standing: Standing
    """The base that it left."""
    places: tuple[str, ...]
    """The names that the source gives, in travelling order."""
    stops: tuple[tuple[Base, Position], ...]
    """The places that are bases with coordinates, in travelling order; at least two."""


def routes(situation: Situation) -> list[Route]:
    """Return the routes from the selected bases that have been left, in the order of the list."""
    found = (route_from(situation.world, standing) for standing in situation.selection)
    return [route for route in found if route is not None]


def route_from(world: World, standing: Standing) -> Route | None:
    """Return the route from one base.

    None while the base is held, if no route is known, or if fewer than two of its places are
    bases with coordinates.
    """
    convoy = standing.base.convoy
    if standing.departed is None or convoy is None or convoy.route is None:
        return None
    placed = _placed(world)
    stops = [placed[fold(place)] for place in convoy.route.value if fold(place) in placed]
    # A place that is named twice in succession is one stop.
    once = tuple(stop for index, stop in enumerate(stops) if stop not in stops[:index][-1:])
    return Route(standing, convoy.route.value, once) if len(once) > 1 else None


@kept_by_world(1)
def _placed(world: World) -> dict[str, tuple[Base, Position]]:
    """The bases with coordinates by each of their folded names.

    The name of one base takes precedence over the other names of another.
    """
    names: dict[str, tuple[Base, Position]] = {}
    for other in (False, True):
        for base in world.dataset.bases.values():
            if base.position is None:
                continue
            said = list(base.name.by_language.values())
            if other:
                claims = base.other_names.claims if base.other_names else ()
                said = [name for claim in claims for name in claim.value]
            for name in said:
                names.setdefault(fold(name), (base, base.position.value))
    return names
