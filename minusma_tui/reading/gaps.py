"""The parts of a dataset that could not be read; rules do not report what follows from them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic_core import ErrorDetails

from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.messages import meant_key, nearest, path_of

MAX_COMPARED = 100
"""The most invalid ids that are compared with all sources."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is in a file but not in the dataset that was read from it."""

    unread: frozenset[KeyPath] = frozenset()
    """The paths of wrong and missing values; for a mistyped key also the path that was meant."""
    declared: frozenset[str] = frozenset()
    """Keys that may be meant as bases or sources: invalid ids, and the keys of unknown tables."""
    cited: frozenset[str] = frozenset()
    """The ids of sources that may be cited: those that are texts anywhere in a base, event or the
    like with an error, and the nearest one to each invalid id that is cited."""

    def __or__(self, other: "Gaps") -> "Gaps":
        return Gaps(
            self.unread | other.unread, self.declared | other.declared, self.cited | other.cited
        )


def gaps_of(
    errors: Sequence[ErrorDetails],
    document: dict[str, Any],
    sources: Collection[str],
    events_before: int = 0,
) -> Gaps:
    """The gaps that errors leave in a document.

    `sources` are the ids of all sources. `events_before` is the index of the document's first event
    in the whole file.
    """
    if not errors:
        return Gaps()
    unread = set(_unread(errors, events_before))
    declared = {name for error in errors for name in _declared(error)}
    texts = _texts(_parts(errors, document))
    meant = {nearest(wrong, sources) for wrong in _cited(errors)} - {None}
    cited = frozenset(sources).intersection([*texts, *meant])
    return Gaps(frozenset(unread), frozenset(declared), cited)


def _unread(errors: Iterable[ErrorDetails], events_before: int) -> Iterator[KeyPath]:
    for error in errors:
        path = path_of(error)
        match path:
            case ("events", int(index), *rest):
                path = ("events", index + events_before, *rest)
        yield path
        meant = meant_key(error)
        if meant is not None:
            yield (*path[:-1], meant)


def _declared(error: ErrorDetails) -> Iterable[str]:
    match path_of(error), error["input"]:
        case (_,), dict(table) if error["type"] == "unexpected_keyword_argument":
            return map(str, table)
        case (("bases" | "sources"), str(key)), _ if error["loc"][-1] == "[key]":
            return [key]
    return ()


def _cited(errors: Iterable[ErrorDetails]) -> Iterator[str]:
    """The first MAX_COMPARED texts that are cited but are not valid ids."""
    wrong = {
        error["input"]
        for error in errors
        if error["loc"][-2:-1] == ("sources",) and isinstance(error["input"], str)
    }
    return islice(sorted(wrong), MAX_COMPARED)


def _parts(errors: Iterable[ErrorDetails], document: dict[str, Any]) -> Iterator[object]:
    """Each base, event or the like that has an error, except sources."""
    for path in {path_of(error)[:2] for error in errors}:
        match path:
            case (str(table),):
                yield document.get(table)
            case (str(table), key) if table != "sources":
                part = document[table]
                # The path of a missing key leads nowhere.
                yield part.get(key) if isinstance(part, dict) else part[key]


def _texts(parts: Iterable[object]) -> Iterator[str]:
    """Every text in the parts, except keys."""
    waiting = list(parts)
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case list(items):
                waiting += items
            case dict(table):
                waiting += table.values()


def without(things: Any, errors: Iterable[ErrorDetails]) -> Any:
    """Copy a document, or a part of it, with None at each error.

    What was None already is removed, so that the default of its field takes its place. The paths
    of the errors begin with the index of the document in a list.
    """
    # A lenient reading accepts bare values without sources.
    return _without(things, [each["loc"][1:] for each in errors if each["type"] != "uncited"])


def _without(things: Any, paths: Iterable[Sequence[str | int]]) -> Any:
    paths_in: dict[str | int, list[Sequence[str | int]]] = {}
    for step, *rest in paths:
        paths_in.setdefault(step, []).append(rest)
    some = things.copy()
    for step, rests in paths_in.items():
        part = things.get(step) if isinstance(things, dict) else things[step]
        if isinstance(part, dict) and all(rests):
            # A fact with one claim is written without an array around it.
            steps = (rest[1:] if isinstance(rest[0], int) else rest for rest in rests)
            some[step] = _without(part, steps)
        elif isinstance(part, list) and all(rests) and not _is_bare(part, rests):
            some[step] = _without(part, rests)
        elif part is None and isinstance(things, dict) and step in things:
            del some[step]
        else:
            some[step] = None
    return some


def _is_bare(items: list[Any], paths: Iterable[Sequence[str | int]]) -> bool:
    """Whether an array is the bare value of a fact, and not its claims."""
    claims = items and all(isinstance(item, dict) for item in items)
    return not claims and any(path[1:2] == ["value"] for path in paths)
