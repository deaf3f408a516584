"""The entries of the timeline up to the day and within the filter, in order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.chronology.timeline import EntryKind
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Vocabulary, parse
from minusma_tui.reading.load import load
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World

DATASET = load(None)
WORLD = World(DATASET)
days = st.dates(date(2023, 6, 30), date(2024, 11, 15))


def see(day: str, query: str = "") -> Situation:
    return look(WORLD, date.fromisoformat(day), parse(query, Vocabulary(DATASET)))


def test_it_has_every_kind_of_thing(dataset: Dataset) -> None:
    entries = World(dataset).timeline.entries
    assert {entry.kind for entry in entries} == set(EntryKind)
    departures = [entry for entry in entries if entry.kind is EntryKind.DEPARTURE]
    assert len(departures) == sum(base.departed is not None for base in dataset.bases.values())
    assert all(entry.sources for entry in entries)


def test_a_filter_keeps_what_concerns_its_bases_and_the_whole_mission() -> None:
    kept = see("2023-11-19", "ansongo").timeline
    assert {base for entry in kept for base in entry.bases if len(entry.bases) == 1} == {"ansongo"}
    assert any(not entry.bases for entry in kept)
    assert len(kept) < len(see("2023-11-19").timeline)


def test_an_entry_says_when_what_how_many_and_who_says_so() -> None:
    situation = see("2023-11-04", "kidal -tessalit -aguelhok")
    drawn = draw_timeline(situation, len(situation.timeline) - 1, 60, 40)
    text = " ".join(" ".join(plain(line) for _, line in drawn).split())
    assert "◐ 31 Oct 2023 Kidal The last peacekeepers leave." in text
    assert "! 4 Nov 2023 Kidal Two bombs near Anéfis wound 22 peacekeepers" in text
    assert "22 wounded. Associated Press" in text


@given(days, days)
def test_time_only_ever_adds_at_the_end(one: date, other: date) -> None:
    before, after = (look(WORLD, day).timeline for day in sorted((one, other)))
    assert after[: len(before)] == before


@given(days, st.integers(1, 60), st.integers(12, 120), st.data())
def test_the_chosen_entry_is_always_seen(
    day: date, height: int, width: int, data: st.DataObject
) -> None:
    situation = look(WORLD, day)
    chosen = data.draw(st.integers(0, len(situation.timeline) - 1))
    drawn = draw_timeline(situation, chosen, width, height)
    owners = [owner for owner, _ in drawn]
    assert chosen in owners
    assert owners == sorted(owners)
    assert len(drawn) <= height
