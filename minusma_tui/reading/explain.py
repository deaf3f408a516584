"""What does a validation error mean, in words of the format?"""

import dataclasses
import difflib
import re
import types
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Claim, Fact
from minusma_tui.model.values import ID_PATTERN
from minusma_tui.reading.problems import Finding, Path
from minusma_tui.reading.text import visible

_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "mapping_type": "a table",
    "dataclass_type": "a table",
    "tuple_type": "an array",
    "finite_number": "a finite number",
}
_PATTERNS = {
    ID_PATTERN: "an id of small letters, digits, dots and hyphens",
    r"^[A-Z]{3}$": "a country code of three capitals (ISO 3166-1 alpha-3), such as MLI",
    r"^[A-Z]{2}-[A-Z0-9]{1,3}$": "an ISO 3166-2 code, such as ML-7",
    r"^[a-z]{2,3}$": "a language code, such as en or fr",
}
_OWN = ("period", "amount", "text", "uncited")
"""The errors that the model words itself."""


def explain(error: ErrorDetails) -> Finding:
    """Say what was expected and what was found, and where to point."""
    kind, path, found = error["type"], tuple(error["loc"]), error["input"]
    if path and path[-1] == "[key]":
        message = f"expected {_expected(error)}, found the key '{visible(str(path[-2]))}'"
        return Finding(path[:-1], message, key=True)
    if kind == "missing":
        return Finding(path[:-1], f"missing '{path[-1]}'", key=True)
    if kind == "unexpected_keyword_argument":
        return Finding(path, _unknown_key(path), key=True)
    if kind in _OWN:
        message = error["msg"].replace("{{", "{").replace("}}", "}")
        if not message.startswith("expected"):
            return Finding(path, message)
    elif kind == "too_short":
        return Finding(path, f"expected at least {error['ctx']['min_length']}, found none")
    else:
        message = f"expected {_expected(error)}"
    return Finding(path, f"{message}, found {_say(found)}{_nearest(error)}")


def suggest(wrong: str, known: Iterable[str]) -> str:
    """`: did you mean 'x'?`, or nothing where nothing is near."""
    near = difflib.get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)
    return f": did you mean '{near[0]}'?" if near else ""


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "enum" | "literal_error":
            return str(context["expected"]).replace("'", "")
        case "greater_than_equal":
            return f"at least {context['ge']:g}"
        case "less_than_equal":
            return f"at most {context['le']:,g}"
        case "string_too_long":
            return f"at most {context['max_length']} characters"
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], "an http or https address")
        case kind:
            return _EXPECTED.get(kind, "another value")


def _nearest(error: ErrorDetails) -> str:
    if error["type"] != "enum" or not isinstance(error["input"], str):
        return ""
    known = re.findall(r"'([^']*)'", str(error.get("ctx", {})["expected"]))
    return suggest(error["input"], known)


def _say(value: object) -> str:
    """A value of a TOML file as its author knows it."""
    match value:
        case str():
            return f"'{visible(value)}'"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {visible(repr(value))}"
        case date() | time():
            return f"the date or time {value.isoformat()}"
        case dict():
            return "a table"
        case _:
            return "an array"


def _unknown_key(path: Path) -> str:
    wrong = str(path[-1])
    record = _type_at(path[:-1])
    known = [field.name for field in dataclasses.fields(record)] if record else []
    nearest = suggest(wrong, known)
    if not nearest and known:
        nearest = f": expected {', '.join(name for name in known if name != 'id')}"
    return f"unknown key '{visible(wrong)}'{nearest}"


def _type_at(path: Path) -> Any:
    """The record that the model has at a path; None where it has none."""
    hint: Any = Dataset
    for step in path:
        hint = _inside(hint, step)
    hint = _bare(hint)
    record = get_origin(hint) or hint
    return record if dataclasses.is_dataclass(record) else None


def _inside(hint: Any, step: str | int) -> Any:
    hint = _bare(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Fact:
        return Claim[arguments[0]]  # type: ignore[valid-type]
    if origin is Claim and step == "value":
        return arguments[0]
    if origin is Mapping:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    record = origin or hint
    hints = get_type_hints(record, include_extras=True) if isinstance(record, type) else {}
    return hints.get(str(step))


def _bare(hint: Any) -> Any:
    """Without its annotations and without None."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        hint = next(argument for argument in get_args(hint) if argument is not types.NoneType)
    return hint
