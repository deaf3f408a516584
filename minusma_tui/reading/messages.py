"""Validation errors of pydantic, explained in the terms of the dataset format."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from enum import StrEnum
from typing import get_args, get_origin

from pydantic_core import ErrorDetails

from minusma_tui.language.catalogue import colon, msg, tr
from minusma_tui.model.records import Fact
from minusma_tui.model.values import ID_PATTERN
from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.hints import hint_at, keys_at
from minusma_tui.reading.problems import Finding
from minusma_tui.reading.text import visible

_EXPECTED = {
    "string_type": msg("text"),
    "string_too_short": msg("text that is not empty"),
    "int_type": msg("a whole number"),
    "int_parsing_size": msg("a number of fewer digits"),
    "float_type": msg("a number"),
    "bool_type": msg("true or false"),
    "dict_type": msg("a table"),
    "mapping_type": msg("a table"),
    "dataclass_type": msg("a table"),
    "tuple_type": msg("an array"),
    "finite_number": msg("a finite number"),
}
_PATTERNS = {
    ID_PATTERN: msg("an id of small letters, digits, dots and hyphens"),
    r"^[A-Z]{3}$": msg("a country code of three capitals (ISO 3166-1 alpha-3), such as MLI"),
    r"^[A-Z]{2}-[A-Z0-9]{1,3}$": msg("an ISO 3166-2 code, such as ML-7"),
    r"^[a-z]{2,3}$": msg("a language code, such as en or fr"),
}
_LONGEST_NUMBER = 64
"""The most bits of an integer that is printed in a message."""
_MAX_ALIKE = 3
"""The most look-alike characters that are named in one message."""
_OWN = ("period", "amount", "text", "uncited")
"""The error types whose messages come from the model."""


MAX_KNOWN = 10_000
"""The most names among which a near one is looked for; comparing more takes seconds."""


def explain(errors: Sequence[ErrorDetails]) -> Iterator[Finding]:
    """Say for each error what was expected, what was found, and where it is.

    An error that only follows from another one is left out.
    """
    wrong = {tuple(error["loc"][:end]) for error in errors for end in range(len(error["loc"]) + 1)}
    for error in errors:
        path = tuple(error["loc"])
        follows = (
            # A bare value cites the sources of its record.
            (error["type"] == "uncited" and (*path[:-1], "sources") in wrong)
            # An array whose items are wrong counts as empty.
            or (error["type"] == "too_short" and error["input"])
            # The id is the key, which is reported already.
            or (len(path) == 3 and path[0] in ("bases", "sources") and path[2] == "id")
        )
        if not follows:
            yield _explain(error, path)


def _explain(error: ErrorDetails, path: KeyPath) -> Finding:
    kind, found = error["type"], error["input"]
    if kind == "missing":
        message = tr("missing '{key}'", key=path[-1]) + _choices_at(path)
        return Finding(path[:-1], message, key=True)
    if kind == "unexpected_keyword_argument":
        return Finding(path, _unknown_key(path), key=True)
    if kind == "too_short":
        name = str(path[-1]).removesuffix("s")
        return Finding(path, tr("expected at least one {name}, found none", name=name))
    if kind in _OWN:
        # The braces of a template are doubled; those of a reason that was put into it are not.
        reason = error.get("ctx", {}).get("reason")
        message = visible(reason or error["msg"].replace("{{", "{").replace("}}", "}"), longest=300)
        if not message.startswith(tr("expected {what}", what="")):
            return Finding(path, message)
    else:
        message = tr("expected {what}", what=_expected(error))
    if path_of(error) != path:
        return Finding(
            path_of(error),
            f"{message}, {tr('found the key {value}', value=_say(found))}{_nearest(error)}",
            key=True,
        )
    return Finding(path, f"{message}, {tr('found {value}', value=_say(found))}{_nearest(error)}")


def path_of(error: ErrorDetails) -> KeyPath:
    """The path of the value that an error is about; for a wrong key, the path of its value."""
    *steps, last = error["loc"]
    return tuple(steps if last == "[key]" and steps[-1:] == [error["input"]] else error["loc"])


def meant_key(error: ErrorDetails) -> str | None:
    """The known key that is nearest to the unknown key of an error; None if there is none."""
    path = tuple(error["loc"])
    if error["type"] != "unexpected_keyword_argument":
        return None
    return nearest(str(path[-1]), keys_at(path[:-1]))


def nearest(wrong: str, known: Collection[str]) -> str | None:
    """The nearest of the known names; None if none is near, or if there are too many."""
    if len(known) > MAX_KNOWN:
        return None
    by_letters = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(wrong.casefold(), by_letters, n=1)
    return by_letters[near[0]] if near else None


def suggest(wrong: str, known: Collection[str]) -> str:
    """The end of a message, such as ": did you mean 'x'?"; empty if no name is near."""
    near = nearest(wrong, known)
    # A known name may be wrong itself, and unsafe to print.
    return ask_for(f"'{visible(near)}'") if near is not None else ""


def ask_for(names: str) -> str:
    """The end of a message about an unknown name, which asks whether other names are meant."""
    return colon() + tr("did you mean {names}?", names=names)


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "enum":
            return _one_of(_names_in(context["expected"]))
        case "literal_error":
            return str(context["expected"])
        case "greater_than_equal":
            return tr("at least {number}", number=_number(context["ge"]))
        case "less_than_equal":
            return tr("at most {number}", number=_number(context["le"]))
        case "string_too_long":
            return tr("at most {number} characters", number=context["max_length"])
        case "string_pattern_mismatch":
            return tr(_PATTERNS.get(context["pattern"], msg("an http or https address")))
        case kind:
            return tr(_EXPECTED.get(kind, msg("a different value")))


def _number(value: float) -> str:
    return f"{value:,}".removesuffix(".0")


def _nearest(error: ErrorDetails) -> str:
    if error["type"] != "enum" or not isinstance(error["input"], str):
        return ""
    return suggest(error["input"], _names_in(error.get("ctx", {})["expected"]))


def _names_in(expected: object) -> list[str]:
    """The names in quotes in a text that pydantic-core joined from them."""
    return re.findall(r"'([^']*)'", str(expected))


def _one_of(names: Sequence[str]) -> str:
    """Join names, such as "a, b or c"; at least two."""
    *others, last = names
    return f"{', '.join(others)} {tr('or')} {last}"


def _choices_at(path: KeyPath) -> str:
    """The end of a message, such as ": expected a, b or c", if only certain names are allowed."""
    hint = hint_at(path)
    if get_origin(hint) is Fact:
        (hint,) = get_args(hint)
    if not (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return ""
    return colon() + tr("expected {what}", what=_one_of([choice.value for choice in hint]))


def _say(value: object) -> str:
    """A value as the author of the TOML file knows it, shortened and safe to print."""
    match value:
        case str():
            return f"'{visible(value)}'{_name_alike(value)}"
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _LONGEST_NUMBER:
            return tr("a number of very many digits")  # Python refuses to print the longest of them
        case int() | float():
            return tr("the number {value}", value=value)
        case date() | time():
            return tr("the date or time {value}", value=value.isoformat())
        case dict():
            return tr("a table")
        case _:
            return tr("an array")


def _name_alike(text: str) -> str:
    """The code points of blanks, hyphens and digits that look like ASCII, in parentheses."""
    names = dict.fromkeys(
        f"U+{ord(character):04X} {unicodedata.name(character)}"
        for character in text
        if not character.isascii() and unicodedata.category(character) in ("Zs", "Pd", "Nd")
    )
    if not names:
        return ""
    return f" ({tr('it contains {characters}', characters=', '.join([*names][:_MAX_ALIKE]))})"


def _unknown_key(path: KeyPath) -> str:
    wrong = str(path[-1])
    known = keys_at(path[:-1])
    nearest = suggest(wrong, known)
    if not nearest and known:
        nearest = colon() + tr("expected {what}", what=", ".join(known))
    return tr("unknown key '{key}'", key=visible(wrong)) + nearest
