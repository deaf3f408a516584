"""The standing of one base at the end of a day."""

from dataclasses import replace
from datetime import date

import pytest

from minusma_tui.chronology.standing import Standing, last_plan, last_strength, stand
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Base
from minusma_tui.model.values import Amount, HandoverKind, Status
from tests.support.world import base, fact, say, when

BEGAN, DEADLINE = date(2023, 7, 1), date(2023, 12, 31)


def at(camp: Base, day: str) -> Standing:
    return stand(camp, date.fromisoformat(day), BEGAN, DEADLINE)


@pytest.mark.parametrize(
    ("camp", "day", "status"),
    [
        pytest.param(base(), "2023-11-19", Status.OCCUPIED, id="nothing happened"),
        pytest.param(base(departed="2023-10-31"), "2023-10-30", Status.OCCUPIED, id="day before"),
        pytest.param(base(departed="2023-10-31"), "2023-10-31", Status.DEPARTED, id="that day"),
        pytest.param(base(departed="2023-10-31"), "2024-06-01", Status.DEPARTED, id="never signed"),
        pytest.param(
            base(departed="2023-10-21/2023-10-22"),
            "2023-10-21",
            Status.OCCUPIED,
            id="within the interval",
        ),
        pytest.param(
            base(departed="2023-08-13", handed_over="2023-08-14/2023-08-17"),
            "2023-08-15",
            Status.DEPARTED,
            id="left, not yet signed",
        ),
        pytest.param(
            base(departed="2023-08-04", handed_over="2023-08-03"),
            "2023-08-03",
            Status.HANDED_OVER,
            id="signed before the last left",
        ),
        pytest.param(base(), "2023-12-31", Status.OCCUPIED, id="the deadline"),
        pytest.param(base(), "2024-01-01", Status.LIQUIDATION, id="after the deadline"),
        pytest.param(
            base(handed_over="2024-07-22"), "2024-07-22", Status.HANDED_OVER, id="wound up"
        ),
    ],
)
def test_the_status_follows_the_date(camp: Base, day: str, status: Status) -> None:
    standing = at(camp, day)
    assert standing.status is status
    assert standing.closed == (status in (Status.DEPARTED, Status.HANDED_OVER))


def test_what_comes_later_is_not_known() -> None:
    camp = base(
        departed="2023-10-31", kind=HandoverKind.UNSIGNED, plans=[("2023-09-01", "2023-11")]
    )
    before, after = at(camp, "2023-10-30"), at(camp, "2023-10-31")
    assert before.departed is None
    assert before.handover_kind is None
    assert str(before.plan.date if before.plan else None) == "2023-11"
    assert str(after.departed) == "2023-10-31"
    assert after.handover_kind is HandoverKind.UNSIGNED
    assert after.plan is None


def test_how_a_base_was_handed_over_is_known_once_it_was_signed() -> None:
    camp = base(departed="2023-08-13", handed_over="2023-08-14/2023-08-17")
    assert at(camp, "2023-08-14").status is Status.DEPARTED
    assert at(camp, "2023-08-14").handover_kind is None
    assert at(camp, "2023-08-17").handover_kind is HandoverKind.CIVIL_AUTHORITY


def test_the_plan_is_the_last_one_announced() -> None:
    camp = base(
        plans=[("2023-08-01", "2023-10"), ("2023-10-09", "2023-11"), ("2023-11", "2023-12")]
    )
    said = {
        day: standing.plan.date.text if (standing := at(camp, day)).plan else None
        for day in ("2023-07-31", "2023-08-01", "2023-10-08", "2023-10-09", "2023-11-29")
    }
    assert said == {
        "2023-07-31": None,
        "2023-08-01": "2023-10",
        "2023-10-08": "2023-10",
        "2023-10-09": "2023-11",
        "2023-11-29": "2023-11",
    }


def test_troops_are_the_last_estimate_while_the_base_was_held() -> None:
    camp = base(handed_over="2024-07-22", strengths=[("2022", 500), ("2023", 400), ("2024", 15)])
    assert str(at(camp, "2023-06-30").troops) == "400"
    assert str(at(camp, "2024-01-01").troops) == "15"
    assert str(at(camp, "2025-01-01").troops) == "15"
    left = base(departed="2023-10-31", strengths=[("2023", 400), ("2024", 15)])
    assert str(at(left, "2025-01-01").troops) == "400"


def test_a_figure_given_at_the_last_convoy_counts() -> None:
    camp = base(departed="2023-08-04", handed_over="2023-08-03", strengths=[("2023-08-04", 150)])
    assert last_strength(camp, date(2023, 8, 3)) is None
    assert str(at(camp, "2023-08-04").troops) == "150"
    assert at(camp, "2023-08-04").troops_left == 150


def test_troops_left_are_what_the_estimates_say() -> None:
    camp = base(handed_over="2024-07-22", strengths=[("2023", 400), ("2024", 15)])
    assert at(camp, "2023-11-19").troops_left == 0
    assert at(camp, "2024-01-01").troops_left == 385
    assert at(camp, "2024-07-22").troops_left == 400
    assert at(base(), "2024-07-22").troops_left == 0


def test_without_a_deadline_no_base_is_kept_past_it() -> None:
    assert stand(base(), date(2030, 1, 1), BEGAN, None).status is Status.OCCUPIED


@pytest.mark.parametrize(
    ("began", "as_of", "baseline", "left"),
    [
        # Departures count from the estimate on the day the drawdown began.
        (date(2023, 7, 1), "2024-01-01", 400, 385),
        (date(2023, 1, 1), "2024-01-01", 400, 385),
        (date(2022, 12, 31), "2024-01-01", 500, 485),
        # Before that day, it is the estimate of the day itself.
        (date(2023, 7, 1), "2022-06-01", 500, 0),
        # If the beginning is unknown, it is the last estimate.
        (None, "2024-01-01", 15, 0),
        # If there was no estimate by the beginning, it is the last estimate, too.
        (date(2021, 12, 31), "2024-01-01", 15, 0),
        (date(2023, 7, 1), "2021-12-31", 0, 0),
    ],
)
def test_troops_leave_from_where_they_were_when_it_began(
    began: date | None, as_of: str, baseline: int, left: int
) -> None:
    camp = base(strengths=[("2022", 500), ("2023", 400), ("2024", 15)])
    standing = stand(camp, date.fromisoformat(as_of), began, DEADLINE)
    assert (standing.baseline_troops, standing.troops_left) == (baseline, left)


def test_a_base_that_grew_has_lost_nobody() -> None:
    camp = base(strengths=[("2023", 400), ("2024", 500)])
    assert at(camp, "2024-01-01").troops_left == 0


def test_of_two_plans_of_one_day_the_first_in_the_file_counts() -> None:
    camp = base(plans=[("2023-08-01", "2023-10"), ("2023-08-01", "2023-11")])
    plan = last_plan(camp, date(2023, 8, 1))
    assert plan is not None
    assert str(plan.date) == "2023-10"


def test_a_base_is_closed_on_its_departure_or_else_on_its_handover() -> None:
    both = base(departed="2023-08-04", handed_over="2023-08-03")
    assert [str(at(both, day).closed_on) for day in ("2023-08-02", "2023-08-03", "2023-08-04")] == [
        "None", "2023-08-03", "2023-08-04",
    ]  # fmt: skip


def quarrel(camp: Base, what: str) -> Base:
    """The base with two claims about one of its facts."""
    handover, (strength,) = camp.handover, camp.strengths
    assert handover is not None
    match what:
        case "region":
            return replace(camp, region=fact(say("Gao"), say("Ansongo")))
        case "contingents":
            return replace(camp, contingents=fact(("NER",), ("BFA",)))
        case "departed":
            return replace(camp, departed=fact(*map(parse_period, ("2023-08-13", "2023-08-12"))))
        case "handover kind":
            kinds = fact(HandoverKind.CIVIL_AUTHORITY, HandoverKind.ARMED_FORCES)
            return replace(camp, handover=replace(handover, kind=kinds))
        case "handover date":
            days = fact(*map(parse_period, ("2023-08-14", "2023-08-15")))
            return replace(camp, handover=replace(handover, date=days))
        case "troops":
            troops = fact(Amount(400), Amount(500))
            return replace(camp, strengths=(replace(strength, troops=troops),))
        case _:
            return replace(camp, other_names=fact(("Camp",), ("Site",)))


@pytest.mark.parametrize(
    ("what", "day", "contested"),
    [
        ("region", "2023-07-01", True),
        ("contingents", "2023-07-01", True),
        # What has not happened yet is not contested.
        ("departed", "2023-08-12", False),
        ("departed", "2023-08-13", True),
        ("handover kind", "2023-08-13", False),
        ("handover kind", "2023-08-14", True),
        ("handover date", "2023-08-13", False),
        ("handover date", "2023-08-14", True),
        ("troops", "2022-12-31", False),
        ("troops", "2023-01-01", True),
        ("name", "2024-01-01", False),
    ],
)
def test_a_base_is_contested_for_what_the_list_shows_by_then(
    what: str, day: str, contested: bool
) -> None:
    camp = base(departed="2023-08-13", handed_over="2023-08-14", strengths=[("2023", 400)])
    assert not at(camp, day).contested
    assert at(quarrel(camp, what), day).contested is contested


def test_a_base_that_is_kept_has_no_kind_of_handover() -> None:
    camp = replace(base(departed="2023-10-31", kind=HandoverKind.UNSIGNED), departed=None)
    assert at(camp, "2024-01-01").handover_kind is None


def test_nothing_signed_and_nothing_left_says_nothing() -> None:
    camp = replace(base(), departed=when("2023-10-31"))
    assert at(camp, "2023-11-01").handover_kind is None
    assert at(camp, "2023-11-01").status is Status.DEPARTED
