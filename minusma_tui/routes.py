"""Which way did the last convoy of a base go, as far as the places on it are known?"""

from functools import lru_cache

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base, Position
from minusma_tui.query.fold import fold


def route(dataset: Dataset, base: Base) -> tuple[Position, ...]:
    """The positions of those places of the route that are bases, in travelling order.

    Empty where fewer than two of them are known: a single place is no way.
    """
    if base.convoy is None or base.convoy.route is None:
        return ()
    known = _positions(dataset)
    places = [fold(name) for name in base.convoy.route.value]
    positions = tuple(known[place] for place in places if place in known)
    return positions if len(positions) > 1 else ()


@lru_cache(maxsize=4)
def _positions(dataset: Dataset) -> dict[str, Position]:
    """By each name of a base, folded; a base's own name goes before another's second one."""
    positions: dict[str, Position] = {}
    for base in dataset.bases.values():
        if base.position is not None:
            for name in base.name.by_language.values():
                positions[fold(name)] = base.position.value
    for base in dataset.bases.values():
        if base.position is not None and base.other_names is not None:
            for name in base.other_names.value:
                positions.setdefault(fold(name), base.position.value)
    return positions
