"""The walk over a dataset: each record and each fact with its path."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from minusma_tui.model.records import Fact, is_record

KeyPath = tuple[str | int, ...]
"""Keys and indexes from the root of a document, or from a record, to a value in it."""


def walk(thing: object) -> Iterator[tuple[KeyPath, Any]]:
    """Yield each record and fact in a thing with its path, a record before what it holds.

    The order is that of the model. The thing is a record or a fact, or a tuple or dictionary of
    them. Claims are part of their facts. None, which stands for what could not be read, is left
    out.
    """
    # A dataset of 100,000 bases has almost a million of them, and each load walks over all.
    waiting: list[tuple[KeyPath, Any]] = [((), thing)]
    while waiting:
        found = waiting.pop()
        path, part = found
        kind: Any = type(part)
        if kind is Fact:
            yield found
        elif kind is tuple:
            index = len(part)
            for item in reversed(part):
                index -= 1
                waiting.append(((*path, index), item))
        elif kind is dict:
            waiting += [((*path, key), item) for key, item in reversed(part.items())]
        elif part is not None:
            yield found
            names, read = _fields(kind)
            for name, item in zip(names, read(part), strict=True):
                if item:
                    waiting.append(((*path, name), item))


def sources_of(thing: object) -> list[str]:
    """The ids of all sources cited anywhere in a record, each once, in order of appearance."""
    cited: dict[str, None] = {}
    for _, found in walk(thing):
        for one in found.claims if type(found) is Fact else (found,):
            cited.update(dict.fromkeys(getattr(one, "sources", ())))
    return list(cited)


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:
    """The names of the fields of a record that can hold records or facts, and their getter.

    The last field comes first.
    """
    names = [name for name, hint in get_type_hints(kind).items() if _holds_records(hint)]
    names.reverse()
    if len(names) > 1:
        return tuple(names), attrgetter(*names)
    # An attrgetter of one name returns no tuple.
    return tuple(names), lambda record: tuple(getattr(record, name) for name in names)


def _holds_records(hint: object) -> bool:
    kind = get_origin(hint) or hint
    return kind is Fact or is_record(kind) or any(map(_holds_records, get_args(hint)))
