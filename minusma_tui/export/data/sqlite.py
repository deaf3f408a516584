"""A situation as a SQLite database: tidy tables with every claim and its sources."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from itertools import count
from typing import TypeVar

from minusma_tui.chronology.standing import Standing
from minusma_tui.export.extract import Extract, known_extract, narrow
from minusma_tui.export.facts import export_value, facts
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Fact
from minusma_tui.model.values import Amount, Scope, Text
from minusma_tui.model.wording import country_name
from minusma_tui.situation.situation import Situation

T = TypeVar("T")
Value = str | int | float | None
Row = tuple[Value, ...]


def write_sqlite(situation: Situation) -> bytes:
    """The bytes of a database file; `schema.sql` says what its tables mean.

    What had not happened by the as-of date is in no table.
    """
    extract = known_extract(narrow(situation), situation.as_of)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript((files(__package__) / "schema.sql").read_text(encoding="utf-8"))
        connection.execute("BEGIN")
        for table, rows in _tables(extract, situation):
            for row in rows:
                places = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608  # our names
        connection.execute("COMMIT")
        return connection.serialize()


def _tables(extract: Extract, situation: Situation) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each table, those that others refer to first."""
    bases = [extract.bases[standing.base.id] for standing in situation.selection]
    yield "mission", [_mission(situation)]
    yield (
        "sources",
        (
            (
                one.id,
                one.publisher,
                one.title,
                _say(one.date),
                one.language,
                one.url,
                _say(one.note),
            )
            for one in extract.sources.values()
        ),
    )
    yield "bases", map(_base, bases)
    yield "standings", map(_standing, situation.selection)
    yield "handovers", (row for base in bases for row in _handover(base))
    yield (
        "contingents",
        (
            (base.id, country, country_name(country), rank)
            for base in bases
            if base.contingents
            for rank, country in enumerate(base.contingents.value, start=1)
        ),
    )
    yield from _strengths(bases)
    yield (
        "plans",
        (
            (
                *(None, base.id, str(one.date), one.purpose.value),
                *(one.by.say(), str(one.said), _say(one.note)),
            )
            for base in bases
            for one in base.plans
        ),
    )
    yield from _figures_and_events(extract)
    yield from _claims(extract, bases)


def _strengths(bases: list[Base]) -> Iterator[tuple[str, Iterable[Row]]]:
    strengths = [(base, one) for base in bases for one in base.strengths]
    yield (
        "strengths",
        (
            (
                *(number, base.id, str(one.date), *_amount(one.troops.value)),
                *(one.troops.claims[0].inferred, _say(one.note)),
            )
            for number, (base, one) in enumerate(strengths, start=1)
        ),
    )
    yield (
        "strength_countries",
        (
            (number, country, troops)
            for number, (_, one) in enumerate(strengths, start=1)
            for country, troops in one.by_country.items()
        ),
    )


def _figures_and_events(extract: Extract) -> Iterator[tuple[str, Iterable[Row]]]:
    yield (
        "figures",
        (
            (
                *(number, *_period(one.date), *_amount(one.departed.value)),
                *(*_inferred(one.departed), one.scope.value),
                *(*_amount(one.of), *_amount(one.remaining), _say(one.note)),
            )
            for number, one in enumerate(extract.personnel, start=1)
        ),
    )
    yield (
        "events",
        (
            (
                *(number, *_period(one.date.value), one.kind.value, one.text.say()),
                *(*_toll(one.killed), *_toll(one.wounded)),
            )
            for number, one in enumerate(extract.events, start=1)
        ),
    )
    yield (
        "event_bases",
        (
            (number, base)
            for number, one in enumerate(extract.events, start=1)
            for base in dict.fromkeys(one.bases)
        ),
    )


def _claims(extract: Extract, bases: list[Base]) -> Iterator[tuple[str, Iterable[Row]]]:
    owners: list[tuple[Row, object]] = [((None, None, None), extract.mission)]
    owners += [((base.id, None, None), base) for base in bases]
    owners += [((None, number, None), one) for number, one in enumerate(extract.events, start=1)]
    owners += [((None, None, number), one) for number, one in enumerate(extract.personnel, start=1)]
    claims: list[Row] = []
    cited: list[Row] = []
    number = count(1)
    for owner, record in owners:
        for path, fact in facts(record):
            for rank, claim in enumerate(fact.claims, start=1):
                key = next(number)
                said = (
                    export_value(claim.value),
                    claim.inferred,
                    _say(claim.reason),
                    _say(claim.note),
                )
                claims.append((key, *owner, path, rank, *said))
                cited += [
                    (key, source, place)
                    for place, source in enumerate(dict.fromkeys(claim.sources), start=1)
                ]
    yield "claims", claims
    yield "fact_sources", cited


def _mission(situation: Situation) -> Row:
    dataset, mission = situation.dataset, situation.dataset.mission
    total = mission.personnel.get(Scope.ALL)
    return (
        *(mission.id, mission.name, mission.full_name.say(), mission.host_state),
        *(situation.as_of.isoformat(), situation.query.text, _say(_first(mission.deadline))),
        *(mission.counted_bases.value, *_amount(_first(total))),
        *("|".join(total.sources) if total else None, _say(dataset.licence)),
    )


def _base(base: Base) -> Row:
    position = _first(base.position)
    return (
        *(base.id, base.name.say(), base.kind.value.value, base.counted),
        *(_say(_first(base.region)), _say(_first(base.cercle)), _first(base.iso_3166_2)),
        _first(base.p_code),
        *((position.latitude, position.longitude) if position else (None, None)),
        _say(_first(base.opened)),
    )


def _standing(standing: Standing) -> Row:
    departed = _period(standing.departed) if standing.departed else (None, None, None)
    strength = standing.strength
    troops: Row = (*_amount(standing.troops), None, None)
    if strength is not None:
        claim = strength.troops.claims[0]
        troops = (*_amount(standing.troops), str(strength.date), claim.inferred)
    return (standing.base.id, standing.status.value, *departed, *troops, standing.contested)


def _handover(base: Base) -> Iterator[Row]:
    """One row, or none."""
    one = base.handover
    if one is not None:
        yield (
            *(base.id, one.kind.value.value),
            *(_period(one.date.value) if one.date else (None, None, None)),
            *(_say(_first(fact)) for fact in (one.by, one.to, one.present, one.terms)),
        )


def _first(fact: Fact[T] | None) -> T | None:
    return fact.value if fact is not None else None


def _say(thing: Text | Period | None) -> str | None:
    return None if thing is None else export_value(thing)


def _amount(amount: Amount | None) -> tuple[int | None, str | None]:
    return (amount.number, amount.qualifier) if amount else (None, None)


def _inferred(fact: Fact[Amount]) -> tuple[bool, str | None]:
    """Whether the number was computed, and how."""
    claim = fact.claims[0]
    return claim.inferred, _say(claim.note) if claim.inferred else None


def _toll(fact: Fact[Amount] | None) -> Row:
    return (*_amount(_first(fact)), fact.claims[0].inferred if fact else None)


def _period(period: Period) -> tuple[str, str, str]:
    return str(period), period.first_day.isoformat(), period.last_day.isoformat()
