"""The records of a dataset: frozen dataclasses, in which each fact has its sources.

The docstrings of records and of their attributes are the descriptions in the JSON Schema: authors
of datasets read them in their editors.
"""

import dataclasses
from collections.abc import Mapping
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    TypeVar,
    dataclass_transform,
    get_args,
)

from annotated_types import Interval, MinLen
from pydantic.functional_validators import AfterValidator
from pydantic.json_schema import SkipJsonSchema
from pydantic.types import FiniteFloat, Strict, StrictBool, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from minusma_tui.model.period import Period
from minusma_tui.model.values import (
    Amount,
    BaseKind,
    Country,
    EventKind,
    HandoverKind,
    Id,
    Key,
    Language,
    Lines,
    OrUnread,
    Purpose,
    Scope,
    Subdivision,
    Text,
    Topic,
    Whole,
    Word,
    is_lenient,
    shared,
)

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

T = TypeVar("T")
C = TypeVar("C", bound=type)


_RECORDS: set[object] = set()


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def record(cls: C) -> C:
    """Make a frozen dataclass that compares by identity; slots keep 100,000 bases small."""
    decorate = dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
    made: C = decorate(cls)  # type: ignore[assignment]
    made.__get_pydantic_core_schema__ = classmethod(_or_unread)  # type: ignore[attr-defined]
    _RECORDS.add(made)
    return made


def _or_unread(_record: type, source: Any, handler: "GetCoreSchemaHandler") -> CoreSchema:
    """The schema of a record, which like any value may be None if it could not be read."""
    return core_schema.nullable_schema(handler(source))


def is_record(kind: object) -> bool:
    """Whether a type is the class of a record, and not that of a value such as Amount."""
    return kind in _RECORDS


Sources = OrUnread[Annotated[tuple[Id, ...], MinLen(1), AfterValidator(shared)]]
"""Ids of the sources that say so, the best first."""


Url = Annotated[
    str, StringConstraints(strict=True, pattern=r'^https?://[^\s<>"\\^`{|}]+$', max_length=2000)
]


@record
class Source:
    """A publication that facts cite."""

    id: Annotated[Id, SkipJsonSchema()]
    """The key of its table."""
    publisher: Word
    title: Word | None = None
    date: Period | None = None
    """The date of publication."""
    language: Language
    """The language of the publication: an ISO 639 code, such as en or fr."""
    url: Url | None = None
    """An http or https address."""
    note: Lines | None = None


@record
class Claim(Generic[T]):
    """What one or more sources say about a fact."""

    value: OrUnread[T]
    sources: Sources
    """The ids of the sources that say so, the best first; at least one."""
    note: Lines | None = None
    inferred: StrictBool = False
    """Whether the value was computed from the sources; no source reports it as such."""
    reason: Text | None = None
    """Why this claim is the one shown; only for the first of several claims."""


class Fact(Generic[T]):
    """A fact with one or more claims; the first claim is the one shown.

    Write one claim as a table `{ value = ..., sources = [...] }`, several as an array of such
    tables. In a table that has `sources` of its own, a bare value is enough.
    """

    __slots__ = ("claims",)

    def __init__(self, claims: tuple[Claim[T], ...]) -> None:
        self.claims: Final = claims

    @property
    def value(self) -> T:
        """The value of the first claim, which is the one shown."""
        return self.claims[0].value

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources of the first claim, the best first."""
        return self.claims[0].sources

    @property
    def contested(self) -> bool:
        """Whether there are several claims."""
        return len(self.claims) > 1

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: "GetCoreSchemaHandler"
    ) -> CoreSchema:
        (value,) = get_args(source)
        claim = handler.generate_schema(Claim[value])  # type: ignore[valid-type]
        claims = core_schema.tuple_schema([claim], variadic_item_index=0)
        spelled_out = core_schema.with_info_before_validator_function(_spell_out, claims)
        return core_schema.nullable_schema(
            core_schema.no_info_after_validator_function(
                cls,
                spelled_out,
                serialization=core_schema.plain_serializer_function_ser_schema(
                    attrgetter("claims"), return_schema=claims
                ),
            )
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        several = handler.resolve_ref_schema(handler(schema))
        claim = several["items"]
        value = handler.resolve_ref_schema(claim)["properties"]["value"]
        return {"description": cls.__doc__, "anyOf": [claim, several, value]}


def _spell_out(value: object, info: core_schema.ValidationInfo[Any]) -> object:
    """Turn each of the three ways to write a fact into a list of claims.

    Raises PydanticCustomError for a bare value in a record without sources.
    """
    if isinstance(value, dict) and ("value" in value or "sources" in value):
        return [value]
    if isinstance(value, Fact):
        return value.claims
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    own_sources = _own_sources(info)
    if not own_sources and not is_lenient(info):
        raise PydanticCustomError(
            "uncited", "cites no source: expected {{ value = ..., sources = [...] }}"
        )
    return [{"value": value, "sources": own_sources}]


def _own_sources(info: core_schema.ValidationInfo) -> object:
    """The sources of the record that holds the fact, if it has any that could be read."""
    return (info.data or {}).get("sources")


@record
class Note:
    """A remark about a base or the mission that is not a date, a number or a name."""

    sources: Sources
    about: OrUnread[Topic]
    text: Lines
    date: Period | None = None
    """The note is shown once this date has passed; without a date it is always shown."""
    inferred: StrictBool = False
    """Whether the note was concluded from the sources; no source says it as such."""


@record
class Position:
    """A position in degrees (WGS 84); north and east are positive."""

    latitude: OrUnread[Annotated[FiniteFloat, Strict(), Interval(ge=-90, le=90)]]
    longitude: OrUnread[Annotated[FiniteFloat, Strict(), Interval(ge=-180, le=180)]]


@record
class Ordinal:
    """A number in the order of closures, as a source counts them, such as "ninth of twelve"."""

    number: Whole
    """The 9 of "ninth of twelve"."""
    of: Whole | None = None
    """The 12 of "ninth of twelve"."""


_NO_COUNTRIES: Mapping[str, int] = {}
"""Shared by all strengths: an empty dictionary takes as much memory as a claim."""


@record
class Strength:
    """An estimate of how many troops a base held."""

    sources: Sources
    date: Period
    """The time that the estimate is for."""
    troops: Fact[Amount]
    by_country: Mapping[Key[Country], Whole] = dataclasses.field(
        default_factory=lambda: _NO_COUNTRIES
    )
    """The numbers of the same source by troop-contributing country; they need not add up."""
    note: Lines | None = None


@record
class Plan:
    """An announcement of what was to happen at a base."""

    sources: Sources
    date: Period
    """When it was to happen."""
    purpose: Purpose = Purpose.DEPARTURE
    by: Text
    """Who announced it."""
    said: Period
    """When it was announced; the plan is shown from then on."""
    note: Lines | None = None


@record
class Handover:
    """How a base was handed over to the host state, or how else it ended."""

    kind: Fact[HandoverKind]
    date: Fact[Period] | None = None
    """When the handover was signed; left out if nothing was signed."""
    by: Fact[Text] | None = None
    """Who handed the base over."""
    to: Fact[Text] | None = None
    """Who took the base over."""
    present: Fact[Text] | None = None
    """Who else was present."""
    terms: Fact[Text] | None = None
    """What was signed, how and why."""
    ordinal: Fact[Ordinal] | None = None
    """The number of the base in the order of closures."""


@record
class Convoy:
    """The last convoy out of a base."""

    sources: Sources
    text: Fact[Text] | None = None
    route: Fact[tuple[Word, ...]] | None = None
    """The names of the places that it passed in order, the base first."""
    people: Fact[Amount] | None = None
    vehicles: Fact[Amount] | None = None
    length_km: Fact[Amount] | None = None
    distance_km: Fact[Amount] | None = None
    arrived: Fact[Period] | None = None


@record
class Holder:
    """Who held the site after the peacekeepers had left."""

    sources: Sources
    since: Fact[Period]
    by: Text
    note: Lines | None = None


@record
class Base:
    """A site of the mission, whatever its kind."""

    id: Annotated[Id, SkipJsonSchema()]
    """The key of its table."""
    name: Text
    other_names: Fact[tuple[Word, ...]] | None = None
    """Other spellings of the name in the sources, misprints included."""
    kind: Fact[BaseKind]
    counted: StrictBool = True
    """Whether the mission counts this site among its bases."""
    region: Fact[Text] | None = None
    cercle: Fact[Text] | None = None
    iso_3166_2: Fact[Subdivision] | None = None
    """The ISO 3166-2 code of the region, such as ML-7."""
    p_code: Fact[Word] | None = None
    position: Fact[Position] | None = None
    opened: Fact[Period] | None = None
    """When the base was opened; no list shows it before the end of this date."""
    contingents: Fact[Annotated[tuple[Country, ...], AfterValidator(shared)]] | None = None
    """The troop-contributing countries (ISO 3166-1 alpha-3), the largest contingent first."""
    strengths: tuple[Strength, ...] = ()
    departed: Fact[Period] | None = None
    """When the last peacekeepers left."""
    handover: Handover | None = None
    convoy: Convoy | None = None
    plans: tuple[Plan, ...] = ()
    holders: tuple[Holder, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def handed_over(self) -> Fact[Period] | None:
        """When the handover was signed; None if nothing was signed."""
        return self.handover.date if self.handover else None


@record
class Event:
    """Something that happened to the mission or to some of its bases."""

    sources: Sources
    date: Fact[Period]
    kind: OrUnread[EventKind]
    bases: tuple[Id, ...] = ()
    """The ids of the bases that the event concerns; without any it concerns the whole mission."""
    text: Text
    killed: Fact[Amount] | None = None
    """The number of people killed."""
    wounded: Fact[Amount] | None = None
    """The number of people wounded."""
    inferred: StrictBool = False
    """Whether the event was concluded from the sources; no source reports it as such."""


@record
class PersonnelFigure:
    """A report of how many people have left since the drawdown began."""

    sources: Sources
    date: Period
    """The day that the figure is for, not the day on which it was printed."""
    departed: Fact[Amount]
    """How many people have left so far: a cumulative number."""
    scope: OrUnread[Scope]
    of: Amount | None = None
    """The total that the same report gives for this scope."""
    remaining: Amount | None = None
    """How many people are still there, by the same report."""
    note: Lines | None = None


@record
class Phase:
    """A phase of the drawdown as the mission planned it."""

    name: Text
    period: Fact[Period]


@record
class Mission:
    """The peace operation that withdraws."""

    id: Id
    name: Word
    full_name: Text
    host_state: Country | None = None
    """The country that the mission leaves: an ISO 3166-1 alpha-3 code, such as MLI."""
    as_of: Period
    """The day at which the dashboard opens; one exact day."""
    created: Fact[Period] | None = None
    mandate_ended: Fact[Period] | None = None
    drawdown_began: Fact[Period] | None = None
    deadline: Fact[Period] | None = None
    """The day by which the last personnel must have left."""
    completed: Fact[Period] | None = None
    """When the withdrawal was complete."""
    counted_bases: Fact[Whole]
    """How many bases the mission counts; equal to the number of bases without `counted = false`."""
    personnel: Mapping[Key[Scope], Fact[Amount]] = dataclasses.field(default_factory=dict)
    """How many people the withdrawal concerns, by scope."""
    phases: tuple[Phase, ...] = ()
    notes: tuple[Note, ...] = ()
