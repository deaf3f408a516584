"""A World derives each thing from its dataset once, and Worlds do not affect each other."""

import gc
from collections.abc import Iterator
from datetime import date
from weakref import ref

import pytest

from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.drawing.geography import Bounds, Point, borders
from minusma_tui.drawing.map import draw_map
from minusma_tui.drawing.time_bar import draw_time_bar
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.language.catalogue import speak
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import parse
from minusma_tui.reading.load import read
from minusma_tui.situation.day import Order
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World, kept_by_world
from tests.support.synthetic import mission

DAYS = [date(2023, 8, 25), date(2023, 11, 19), date(2023, 8, 25)]


def test_two_worlds_side_by_side_make_nothing_twice(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[World] = []
    laid_out: list[str | None] = []

    def counted(country: str | None, bounds: Bounds) -> Iterator[tuple[bool, list[Point]]]:
        laid_out.append(country)
        return borders(country, bounds)

    monkeypatch.setattr("minusma_tui.drawing.map.borders", counted)

    @kept_by_world(1)
    def survey(world: World) -> str:
        made.append(world)
        return world.dataset.mission.id

    worlds = [World(dataset), World(read(mission(20).encode(), "invented.toml"))]
    firsts = [[(world.days.at(day), world.timeline) for day in DAYS] for world in worlds]
    for _ in range(3):
        for world, first in zip(worlds, firsts, strict=True):
            for day, (then, timeline) in zip(DAYS, first, strict=True):
                situation = look(world, day)
                assert situation.day is then
                assert situation.world.timeline is timeline
                assert survey(world) == world.dataset.mission.id
                draw_map(situation, None, 60, 20)
                draw_time_bar(situation, 80)
    assert made == worlds
    assert laid_out == [world.dataset.mission.host_state for world in worlds]


def test_another_language_shares_what_has_no_words(dataset: Dataset) -> None:
    order = Order("name")
    english = World(dataset)
    situation = look(english, dataset.as_of, order=order)
    names = [standing.base.name.say() for standing in situation.selection]
    speak("fr")
    french = english.retold()
    retold = look(french, dataset.as_of, order=order)
    assert french.timeline is english.timeline
    assert french.vocabulary is english.vocabulary
    assert list(retold.standings) == list(situation.standings)
    said = [standing.base.name.say() for standing in retold.selection]
    assert said == [
        base.base.name.say() for base in look(World(dataset), dataset.as_of, order=order).selection
    ]
    speak("en")
    assert names == [standing.base.name.say() for standing in situation.selection]


def test_what_is_said_is_kept_for_one_language(dataset: Dataset) -> None:
    made: list[str] = []

    @kept_by_world(1, worded=True)
    def name(world: World, base: str) -> str:
        made.append(base)
        return world.dataset.bases[base].name.say()

    world = World(dataset)
    assert name(world, "gao") == name(world, "gao") == name(world.retold(), "gao")
    assert made == ["gao", "gao"]


def test_a_world_that_nobody_shows_is_gone_at_once(dataset: Dataset) -> None:
    """It waits for no collector of garbage, which looks at what is old only rarely."""

    def show() -> ref[World]:
        world = World(dataset)
        world.warm()
        situation = look(world, dataset.as_of, parse("gao", world.vocabulary))
        draw_map(situation, "gao", 60, 20)
        draw_time_bar(situation, 80)
        draw_timeline(situation, 0, 60, 20)
        draw_gauge(situation, 40)
        return ref(world)

    gc.disable()
    try:
        assert show()() is None
    finally:
        gc.enable()
