"""The kinds of value that a fact can have; each is read from plain TOML and written the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from annotated_types import Interval
from pydantic.functional_validators import WrapValidator
from pydantic.types import Strict, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from pydantic_core.core_schema import ValidationInfo, ValidatorFunctionWrapHandler

from minusma_tui.language.catalogue import ENGLISH, colon, msg, spoken, tr
from minusma_tui.model.period import value_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

T = TypeVar("T")


class _OrUnread:
    """Accepts None.

    TOML has no null, so a file never holds None: it stands for a value that could not be read.
    """

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> CoreSchema:
        return core_schema.nullable_schema(handler(source))


OrUnread = Annotated[T, _OrUnread()]
"""A value, or None in a dataset that has problems; the rules check such a dataset too."""


@lru_cache(maxsize=4096)
def shared(value: T) -> T:
    """Return the first of all equal values, to save memory: many bases repeat the same ones."""
    return value


def is_lenient(info: ValidationInfo[Any]) -> bool:
    """Whether a dataset that has problems is read as far as possible."""
    return bool(info.context and info.context["lenient"])


def _any_if_lenient(
    key: str, expected: ValidatorFunctionWrapHandler, info: ValidationInfo[Any]
) -> str:
    return key if is_lenient(info) else cast("str", expected(key))


Key = Annotated[T, WrapValidator(_any_if_lenient)]
"""The key of a table; a lenient reading takes any key, so that its value is read too."""

Word = OrUnread[Annotated[str, StringConstraints(strict=True, min_length=1, max_length=400)]]
Whole = OrUnread[Annotated[int, Strict(), Interval(ge=0, le=10_000_000)]]

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]*$"
Id = OrUnread[Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN, max_length=80)]]
Country = OrUnread[Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{3}$")]]
"""An ISO 3166-1 alpha-3 code, such as MLI."""
Subdivision = OrUnread[
    Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
]
"""An ISO 3166-2 code, such as ML-7."""
Language = OrUnread[Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]]
"""An ISO 639 code, such as fr."""


class BaseKind(StrEnum):
    """The kind of a base; `site` if the sources do not say which."""

    CAMP = "camp"
    TEMPORARY_OPERATING_BASE = "temporary operating base"
    HEADQUARTERS = "headquarters"
    SITE = "site"
    """A place of the mission whose kind the sources do not say."""


class HandoverKind(StrEnum):
    """To whom a base was handed over, or how else it ended.

    `unsigned`: the last peacekeepers left and nothing was signed. `liquidation`: the base was kept
    past the end of the mission to be wound up, then handed over.
    """

    CIVIL_AUTHORITY = "civil-authority"
    ARMED_FORCES = "armed-forces"
    UNSIGNED = "unsigned"
    LIQUIDATION = "liquidation"


class Status(StrEnum):
    """The status of a base at the end of a day; always derived, never part of a dataset."""

    OCCUPIED = "occupied"
    DEPARTED = "departed"
    HANDED_OVER = "handed-over"
    LIQUIDATION = "liquidation"


class Scope(StrEnum):
    """Which personnel a figure counts; `uniformed` is military and police."""

    ALL = "all"
    UNIFORMED = "uniformed"
    MILITARY = "military"
    CIVILIAN = "civilian"


class EventKind(StrEnum):
    """The kind of an event.

    `handover` is that of a part of a base; the handover of a whole base is `bases.ID.handover`.
    """

    MILESTONE = "milestone"
    INCIDENT = "incident"
    STATEMENT = "statement"
    REPATRIATION = "repatriation"
    HANDOVER = "handover"


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


QUALIFIERS = ("more than", "less than", "at least", "at most", "about", "nearly")
_AMOUNT = re.compile(rf"(?:({'|'.join(QUALIFIERS)}) )?(\d{{1,8}})", re.ASCII)
_AMOUNT_EXPECTED = msg('a whole number, or one with its qualifier such as "more than 8817"')


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people or things as a source gives it, such as 950 or "more than 8817"."""

    number: int
    qualifier: str | None = None

    def __str__(self) -> str:
        return f"{self.qualifier} {self.number}" if self.qualifier else str(self.number)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: "GetCoreSchemaHandler"
    ) -> CoreSchema:
        return value_schema(cls, _read_amount, _write_amount)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return {
            "description": _AMOUNT_EXPECTED,
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": f"^({'|'.join(QUALIFIERS)}) \\d{{1,8}}$"},
            ],
        }


def _write_amount(amount: Amount) -> str | int:
    return str(amount) if amount.qualifier else amount.number


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
    """A text that people read, in one or more languages."""

    said: str | Mapping[str, str]
    """One text for every language, or texts by ISO 639 code; never empty.

    A note may have tabs and several lines, separated by LF, with no blank line at either end.
    """

    @property
    def by_language(self) -> Mapping[str, str]:
        """The texts by language code; the code "" is for a text that is one for every language."""
        return {"": self.said} if isinstance(self.said, str) else self.said

    def say(self) -> str:
        """The text in the current language, else in English, else in the first one."""
        texts = self.said
        if isinstance(texts, str):
            return texts
        return texts.get(spoken()) or texts.get(ENGLISH) or next(iter(texts.values()))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: "GetCoreSchemaHandler"
    ) -> CoreSchema:
        return value_schema(cls, _read_text, attrgetter("said"))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        words = {"type": "string", "minLength": 1}
        return {
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


class _SeveralLines:
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return {**handler(schema), "description": "May have several lines."}


Lines = Annotated[Text, _SeveralLines()]
"""A text that may have tabs and several lines; every other text is one line."""


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
    except TypeError:  # an array or a table cannot be hashed for the cache
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
                    "reason": tr("'{key}' is not a language code", key=code)
                    + colon()
                    + _expected(_TEXT_EXPECTED)
                },
            )
        if not (isinstance(text, str) and text.strip()):
            raise PydanticCustomError(
                "text",
                "{reason}",
                {"reason": tr("the text for '{key}' is empty or not text", key=code)},
            )
        said[code] = _trim(text)
    return Text(said)


def _trim(text: str) -> str:
    """Remove blank lines before and blanks after a text of several lines, and end lines in LF."""
    if "\n" not in text:
        return text
    return _BLANK_LINES.sub("", text.replace("\r\n", "\n")).rstrip()
