"""A roll made from another day's is the roll that was called anew; a narrowed filter likewise."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import AS_OF, DEADLINE, FIRST, mission
from minusma_tui.columns import COLUMNS
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Query, Vocabulary, parse
from minusma_tui.reading.load import load, read
from minusma_tui.roll import Order, Roll, roll_call
from minusma_tui.situation import look
from minusma_tui.standing import Standing

REAL = load(None)
INVENTED = read(mission(150).encode(), "invented.toml")
VOCABULARY = Vocabulary(INVENTED)
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


def assert_same(one: Roll, other: Roll, order: Order) -> None:
    assert list(map(said, one.standings)) == list(map(said, other.standings))
    assert list(map(said, one.in_order(order))) == list(map(said, other.in_order(order)))
    assert (one.bases, dict(one.statuses)) == (other.bases, dict(other.statuses))


def called_anew(dataset: Dataset, day: date) -> Roll:
    """The first roll of a dataset that nobody asked about before."""
    return roll_call(replace(dataset), day)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(days, orders), min_size=1, max_size=5))
def test_a_roll_is_the_same_whichever_way_one_came(walk: list[tuple[date, Order]]) -> None:
    for day, order in walk:
        roll_call(INVENTED, day).in_order(order)
    day, order = walk[-1]
    assert_same(roll_call(INVENTED, day), called_anew(INVENTED, day), order)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(real_days, orders), min_size=1, max_size=5))
def test_so_is_one_of_the_real_withdrawal(walk: list[tuple[date, Order]]) -> None:
    for day, order in walk:
        roll_call(REAL, day).in_order(order)
    day, order = walk[-1]
    assert_same(roll_call(REAL, day), called_anew(REAL, day), order)


@pytest.mark.parametrize("descending", [False, True])
def test_equals_stay_in_the_order_of_the_dataset(descending: bool) -> None:
    order = Order("handover", descending)
    roll_call(INVENTED, AS_OF).in_order(order)
    places = {base_id: place for place, base_id in enumerate(INVENTED.bases)}
    for day in (AS_OF, DEADLINE):
        listed = roll_call(INVENTED, day).in_order(order)
        for kind in {standing.handover_kind for standing in listed}:
            alike = [places[one.base.id] for one in listed if one.handover_kind is kind]
            assert alike == sorted(alike)


@settings(deadline=None)
@given(filters, filters, days, orders)
def test_what_is_found_does_not_depend_on_what_was_looked_for_before(
    before: str, text: str, day: date, order: Order
) -> None:
    last = look(INVENTED, day, parse(before, VOCABULARY), order)
    query = parse(text, VOCABULARY)
    after, fresh = (look(INVENTED, day, query, order, None, one) for one in (last, None))
    assert after.selection == fresh.selection
    assert after.timeline == fresh.timeline


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
