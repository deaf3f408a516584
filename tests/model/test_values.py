"""The values between a dataset and the screen: they are immutable, small and cached."""

import dataclasses

import pytest

from minusma_tui.chronology.pace import Pace
from minusma_tui.chronology.standing import Standing
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period, parse_period
from minusma_tui.query import Query, Term
from minusma_tui.query.fields import Field
from minusma_tui.reading.load import read
from minusma_tui.situation.day import Day, Order, Tally
from minusma_tui.situation.situation import Change, Situation, look
from minusma_tui.situation.world import World
from tests.support.synthetic import REGIONS, SOURCES, mission

SMALL = [Change, Field, Order, Pace, Period, Query, Standing, Tally, Term]
"""Without a dictionary each: there may be one a base, of 100,000 bases."""
COMPARED = [Change, Order, Pace, Period, Query, Tally, Term]
"""By what they say; the others are compared by identity, for that is soon done."""
CACHED = ["figures", "pace", "selected_bases", "selection", "timeline"]
"""Attributes of a situation that are computed once, for all panes and reports."""


@pytest.mark.parametrize("kind", [*SMALL, Day, Situation])
def test_a_value_cannot_be_changed(kind: type) -> None:
    name = dataclasses.fields(kind)[0].name
    value: object = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
    assert hasattr(value, "__dict__") is (kind not in SMALL)


@pytest.mark.parametrize("kind", [*COMPARED, Day, Situation, Standing])
def test_it_is_compared_by_what_it_says_only_where_that_is_little(kind: type) -> None:
    assert ("__eq__" in vars(kind)) is (kind in COMPARED)


def test_what_takes_long_is_done_once(dataset: Dataset) -> None:
    """A World is one object for as long as it is shown, so what it caches is found again."""
    world, day = World(dataset), dataset.as_of
    assert world.vocabulary is world.vocabulary
    assert world.stops is world.stops
    assert world.timeline is world.timeline
    assert world.days.at(day) is world.days.at(day)
    assert parse_period("2023-11-18") is parse_period("2023-11-18")
    order, situation = Order(), look(world, day)
    assert situation.day.in_order(order) is situation.day.in_order(order)
    assert situation.day.standings is situation.day.standings
    for name in CACHED:
        assert getattr(situation, name) is getattr(situation, name), name


def test_what_bases_have_in_common_is_held_once() -> None:
    bases = read(mission(300).encode(), "x.toml").bases.values()
    assert len({id(base.kind.sources) for base in bases}) <= SOURCES
    assert len({id(base.region.value) for base in bases if base.region}) <= len(REGIONS)
    assert len({id(held.by_country) for base in bases for held in base.strengths}) == 1
    held = [held.troops.value for base in bases for held in base.strengths]
    assert len(set(map(id, held))) == len({amount.number for amount in held})
    sent = [base.contingents.value for base in bases if base.contingents]
    assert len(set(map(id, sent))) == len(set(sent)) < len(sent)
