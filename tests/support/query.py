"""A mission of six bases, each in another state, for the tests of queries."""

from datetime import date
from typing import TypeVar

from minusma_tui.chronology.standing import Standing, stand
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import (
    Base,
    Claim,
    Convoy,
    Event,
    Fact,
    Handover,
    Holder,
    Mission,
    Note,
    Plan,
    Strength,
)
from minusma_tui.model.values import Amount, BaseKind, EventKind, HandoverKind, Scope, Text, Topic
from minusma_tui.query import Vocabulary, parse
from tests.support.world import say, when

T = TypeVar("T")


def cited(value: T, *sources: str) -> Fact[T]:
    """A fact with one claim."""
    return Fact((Claim(value=value, sources=sources or ("un-2023",)),))


def both(english: str, french: str) -> Text:
    return Text({"en": english, "fr": french})


def troops(number: int) -> tuple[Strength, ...]:
    return (
        Strength(sources=("geopko-v2.3",), date=parse_period("2023"), troops=cited(Amount(number))),
    )


BASES = (
    Base(
        id="menaka",
        name=say("Ménaka"),
        kind=cited(BaseKind.CAMP),
        region=cited(say("Ménaka")),
        iso_3166_2=cited("ML-9"),
        contingents=cited(("NER",)),
        strengths=troops(200),
        departed=cited(parse_period("2023-08-25"), "afp-2023-08-26"),
        handover=Handover(
            kind=cited(HandoverKind.ARMED_FORCES), date=when("2023-08-25"), by=cited(say("Müller"))
        ),
    ),
    Base(
        id="ansongo",
        name=say("Ansongo"),
        other_names=cited(("Ansango",)),
        kind=cited(BaseKind.CAMP),
        region=cited(say("Gao")),
        cercle=cited(say("Ansongo")),
        iso_3166_2=cited("ML-7"),
        contingents=Fact(
            (
                Claim(value=("NER",), sources=("rfi-2023-11-08",)),
                Claim(value=("NER", "BFA"), sources=("voa-2023-11-18",)),
            )
        ),
        strengths=troops(950),
        departed=when("2023-11-18"),
        handover=Handover(
            kind=cited(HandoverKind.CIVIL_AUTHORITY),
            date=when("2023-11-18"),
            to=cited(both("the prefect", "le préfet")),
        ),
        notes=(
            Note(sources=("un-2023",), about=Topic.LEGACY, text=say("A police\nstation, 5 wells")),
        ),
    ),
    Base(
        id="kidal",
        name=say("Kidal"),
        kind=cited(BaseKind.CAMP),
        region=Fact(
            (
                Claim(value=say("Kidal"), sources=("un-2023",), reason=say("As the map has it.")),
                Claim(value=say("Adagh"), sources=("afp-2023-10-31",)),
            )
        ),
        iso_3166_2=cited("ML-8"),
        contingents=cited(("TCD", "EGY")),
        strengths=troops(901),
        departed=when("2023-10-31"),
        handover=Handover(kind=cited(HandoverKind.UNSIGNED)),
        convoy=Convoy(sources=("un-2023",), route=cited(("Kidal", "Gao"))),
        holders=(Holder(sources=("un-2023",), since=when("2023-10-31"), by=say("Rebels")),),
    ),
    Base(
        id="tombouctou",
        name=both("Timbuktu", "Tombouctou"),
        kind=cited(BaseKind.CAMP),
        region=cited(both("Timbuktu", "Tombouctou")),
        iso_3166_2=cited("ML-6"),
        contingents=cited(("NGA",)),
        strengths=troops(500),
        plans=(
            Plan(
                sources=("un-2023",),
                date=parse_period("2023-12"),
                by=say("Foreign ministry"),
                said=parse_period("2023-10-09"),
            ),
        ),
    ),
    Base(
        id="outpost",
        name=say("North Outpost"),
        kind=cited(BaseKind.TEMPORARY_OPERATING_BASE),
        region=cited(say("Upper Delta")),
        departed=when("2023-10"),
    ),
    Base(
        id="bamako",
        name=say("Bamako headquarters"),
        kind=cited(BaseKind.HEADQUARTERS),
        counted=False,
        handover=Handover(kind=cited(HandoverKind.LIQUIDATION), date=when("2024-11-15")),
    ),
)
EVENTS = (
    Event(
        sources=("koaci-2023-10-26",),
        date=when("2023-10-26"),
        kind=EventKind.INCIDENT,
        bases=("ansongo", "kidal"),
        text=both("Gunmen fire", "Des tirs"),
    ),
    Event(
        sources=("koaci-2023-07-01",),
        date=when("2023-07-01"),
        kind=EventKind.MILESTONE,
        text=say("The drawdown begins"),
    ),
)
DATASET = Dataset(
    format=1,
    mission=Mission(
        id="mission",
        name="MISSION",
        full_name=say("A mission"),
        host_state="MLI",
        as_of=parse_period("2023-11-19"),
        created=when("2013-04-25"),
        deadline=when("2023-12-31"),
        counted_bases=cited(5),
        personnel={Scope.ALL: cited(Amount(13871))},
    ),
    bases={base.id: base for base in BASES},
    events=EVENTS,
    sources={},
)
VOCABULARY = Vocabulary(DATASET)
ALL = set(DATASET.bases)


def standings(day: str) -> list[Standing]:
    """The standing of every base at the end of a day."""
    as_of = date.fromisoformat(day)
    return [stand(base, as_of, date(2023, 7, 1), DATASET.deadline) for base in BASES]


def kept(text: str, day: str = "2023-11-19") -> set[str]:
    """The ids of the bases that the query keeps."""
    query = parse(text, VOCABULARY)
    return {standing.base.id for standing in standings(day) if query.keeps(standing)}
