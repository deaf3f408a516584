"""Helpers of the tests of exports: situations of a dataset, and texts that could do harm."""

from datetime import date
from functools import lru_cache

from minusma_tui.model.dataset import Dataset
from minusma_tui.query import parse
from minusma_tui.reading.load import read
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests.fuzz.mutants import ACCEPTED
from tests.support.reading import SOUND

DAYS = ["2023-06-30", "2023-08-14", "2023-10-31", "2023-11-19", "2024-01-01", "2025-01-01"]
QUERIES = ["", "region:kidal", "status:departed", "nothing-of-that-name"]
SEEN = [*((day, "") for day in DAYS), *(("2023-11-19", query) for query in QUERIES[1:])]
"""Days and filters: every day without a filter, and every filter on one day."""
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+1-1",
    "@SUM(1)",
    "-2+3",
    "]]><!-- & --> \"quotes\" 'too'",
    "a;b,c|d",
    "'); DROP TABLE bases; --",
    *ACCEPTED,
]


_world = lru_cache(maxsize=4)(World)


def seen(dataset: Dataset, day: str | None = None, query: str = "") -> Situation:
    """The situation on a day, by default the dataset's own, with a filter."""
    as_of = date.fromisoformat(day) if day else dataset.as_of
    world = _world(dataset).retold()  # the language may be another than the last time
    return look(world, as_of, parse(query, world.vocabulary))


def hostile(text: str) -> Dataset:
    """A valid dataset with this text wherever a text is free."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    source = SOUND
    for old in ("Ansongo", "EXAMPLE", "An example", "The prefect", "Shots.", "A newspaper"):
        source = source.replace(f'"{old}"', f'"{quoted}"')
    return read(source.encode(), "hostile.toml")
