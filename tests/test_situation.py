"""The real withdrawal, day by day: headline figures, selections, and what time may do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.values import Status
from minusma_tui.query import Query, Vocabulary, parse
from minusma_tui.reading.load import load
from minusma_tui.roll import Order
from minusma_tui.situation import Situation, look

DATASET = load(None)
BEGAN, LAST = date(2023, 6, 30), date(2024, 12, 31)
days = st.dates(BEGAN, LAST)


def see(day: str, query: str = "") -> Situation:
    parsed = parse(query, Vocabulary(DATASET)) if query else Query()
    return look(DATASET, date.fromisoformat(day), parsed)


def test_the_headline_figures_are_those_of_the_seed(dataset: Dataset) -> None:
    situation = look(dataset, dataset.as_of)
    assert situation.as_of == date(2023, 11, 19)
    assert (situation.bases.closed, situation.bases.total) == (9, 12)
    assert situation.bases.percent == 75.0
    figure = situation.figure
    assert figure is not None
    assert str(figure.departed.value) == "more than 8817"
    assert str(situation.personnel_total) == "13871"
    assert situation.personnel_percent == 63.6
    assert situation.days_left == 42
    assert len(situation.standings) == 13


def test_the_seed_article_is_all_there(dataset: Dataset) -> None:
    ansongo = dataset.bases["ansongo"]
    assert ansongo.handover is not None
    assert ansongo.handover.date is not None
    assert ansongo.handover.ordinal is not None
    assert ansongo.convoy is not None
    assert ansongo.convoy.text is not None
    assert ansongo.contingents is not None
    assert ansongo.handover.to is not None
    assert "prefect" in ansongo.handover.to.value.by_language["en"]
    assert "préfet" in ansongo.handover.to.value.by_language["fr"]
    ordinal = ansongo.handover.ordinal.value
    assert (ordinal.number, ordinal.of) == (9, 12)
    dates = {str(claim.value) for claim in ansongo.handover.date.claims}
    assert dates == {"2023-11-18", "2023-11-18/2023-11-19"}
    assert ("NER", "BFA", "SEN") in {claim.value for claim in ansongo.contingents.claims}
    convoy = ansongo.convoy.text.value.say()
    assert all(word in convoy for word in ("No attack", "JNIM", "Islamic State"))
    legacy = " ".join(note.text.say() for note in ansongo.notes)
    assert all(word in legacy for word in ("police station", "fuel", "water", "electricity"))
    assert any(str(plan.date) == "2023-12-01/2023-12-14~" for plan in dataset.bases["mopti"].plans)
    for base_id in ("gao", "tombouctou", "bamako"):
        plans = dataset.bases[base_id].plans
        assert any(
            str(plan.date) == "2024-01-01" and plan.purpose == "liquidation" for plan in plans
        )


@pytest.mark.parametrize(
    ("day", "closed", "departed", "days_left"),
    [
        ("2023-06-30", 0, None, 184),
        ("2023-07-01", 0, None, 183),
        ("2023-08-03", 1, None, 150),
        ("2023-08-25", 4, "675", 128),
        ("2023-09-27", 4, "3367", 95),
        ("2023-10-21", 6, "3367", 71),
        ("2023-10-31", 8, "5802", 61),
        ("2023-11-19", 9, "more than 8817", 42),
        ("2023-12-01", 9, "10040", 30),
        ("2023-12-31", 11, "10040", 0),
        ("2024-07-22", 12, "10040", -204),
        ("2024-11-15", 12, "10040", -320),
    ],
)
def test_the_drawdown_day_by_day(
    day: str, closed: int, departed: str | None, days_left: int
) -> None:
    situation = see(day)
    assert situation.bases.closed == closed
    figure = situation.figure
    assert (str(figure.departed.value) if figure else None) == departed
    assert situation.days_left == days_left


def test_the_last_sites_are_in_liquidation_after_the_deadline() -> None:
    def at(day: str) -> dict[str, Status]:
        return {standing.base.id: standing.status for standing in see(day).standings}

    after = at("2024-01-01")
    assert {base for base, status in after.items() if status is Status.LIQUIDATION} == {
        "gao",
        "bamako",
    }
    assert at("2024-07-22")["gao"] is Status.HANDED_OVER
    assert set(at("2024-11-15").values()) == {Status.DEPARTED, Status.HANDED_OVER}


def test_a_figure_of_uniformed_people_is_measured_against_them() -> None:
    situation = see("2023-08-28")
    assert situation.figure is not None
    assert situation.figure.scope == "uniformed"
    assert str(situation.personnel_total) == "12944"
    assert situation.personnel_percent == 8.5


def test_the_selection_counts_bases_and_troops() -> None:
    chosen = see("2023-11-19", "region:gao").selected_bases
    assert (chosen.closed, chosen.total) == (1, 2)
    assert (chosen.troops_departed, chosen.troops) == (950, 5842)


def test_the_headquarters_is_in_the_list_but_outside_the_count() -> None:
    situation = see("2023-11-19", "bamako")
    assert [standing.base.id for standing in situation.selection] == ["bamako"]
    assert (situation.selected_bases.closed, situation.selected_bases.total) == (0, 0)
    assert situation.selected_bases.percent is None


@pytest.mark.parametrize("descending", [False, True])
def test_bases_without_a_value_come_last_in_either_direction(descending: bool) -> None:
    situation = look(DATASET, DATASET.as_of, None, Order("handed_over", descending))
    dated = [standing.handed_over is not None for standing in situation.selection]
    assert dated == sorted(dated, reverse=True)


@given(days, days)
def test_moving_forward_never_opens_a_base_again(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = look(DATASET, earlier), look(DATASET, later)
    assert before.bases.closed <= after.bases.closed
    assert before.bases.troops_departed <= after.bases.troops_departed
    closed = {standing.base.id for standing in before.standings if standing.closed}
    assert closed <= {standing.base.id for standing in after.standings if standing.closed}


@given(days)
def test_nothing_later_than_the_day_is_known(day: date) -> None:
    situation = look(DATASET, day)
    for standing in situation.standings:
        for period in (standing.departed, standing.handed_over):
            assert period is None or period.last_day <= day
        assert standing.plan is None or standing.plan.said.last_day <= day
    assert all(figure.date.last_day <= day for figure in situation.figures)


@given(days, st.sampled_from(["region:gao", "troops>500", "unsigned", "-status:occupied", ""]))
def test_the_selection_is_part_of_the_whole(day: date, text: str) -> None:
    whole, part = see(day.isoformat()), see(day.isoformat(), text)
    assert part.selected_bases.closed <= whole.bases.closed
    assert part.selected_bases.total <= whole.bases.total
    assert part.bases == whole.bases
    assert part.figure is whole.figure


@given(days, st.integers(0, 60))
def test_a_day_looks_the_same_whichever_way_one_came(day: date, steps: int) -> None:
    for step in range(0, steps, 20):
        look(DATASET, day - timedelta(days=step))
    one, other = look(DATASET, day), look(DATASET, day)
    assert [(s.base.id, s.status, s.troops, s.plan) for s in one.selection] == [
        (s.base.id, s.status, s.troops, s.plan) for s in other.selection
    ]
