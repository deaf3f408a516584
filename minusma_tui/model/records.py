"""What is recorded of a withdrawal? One frozen record a thing, each fact with its sources."""

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
    """A frozen dataclass that compares by identity; slots keep 100,000 bases small."""
    decorate = dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
    made: C = decorate(cls)  # type: ignore[assignment]
    made.__get_pydantic_core_schema__ = classmethod(_or_unread)  # type: ignore[attr-defined]
    _RECORDS.add(made)
    return made


def _or_unread(_record: type, source: Any, handler: "GetCoreSchemaHandler") -> CoreSchema:
    """The schema of a record, for which None may stand as for any value."""
    return core_schema.nullable_schema(handler(source))


def is_record(kind: object) -> bool:
    """Whether this is the class of a record, and not that of a value such as an amount."""
    return kind in _RECORDS


Sources = OrUnread[Annotated[tuple[Id, ...], MinLen(1), AfterValidator(shared)]]
"""Ids of the sources that say so, the best first."""


Url = Annotated[
    str, StringConstraints(strict=True, pattern=r'^https?://[^\s<>"\\^`{|}]+$', max_length=2000)
]


@record
class Source:
    """Where something was read."""

    id: Annotated[Id, SkipJsonSchema()]
    """The key of its table."""
    publisher: Word
    title: Word | None = None
    date: Period | None = None
    """Of publication."""
    language: Language
    url: Url | None = None
    note: Lines | None = None


@record
class Claim(Generic[T]):
    """What one or more sources say of one fact."""

    value: OrUnread[T]
    sources: Sources
    note: Lines | None = None
    inferred: StrictBool = False
    """Computed by us from the sources; nobody reported it as such."""
    reason: Text | None = None
    """Of the first of several claims: why it is the one shown."""


class Fact(Generic[T]):
    """One thing with the claims made of it; the first claim is the one shown.

    A dataset writes one claim as a table `{ value = ..., sources = [...] }`, several as an
    array of such tables, and, in a record that has `sources` of its own, a bare value.
    """

    __slots__ = ("claims",)

    def __init__(self, claims: tuple[Claim[T], ...]) -> None:
        self.claims: Final = claims

    @property
    def value(self) -> T:
        """The value that is shown: that of the first claim."""
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
    """Bring the three spellings of a fact to one: a list of claims."""
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
    """The sources of the record that the fact stands in, as far as they are known."""
    return (info.data or {}).get("sources")


@record
class Note:
    """A sentence about a base or the mission that is no date, number or name."""

    sources: Sources
    about: OrUnread[Topic]
    text: Lines
    date: Period | None = None
    """The note is shown once this has passed; always, where it is left out."""
    inferred: StrictBool = False


@record
class Position:
    """Degrees, WGS 84; north and east are positive."""

    latitude: OrUnread[Annotated[FiniteFloat, Strict(), Interval(ge=-90, le=90)]]
    longitude: OrUnread[Annotated[FiniteFloat, Strict(), Interval(ge=-180, le=180)]]


@record
class Ordinal:
    """A place in the order of closures, such as "ninth of twelve", as a source counts it."""

    number: Whole
    of: Whole | None = None


_NO_COUNTRIES: Mapping[str, int] = {}
"""One for all: an empty dictionary takes as much room as a claim."""


@record
class Strength:
    """How many troops a base held; an estimate."""

    sources: Sources
    date: Period
    troops: Fact[Amount]
    by_country: Mapping[Key[Country], Whole] = dataclasses.field(
        default_factory=lambda: _NO_COUNTRIES
    )
    """The same source's figures by troop-contributing country; they need not add up."""
    note: Lines | None = None


@record
class Plan:
    """What someone announced for a base before it happened."""

    sources: Sources
    date: Period
    """The planned time."""
    purpose: Purpose = Purpose.DEPARTURE
    by: Text
    """Who said so."""
    said: Period
    """When they said so; the plan is shown from then on."""
    note: Lines | None = None


@record
class Handover:
    """How a base went over to the host state, or that it did not."""

    kind: Fact[HandoverKind]
    date: Fact[Period] | None = None
    """Of the signing; absent where nothing was signed."""
    by: Fact[Text] | None = None
    to: Fact[Text] | None = None
    present: Fact[Text] | None = None
    terms: Fact[Text] | None = None
    """What was signed, how and why so."""
    ordinal: Fact[Ordinal] | None = None
    """The base's place in the order of closures."""


@record
class Convoy:
    """The last convoy out of a base."""

    sources: Sources
    text: Fact[Text] | None = None
    route: Fact[tuple[Word, ...]] | None = None
    """Place names in travelling order, the base first."""
    people: Fact[Amount] | None = None
    vehicles: Fact[Amount] | None = None
    length_km: Fact[Amount] | None = None
    distance_km: Fact[Amount] | None = None
    arrived: Fact[Period] | None = None


@record
class Holder:
    """Who held a site after the peacekeepers."""

    sources: Sources
    since: Fact[Period]
    by: Text
    note: Lines | None = None


@record
class Base:
    """A site the mission occupied, whatever its kind."""

    id: Annotated[Id, SkipJsonSchema()]
    """The key of its table."""
    name: Text
    other_names: Fact[tuple[Word, ...]] | None = None
    """Other spellings that sources print, misprints too."""
    kind: Fact[BaseKind]
    counted: StrictBool = True
    """Whether it is one of the bases that the mission counts."""
    region: Fact[Text] | None = None
    cercle: Fact[Text] | None = None
    iso_3166_2: Fact[Subdivision] | None = None
    p_code: Fact[Word] | None = None
    position: Fact[Position] | None = None
    opened: Fact[Period] | None = None
    """When it came to be there; the base is in no list before."""
    contingents: Fact[Annotated[tuple[Country, ...], AfterValidator(shared)]] | None = None
    """Troop-contributing countries, the largest contingent first."""
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
        """When the handover was signed; absent where nothing was."""
        return self.handover.date if self.handover else None


@record
class Event:
    """Something that happened to the mission or to some of its bases."""

    sources: Sources
    date: Fact[Period]
    kind: OrUnread[EventKind]
    bases: tuple[Id, ...] = ()
    """Empty: the event concerns the whole mission."""
    text: Text
    killed: Fact[Amount] | None = None
    wounded: Fact[Amount] | None = None
    inferred: StrictBool = False


@record
class PersonnelFigure:
    """A reported cumulative number of people who have left, since the drawdown began."""

    sources: Sources
    date: Period
    """The day the figure speaks of, not the day it was printed."""
    departed: Fact[Amount]
    scope: OrUnread[Scope]
    of: Amount | None = None
    """The total that the same report gives for that scope."""
    remaining: Amount | None = None
    note: Lines | None = None


@record
class Phase:
    """A part of the drawdown as the mission planned it."""

    name: Text
    period: Fact[Period]


@record
class Mission:
    """The peace operation that leaves."""

    id: Id
    name: Word
    full_name: Text
    host_state: Country | None = None
    as_of: Period
    """The exact day the dataset opens at."""
    created: Fact[Period] | None = None
    mandate_ended: Fact[Period] | None = None
    drawdown_began: Fact[Period] | None = None
    deadline: Fact[Period] | None = None
    """The day by which the last personnel must have left."""
    completed: Fact[Period] | None = None
    counted_bases: Fact[Whole]
    """How many bases the mission counts; the number of bases with `counted = true`."""
    personnel: Mapping[Key[Scope], Fact[Amount]] = dataclasses.field(default_factory=dict)
    """How many people the withdrawal concerns, by scope."""
    phases: tuple[Phase, ...] = ()
    notes: tuple[Note, ...] = ()
