"""What could not be read of a dataset, so that a rule does not complain of what only follows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic_core import ErrorDetails

from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.messages import meant_key, nearest, path_of

MAX_COMPARED = 100
"""Wrong ids; each is looked for among all sources."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What stands in a file but not in what was read of it."""

    unread: frozenset[KeyPath] = frozenset()
    """Where something is wrong or missing; for a key that was mistyped also where it belongs."""
    declared: frozenset[str] = frozenset()
    """What may be bases and sources: keys that are no ids, and those of unknown tables."""
    cited: frozenset[str] = frozenset()
    """The ids of sources that are texts somewhere in a base, event or the like that is wrong, and
    those that are nearest to what is cited but is no id."""

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
    """What these errors hide of a document, whose first event is that with the number given.

    `sources` are the ids of all sources that there are.
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
    """What is cited but is no id; no more than one can look for among the sources."""
    wrong = {
        error["input"]
        for error in errors
        if error["loc"][-2:-1] == ("sources",) and isinstance(error["input"], str)
    }
    return islice(sorted(wrong), MAX_COMPARED)


def _parts(errors: Iterable[ErrorDetails], document: dict[str, Any]) -> Iterator[object]:
    """Each base, event or the like that has an error; no source."""
    for path in {path_of(error)[:2] for error in errors}:
        match path:
            case (str(table),):
                yield document.get(table)
            case (str(table), key) if table != "sources":
                part = document[table]
                # A missing key leads nowhere.
                yield part.get(key) if isinstance(part, dict) else part[key]


def _texts(parts: Iterable[object]) -> Iterator[str]:
    """Every text in them, but no key."""
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
    # A lenient reading takes values that cite nothing.
    return _without(things, [each["loc"][1:] for each in errors if each["type"] != "uncited"])


def _without(things: Any, paths: Iterable[Sequence[str | int]]) -> Any:
    paths_in: dict[str | int, list[Sequence[str | int]]] = {}
    for step, *rest in paths:
        paths_in.setdefault(step, []).append(rest)
    some = things.copy()
    for step, rests in paths_in.items():
        part = things.get(step) if isinstance(things, dict) else things[step]
        if isinstance(part, dict) and all(rests):
            # A fact with one claim has no array round it.
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
    """Whether an array is the value of a fact that stands alone, and not its claims."""
    claims = items and all(isinstance(item, dict) for item in items)
    return not claims and any(path[1:2] == ["value"] for path in paths)
