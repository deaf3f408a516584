"""The annotations of the model by the paths of a document."""

import dataclasses
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base, Claim, Fact, Source
from minusma_tui.model.values import Lines, Text
from minusma_tui.model.walk import KeyPath


def keys_at(path: KeyPath) -> list[str]:
    """The keys that the model has at a path; none where it has no record."""
    hint = hint_at(path)
    record = get_origin(hint) or hint
    if not dataclasses.is_dataclass(record):
        return []
    names = [field.name for field in dataclasses.fields(record)]
    # The id of these is the key of their table.
    return [name for name in names if name != "id"] if record in (Base, Source) else names


def hint_at(path: KeyPath) -> Any:
    """The type that the model has at a path."""
    return _bare(_annotation_at(path))


def may_have_lines(path: KeyPath) -> bool:
    """Whether the text at a path of a document may have several lines.

    A text that the model has no place for may: its key is the problem.
    """
    hints = _annotation_at(path), _annotation_at(path[:-1])
    return any(Lines in (hint, *get_args(hint)) for hint in hints) or hints[0] is None


def _annotation_at(path: KeyPath) -> Any:
    hint: Any = Dataset
    for step in path:
        hint = _inside(hint, step)
    return hint


def _inside(hint: Any, step: str | int) -> Any:
    hint = _bare(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Fact:
        claim = Claim[arguments[0]]  # type: ignore[valid-type]
        return claim if isinstance(step, int) else _inside(claim, step)
    if origin is Claim and step == "value":
        return arguments[0]
    if origin is Mapping:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    if hint is Text:
        return str
    record = origin or hint
    return _hints(record).get(str(step)) if isinstance(record, type) else None


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record, include_extras=True)


def _bare(hint: Any) -> Any:
    """Without its annotations and without None."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        hint = next(argument for argument in get_args(hint) if argument is not types.NoneType)
    return hint
