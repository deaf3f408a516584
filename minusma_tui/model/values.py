"""What kinds of value can a fact have? Each reads from plain TOML and prints as it was read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from minusma_tui.language.catalogue import ENGLISH, colon, msg, spoken, tr
from minusma_tui.model.period import EXPECTED, Period, parse_period
from minusma_tui.model.schema import Reader, limit, schema_for

T = TypeVar("T")


@lru_cache(maxsize=4096)
def shared(value: T) -> T:
    """The first of all that are equal; bases cite, name and count the same again and again."""
    return value


Word = Annotated[str, limit(min_length=1, max_length=400)]
Whole = Annotated[int, limit(ge=0, le=10_000_000)]

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]*$"
Id = Annotated[str, limit(pattern=ID_PATTERN, max_length=80)]
Country = Annotated[str, limit(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""
Subdivision = Annotated[str, limit(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
"""ISO 3166-2."""
Language = Annotated[str, limit(pattern=r"^[a-z]{2,3}$")]
"""ISO 639."""


class BaseKind(StrEnum):
    """What a base was built as."""

    CAMP = "camp"
    TEMPORARY_OPERATING_BASE = "temporary operating base"
    HEADQUARTERS = "headquarters"
    SITE = "site"
    """Some place of the mission; the sources do not say of which kind."""


class HandoverKind(StrEnum):
    """To whom a base went over, or how else it ended."""

    CIVIL_AUTHORITY = "civil-authority"
    ARMED_FORCES = "armed-forces"
    UNSIGNED = "unsigned"
    """The last peacekeepers left and nothing was signed."""
    LIQUIDATION = "liquidation"
    """Kept past the end of the mission to be wound up, then handed over."""


class Status(StrEnum):
    """How a base stands at the end of a day; always derived, never part of a dataset."""

    OCCUPIED = "occupied"
    DEPARTED = "departed"
    HANDED_OVER = "handed-over"
    LIQUIDATION = "liquidation"


class Scope(StrEnum):
    """Which personnel a figure counts."""

    ALL = "all"
    UNIFORMED = "uniformed"
    """Military and police."""
    MILITARY = "military"
    CIVILIAN = "civilian"


class EventKind(StrEnum):
    """What sort of thing happened."""

    MILESTONE = "milestone"
    INCIDENT = "incident"
    STATEMENT = "statement"
    REPATRIATION = "repatriation"
    HANDOVER = "handover"
    """Of a part of a base; the handover of the whole is `bases.ID.handover`."""


class Topic(StrEnum):
    """What a note is about."""

    BACKGROUND = "background"
    SECURITY = "security"
    EQUIPMENT = "equipment"
    LEGACY = "legacy"
    DISPUTE = "dispute"


class Purpose(StrEnum):
    """What was planned for a base."""

    DEPARTURE = "departure"
    LIQUIDATION = "liquidation"


def _expected(what: str) -> str:
    return tr("expected {what}", what=tr(what))


def _by(
    read: Callable[[object], object], write: Callable[[Any], object], json: Mapping[str, object]
) -> CoreSchema:
    """The schema of what functions read and write; `json` says in JSON Schema what that is."""
    return core_schema.no_info_plain_validator_function(
        read,
        serialization=core_schema.plain_serializer_function_ser_schema(write),
        metadata={"json_schema": json},
    )


@schema_for(Period)
def _period_schema(_: Reader) -> CoreSchema:
    json = {
        "type": "string",
        "description": "EDTF: " + EXPECTED,
        "pattern": r"^\d{4}(-\d\d(-\d\d)?)?[~?%]?(/\d{4}(-\d\d(-\d\d)?)?[~?%]?)?$",
    }
    return _by(_read_period, str, json)


def _read_period(value: object) -> Period:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("period", _expected(EXPECTED))
    try:
        return parse_period(value)
    except ValueError as error:
        raise PydanticCustomError("period", "{reason}", {"reason": str(error)}) from None


QUALIFIERS = ("more than", "less than", "at least", "at most", "about", "nearly")
_AMOUNT = re.compile(rf"(?:({'|'.join(QUALIFIERS)}) )?(\d{{1,8}})", re.ASCII)
_AMOUNT_EXPECTED = msg('a whole number, or one with its qualifier such as "more than 8817"')


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people or things as a source gives it: 950, "more than 8817", "about 200"."""

    number: int
    qualifier: str | None = None

    def __str__(self) -> str:
        return f"{self.qualifier} {self.number}" if self.qualifier else str(self.number)


@schema_for(Amount)
def _amount_schema(_: Reader) -> CoreSchema:
    json = {
        "description": _AMOUNT_EXPECTED,
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": f"^({'|'.join(QUALIFIERS)}) \\d{{1,8}}$"},
        ],
    }
    return _by(
        _read_amount, lambda amount: str(amount) if amount.qualifier else amount.number, json
    )


def _read_amount(value: object) -> Amount:
    if isinstance(value, Amount):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8:
        return _amount(value, None)
    match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("amount", _expected(_AMOUNT_EXPECTED))
    return _amount(int(match[2]), match[1])


_amount = lru_cache(maxsize=4096)(Amount)


_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_TEXT_EXPECTED = msg('text, or a table of texts by language such as { en = "...", fr = "..." }')


@dataclass(frozen=True, slots=True)
class Text:
    """Something people read, in one or more languages."""

    said: str | Mapping[str, str]
    """What is the same in every language, or ISO 639 code to text, never empty.

    A note may have tabs and several lines, which end in LF; there is no blank line at its ends.
    """

    @property
    def by_language(self) -> Mapping[str, str]:
        """With the code "" for what is the same in every language."""
        return {"": self.said} if isinstance(self.said, str) else self.said

    def say(self) -> str:
        """The text in the language that is spoken, else in English, else in the first one."""
        texts = self.said
        if isinstance(texts, str):
            return texts
        return texts.get(spoken()) or texts.get(ENGLISH) or next(iter(texts.values()))


@schema_for(Text)
def _text_schema(_: Reader) -> CoreSchema:
    words = {"type": "string", "minLength": 1}
    json = {
        "description": _TEXT_EXPECTED,
        "anyOf": [
            words,
            {
                "type": "object",
                "patternProperties": {f"^{_LANGUAGE.pattern}$": words},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    }
    return _by(_read_text, lambda text: text.said, json)


def _read_text(value: object) -> Text:
    if isinstance(value, str) and value.strip():
        return _plain_text(_trim(value))
    if isinstance(value, Text):
        return value
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("text", _expected(_TEXT_EXPECTED))
    texts = tuple(cast("dict[str, object]", value).items())
    try:
        return _text_by_language(texts)
    except TypeError:  # an array or a table can be no key of the cache
        return _text_by_language.__wrapped__(texts)


_plain_text = lru_cache(maxsize=4096)(Text)


@lru_cache(maxsize=4096)
def _text_by_language(texts: tuple[tuple[str, object], ...]) -> Text:
    said: dict[str, str] = {}
    for code, text in texts:
        if not _LANGUAGE.fullmatch(code):
            raise PydanticCustomError(
                "text",
                "{reason}",
                {
                    "reason": tr("'{key}' is no language code", key=code)
                    + colon()
                    + _expected(_TEXT_EXPECTED)
                },
            )
        if not (isinstance(text, str) and text.strip()):
            raise PydanticCustomError(
                "text",
                "{reason}",
                {"reason": tr("the text for '{key}' is empty or no text", key=code)},
            )
        said[code] = _trim(text)
    return Text(said)


def _trim(text: str) -> str:
    """Without what a TOML text in triple quotes has around its lines."""
    if "\n" not in text:
        return text
    return _BLANK_LINES.sub("", text.replace("\r\n", "\n")).rstrip()
