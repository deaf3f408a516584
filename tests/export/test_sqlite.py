"""The SQLite export: valid tables that agree with the dataset, without anything of later days."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from minusma_tui.cli import main
from minusma_tui.export.data.sqlite import write_sqlite
from minusma_tui.export.facts import facts
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.situation import Situation
from tests.support.export import HOSTILE, SEEN, hostile, seen

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def open_export() -> Iterator[Callable[[Situation], Ask]]:
    """Open the export of a situation; the result runs an SQL query and returns its rows."""
    with closing(sqlite3.connect(":memory:")) as connection:

        def make(situation: Situation) -> Ask:
            connection.deserialize(write_sqlite(situation))
            return lambda sql, *values: connection.execute(sql, values).fetchall()

        yield make


Open = Callable[[Situation], Ask]


@pytest.mark.parametrize(("day", "query"), SEEN)
def test_it_is_sound_on_any_day(dataset: Dataset, day: str, query: str, open_export: Open) -> None:
    situation = seen(dataset, day, query)
    ask = open_export(situation)
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []
    assert ask("SELECT as_of, filter FROM mission") == [(day, query)]
    assert ask("SELECT id FROM bases ORDER BY rowid") == [
        (one.base.id,) for one in situation.selection
    ]
    assert ask("SELECT base_id, status FROM standings ORDER BY rowid") == [
        (one.base.id, one.status.value) for one in situation.selection
    ]
    assert len(ask("SELECT * FROM figures")) == len(situation.figures)
    for table in ("figures", "events", "handovers"):
        assert ask(f"SELECT * FROM {table} WHERE last_day > ?", day) == []  # noqa: S608


def test_the_counts_are_those_of_the_dataset(dataset: Dataset, open_export: Open) -> None:
    ask = open_export(seen(dataset, "2025-12-31"))
    bases = dataset.bases.values()
    claims = [
        claim
        for record in (dataset.mission, *bases, *dataset.events, *dataset.personnel)
        for _, fact in facts(record)
        for claim in fact.claims
    ]
    expected = {
        "bases": len(dataset.bases),
        "handovers": sum(base.handover is not None for base in bases),
        "contingents": sum(len(one.contingents.value) for one in bases if one.contingents),
        "strengths": sum(len(base.strengths) for base in bases),
        "strength_countries": sum(len(one.by_country) for base in bases for one in base.strengths),
        "plans": sum(len(base.plans) for base in bases),
        "figures": len(dataset.personnel),
        "events": len(dataset.events),
        "event_bases": sum(len(event.bases) for event in dataset.events),
        "sources": len(dataset.sources),
        "claims": len(claims),
        "fact_sources": sum(len(claim.sources) for claim in claims),
    }
    assert {table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in expected} == expected  # noqa: S608


def test_who_says_that_ansongo_was_left(dataset: Dataset, open_export: Open) -> None:
    ask = open_export(seen(dataset))
    said = ask(
        "SELECT claims.rank, value, publisher FROM bases "
        "JOIN claims ON claims.base_id = bases.id "
        "JOIN fact_sources ON claim_id = claims.id JOIN sources ON sources.id = source_id "
        "WHERE bases.name = ? AND fact = 'departed' ORDER BY claims.rank, fact_sources.rank",
        "Ansongo",
    )
    departed = dataset.bases["ansongo"].departed
    assert departed
    assert said == [
        (rank, str(claim.value), dataset.sources[source].publisher)
        for rank, claim in enumerate(departed.claims, start=1)
        for source in claim.sources
    ]


def test_the_views_answer(dataset: Dataset, open_export: Open) -> None:
    ask = open_export(seen(dataset))
    assert ask("SELECT departed, handed_over, handover FROM closures WHERE name = 'Ansongo'") == [
        ("2023-11-18", "2023-11-18", "civil-authority")
    ]
    assert ("12 | 13",) in ask("SELECT said FROM contested_facts WHERE fact = 'counted_bases'")
    assert len(ask("SELECT * FROM citations")) == len(ask("SELECT * FROM fact_sources"))


def test_what_was_not_yet_known_is_in_no_table(dataset: Dataset, open_export: Open) -> None:
    ask = open_export(seen(dataset, "2023-11-17", "ansongo"))
    assert ask("SELECT status, departed FROM standings") == [("occupied", None)]
    assert ask("SELECT * FROM handovers") == []
    known = (
        "SELECT * FROM claims WHERE base_id = 'ansongo' AND fact IN ('departed', 'handover.kind')"
    )
    assert ask(known) == []
    ask = open_export(seen(dataset, "2023-11-18", "ansongo"))
    assert len(ask("SELECT * FROM handovers")) == 1
    assert ask(known)


def test_amounts_keep_their_qualifier(dataset: Dataset, open_export: Open) -> None:
    ask = open_export(seen(dataset))
    assert (8817, "more than") in ask("SELECT departed, qualifier FROM figures")
    assert (15000, "about") in ask("SELECT total, total_qualifier FROM figures")


def test_no_value_is_a_python_repr(dataset: Dataset, open_export: Open) -> None:
    for (value,) in open_export(seen(dataset, "2025-12-31"))("SELECT value FROM claims"):
        assert not any(sign in value for sign in ("(", "{", "<", "None")) or " " in value, value
        assert "Text(" not in value
        assert "Position(" not in value


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_data(text: str, open_export: Open) -> None:
    ask = open_export(seen(hostile(text)))
    assert ask("SELECT name FROM bases") == [(text,)]
    assert ask("SELECT text FROM events WHERE text = ?", text) == [(text,)]
    assert ask("SELECT DISTINCT publisher FROM sources WHERE id = 'press'") == [(text,)]


def test_a_database_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "sqlite", "--output", "-"]) == 2
    captured = capsys.readouterr()
    assert captured.err == "minusma-tui: sqlite is not text: name a file with --output PATH\n"
    assert captured.out == ""
