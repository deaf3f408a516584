"""A day derived from another equals the same day made from nothing; so does a narrowed filter."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minusma_tui.chronology.standing import Standing
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.values import HandoverKind
from minusma_tui.query import Query, Vocabulary, parse
from minusma_tui.reading.load import load, read
from minusma_tui.situation.columns import COLUMNS
from minusma_tui.situation.day import Day, Days, Order, Tally
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.query import DATASET as SMALL
from tests.support.synthetic import AS_OF, DEADLINE, FIRST, WORDS, mission
from tests.support.world import base, when

REAL = load(None)
INVENTED = read(mission(150).encode(), "invented.toml")
INVENTED_WORLD, REAL_WORLD = World(INVENTED), World(REAL)
VOCABULARY = INVENTED_WORLD.vocabulary
days = st.dates(FIRST, date(2032, 2, 1))
real_days = st.dates(date(2023, 6, 30), date(2024, 12, 31))
orders = st.builds(Order, st.sampled_from([column.id for column in COLUMNS]), st.booleans())
words = st.text("abkmo", max_size=4)
terms = st.one_of(
    words,
    words.filter(bool).map("-{}".format),
    st.sampled_from(["region:ituri", "-region:kivu", "troops>500", "status:departed", "text:town"]),
)
filters = st.lists(terms, max_size=3).map(" ".join)


def said(standing: Standing) -> list[object]:
    return [getattr(standing, field.name) for field in fields(standing)]


def assert_same(one: Day, other: Day, order: Order) -> None:
    assert list(map(said, one.standings)) == list(map(said, other.standings))
    assert one.in_order(order) == other.in_order(order)
    assert (one.bases, dict(one.statuses)) == (other.bases, dict(other.statuses))


def fresh_day(dataset: Dataset, day: date) -> Day:
    """The day, made from nothing."""
    return Days(dataset).at(day)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(days, orders), min_size=1, max_size=5))
def test_a_day_is_the_same_whichever_way_one_came(walk: list[tuple[date, Order]]) -> None:
    for day, order in walk:
        INVENTED_WORLD.days.at(day).in_order(order)
    day, order = walk[-1]
    assert_same(INVENTED_WORLD.days.at(day), fresh_day(INVENTED, day), order)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(real_days, orders), min_size=1, max_size=5))
def test_a_day_of_the_real_withdrawal_is_too(walk: list[tuple[date, Order]]) -> None:
    for day, order in walk:
        REAL_WORLD.days.at(day).in_order(order)
    day, order = walk[-1]
    assert_same(REAL_WORLD.days.at(day), fresh_day(REAL, day), order)


WORLD = replace(
    SMALL,
    mission=replace(SMALL.mission, drawdown_began=when("2023-07-01")),
    bases={
        camp.id: camp
        for camp in (
            base("left", departed="2023-08-13", handed_over="2023-08-14/2023-08-17"),
            base("signed", departed="2023-08-04", handed_over="2023-08-03"),
            base("never", departed="2023-10", kind=HandoverKind.UNSIGNED),
            base("kept", strengths=[("2022", 500), ("2023", 400), ("2024", 15)]),
            base("planned", plans=[("2023-09-01", "2023-10"), ("2023-10-09", "2023-11")]),
            base("uncounted", handed_over="2024-07-22", counted=False),
            replace(base("new", departed="2023-11-18"), opened=when("2023-07")),
        )
    },
)
CHANGES = (
    *("2022-01-01", "2023-01-01", "2023-07-01", "2023-07-31", "2023-08-03", "2023-08-04"),
    *("2023-08-13", "2023-08-17", "2023-09-01", "2023-10-09", "2023-10-31", "2023-11-18"),
    *("2023-12-31", "2024-01-01", "2024-07-22"),
)


def test_from_any_day_one_comes_to_any_other() -> None:
    changes = map(date.fromisoformat, CHANGES)
    around = sorted({day + timedelta(days=step) for day in changes for step in (-1, 0, 1)})
    fresh = {day: fresh_day(WORLD, day) for day in around}
    for one, other in product(around, repeat=2):
        days_of_world = Days(WORLD)
        for asked in (one, other):
            day = days_of_world.at(asked)
        assert list(map(said, day.standings)) == list(map(said, fresh[other].standings))
        assert (day.bases, day.statuses) == (fresh[other].bases, fresh[other].statuses)


def test_a_later_day_leaves_the_earlier_unchanged() -> None:
    world, first = Days(WORLD), date(2023, 8, 12)
    before = world.at(first)
    before.in_order(Order("handover"))
    world.at(date(2024, 8, 1)).in_order(Order("handover"))
    assert_same(before, fresh_day(WORLD, first), Order("handover", descending=True))


def test_a_base_stands_in_a_day_once_it_was_opened() -> None:
    before, after = (fresh_day(WORLD, date(2023, month, 31)) for month in (5, 7))
    assert before.standing_of("new") is None
    assert after.standing_of("new") is not None
    assert (before.bases.total, after.bases.total) == (5, 6)
    assert len(before.standings) == len(after.standings) - 1 == 6
    assert after.standing_of("nowhere") is None


@pytest.mark.parametrize(
    ("created", "began", "departed"),
    [("2013", "2023-07-01", 385), ("2022-06", None, 0), ("2022-06", "2023-07-01", 385),
     (None, "2023-07-01", 385), (None, None, 0)],
)  # fmt: skip
def test_troops_are_counted_from_the_day_the_drawdown_began(
    created: str | None, began: str | None, departed: int
) -> None:
    mission = replace(
        WORLD.mission,
        created=when(created) if created else None,
        drawdown_began=when(began) if began else None,
    )
    world = replace(WORLD, mission=mission, bases={"kept": WORLD.bases["kept"]})
    assert fresh_day(world, date(2024, 1, 1)).bases.troops_departed == departed


def test_the_list_begins_with_the_first_departure() -> None:
    assert Order() == Order("departed", descending=False)
    day = fresh_day(WORLD, date(2024, 1, 1))
    listed = day.at(day.in_order(Order()))
    assert [one.base.id for one in listed][:4] == ["signed", "left", "never", "new"]


@pytest.mark.parametrize("descending", [False, True])
def test_equals_stay_in_the_order_of_the_dataset(descending: bool) -> None:
    order = Order("handover", descending)
    INVENTED_WORLD.days.at(AS_OF).in_order(order)
    places = {base_id: place for place, base_id in enumerate(INVENTED.bases)}
    for asked in (AS_OF, DEADLINE):
        day = INVENTED_WORLD.days.at(asked)
        listed = day.at(day.in_order(order))
        for kind in {standing.handover_kind for standing in listed}:
            alike = [places[one.base.id] for one in listed if one.handover_kind is kind]
            assert alike == sorted(alike)


@settings(deadline=None)
@given(filters, filters, days, orders)
def test_what_is_found_does_not_depend_on_what_was_looked_for_before(
    before: str, text: str, day: date, order: Order
) -> None:
    last = look(INVENTED_WORLD, day, parse(before, VOCABULARY), order)
    query = parse(text, VOCABULARY)
    after, fresh = (look(INVENTED_WORLD, day, query, order, None, one) for one in (last, None))
    assert after.selection == fresh.selection
    assert after.timeline == fresh.timeline


def test_bases_that_are_not_counted_are_in_no_sum() -> None:
    situation = look(REAL_WORLD, REAL.as_of, parse("bamako", Vocabulary(REAL)))
    (bamako,) = situation.selection
    assert bamako.baseline_troops > 0
    assert situation.selected_bases == Tally(closed=0, total=0, troops_departed=0, troops=0)


@settings(deadline=None)
@given(filters, days)
def test_all_bases_at_once_are_kept_as_each_alone(text: str, day: date) -> None:
    query = parse(text, VOCABULARY)
    situation = look(INVENTED_WORLD, day, query)
    kept = {one.base.id for one in situation.selection}
    assert kept == {one.base.id for one in situation.standings if query.keeps(one)}


@pytest.mark.parametrize("text", ["kama", "-kama", "-region:ituri", "-troops>500"])
def test_a_selection_is_neither_all_nor_nothing(text: str) -> None:
    query = parse(text, VOCABULARY)
    situation = look(INVENTED_WORLD, AS_OF, query)
    kept = [one for one in situation.standings if query.keeps(one)]
    assert 0 < len(kept) < len(situation.standings)
    assert sorted(one.base.id for one in situation.selection) == sorted(one.base.id for one in kept)


@pytest.mark.parametrize(
    ("text", "wider", "narrows"),
    [
        ("ménaka", "men", True),
        ("men", "ménaka", False),
        ("-men", "-menaka", True),
        ("-menaka", "-men", False),
        ("men", "-men", False),
        ("-men", "men", False),
        ("gao troops>500", "gao", True),
        ("troops>500", "troops>50", False),
        ("troops>50", "troops>500", False),
        ("troops>500", "troops>500", True),
        ("troops>500", "troops", False),
        ("troops", "troops>500", False),
        ("gao", "", True),
        ("", "gao", False),
    ],
)
def test_a_query_narrows_another(text: str, wider: str, narrows: bool) -> None:
    vocabulary = Vocabulary(REAL)
    assert parse(text, vocabulary).narrows(parse(wider, vocabulary)) is narrows


def test_no_query_is_narrowed_by_every_other() -> None:
    assert parse("gao", Vocabulary(REAL)).narrows(Query())


@pytest.mark.parametrize("bases", [13, 1000])
@pytest.mark.parametrize("word", WORDS)
def test_each_letter_that_the_benchmarks_type_keeps_fewer_bases(word: str, bases: int) -> None:
    dataset = read(mission(bases).encode(), "invented.toml")
    vocabulary = Vocabulary(dataset)
    typed = ["", *(word[: end + 1] for end in range(len(word)))]
    kept = [
        len(look(World(dataset), dataset.as_of, parse(text, vocabulary)).selection)
        for text in typed
    ]
    assert kept == sorted(set(kept), reverse=True)
    assert kept[-1] > 0
