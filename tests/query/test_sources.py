"""`source:` finds sources by id, publisher and title."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Source
from minusma_tui.model.walk import sources_of
from minusma_tui.query import QueryError, Vocabulary, complete, parse
from minusma_tui.query.sources import SourceNames
from minusma_tui.reading.load import read
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.query import DATASET
from tests.support.synthetic import mission

SOURCES = {
    source.id: source
    for source in (
        Source(id="rfi-2023-11-08", publisher="RFI via Le Parakois", language="fr"),
        Source(id="koaci-2023-10-26", publisher="KOACI (cites RFI)", language="fr"),
        Source(id="afp-2023-08-26", publisher="AFP", title="Ménaka: a  camp left", language="en"),
        Source(id="un-2023", publisher="United Nations", language="en"),
        Source(id="jurist-2023-12", publisher="JURIST", language="en"),
    )
}
SMALL = replace(DATASET, sources=SOURCES)
VOCABULARY = Vocabulary(SMALL)


def kept(dataset: Dataset, text: str) -> set[str]:
    query = parse(text, Vocabulary(dataset))
    return {standing.base.id for standing in look(World(dataset), dataset.as_of, query).selection}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rfi-2023-11-08", {"rfi-2023-11-08"}),
        ("rfi-2023-11", {"rfi-2023-11-08"}),
        ("RFI", {"rfi-2023-11-08", "koaci-2023-10-26"}),
        ("rf", {"rfi-2023-11-08", "koaci-2023-10-26"}),
        ("fi", set()),
        ("koaci", {"koaci-2023-10-26"}),
        ("parak", {"rfi-2023-11-08"}),
        ("le parakois", {"rfi-2023-11-08"}),
        ("parakois le", set()),
        ("menaka", {"afp-2023-08-26"}),
        ("Ménaka: a camp", {"afp-2023-08-26"}),  # one blank matches two
        ("afp menaka", set()),  # not across two texts
        ("(cites", {"koaci-2023-10-26"}),
        ("un", {"un-2023"}),
        ("nations", {"un-2023"}),
        ("jur", {"jurist-2023-12"}),
        ("2023", set()),
        ("", set()),
        (" ", set()),
    ],
)
def test_a_source_is_found_by_its_id_and_by_the_beginning_of_a_word(
    text: str, found: set[str]
) -> None:
    assert SourceNames(SOURCES, SOURCES).matching(text) == found


def test_what_is_known_only_by_its_id_is_found_by_that() -> None:
    assert SourceNames(["geopko-v2.3"], {}).matching("geopko") == {"geopko-v2.3"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source:parakois", {"ansongo"}),
        ('source:"le parakois"', {"ansongo"}),
        ("source:rfi", {"ansongo", "kidal"}),  # cited by an event at both
        ("source:jurist", set()),  # cited by no base
        ("source:parakois,menaka", {"ansongo", "menaka"}),
        ("-source:rfi source:geopko", {"menaka", "tombouctou"}),
    ],
)
def test_the_bases_that_cite_it_are_kept(text: str, expected: set[str]) -> None:
    assert kept(SMALL, text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source:parakoi5", "no source 'parakoi5': expected RFI via Le Parakois, "),
        ("source:jurnal", "no source 'jurnal': expected jurist, "),
        ("source:unitd", "no source 'unitd': expected United Nations, "),
        ("source:kaoci", "no source 'kaoci': did you mean 'koaci'?"),
        ("source:geop", "expected geopko-v2.3"),
    ],
)
def test_an_unknown_one_names_the_nearest(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, VOCABULARY)
    assert caught.value.message.startswith(message)


def test_of_very_many_the_nearest_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    names = SourceNames(SOURCES, SOURCES)
    assert names.nearest_first("jurnal") != names.offered
    monkeypatch.setattr("minusma_tui.query.sources._MAX_COMPARED", 3)
    assert names.nearest_first("jurnal") == names.offered


def test_ids_and_publishers_are_offered_without_what_stands_behind_them() -> None:
    assert SourceNames(SOURCES, SOURCES).offered == (
        "un", "afp", "rfi", "koaci", "jurist", "RFI via Le Parakois", "United Nations",
        "un-2023", "afp-2023-08-26", "jurist-2023-12", "rfi-2023-11-08", "koaci-2023-10-26",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("source:jur", ["source:jurist", "source:jurist-2023-12"]),
        ("source:unit", ['source:"United Nations"']),
        ('source:"unit', ['source:"united Nations"']),
    ],
)
def test_completions(text: str, offered: list[str]) -> None:
    assert complete(text, VOCABULARY) == tuple(offered)
    for each in offered:
        assert parse(each, VOCABULARY).terms


def test_all_that_is_offered_of_the_real_sources_can_be_read(dataset: Dataset) -> None:
    names = SourceNames(dataset.sources, dataset.sources)
    for way in names.offered:
        assert '"' not in way
        assert names.matching(way)


def test_who_carries_rfi_is_found_with_it(dataset: Dataset) -> None:
    of_rfi = {
        source.id
        for source in dataset.sources.values()
        if re.search(r"\brfi\b", f"{source.publisher} {source.title}", re.IGNORECASE)
    }
    citing = {base.id for base in dataset.bases.values() if of_rfi & {*sources_of(base)}}
    for event in dataset.events:
        if of_rfi & {*sources_of(event)}:
            citing.update(event.bases)
    assert {"ansongo", "mopti", "tombouctou", "bamako", "menaka"} <= citing
    assert kept(dataset, "source:rfi") == citing


def test_one_that_only_facts_of_the_mission_cite_keeps_no_base(dataset: Dataset) -> None:
    assert kept(dataset, "source:jurist") == set()
    assert kept(dataset, "-source:jurist") == set(dataset.bases)


async def test_the_empty_list_says_why(open_app: Callable[..., DashboardApp]) -> None:
    app = open_app("source:jurist")
    async with app.run_test(size=(120, 40)) as pilot:
        base_list = pilot.app.screen.query_one(BaseList)
        lines = [base_list.render_line(line).text.strip() for line in range(10)]
    assert "No base matches source:jurist" in lines
    assert "A source may support facts of the mission only, and of no base;" in lines


def test_each_key_looks_at_the_sources_and_not_at_what_cites_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = read(mission(400).encode(), "x.toml")
    vocabulary = Vocabulary(large)
    assert parse("source:publisher", vocabulary).terms
    monkeypatch.setattr("minusma_tui.query.vocabulary.sources_of", None)
    monkeypatch.setattr("minusma_tui.query.sources.fold_lines", str)
    (term,) = parse("source:s1", vocabulary).terms
    situation = look(World(large), large.as_of)
    assert any(term.holds(standing) for standing in situation.selection)
