"""The columns of the base list: what each one shows, how it sorts and how it is aligned."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from minusma_tui.chronology.standing import Standing
from minusma_tui.language.catalogue import msg, say_number, tr
from minusma_tui.model.values import HandoverKind, Purpose, Status
from minusma_tui.model.wording import say_briefly, say_term

MARKS = {
    Status.OCCUPIED: "●",
    Status.DEPARTED: "◐",
    Status.HANDED_OVER: "○",
    Status.LIQUIDATION: "◆",
}
"""A shape for each status, so that colour is never the only sign; statuses sort in this order."""
CONTESTED_MARK = "≠"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the base list.

    `read` returns the text of a cell. `sort_key` returns what the rows are sorted by; rows with
    None come last.
    """

    id: str
    title: str
    """The heading, in English; empty for a column of signs."""
    read: Callable[[Standing], str]
    sort_key: Callable[[Standing], Any]
    align: Literal["left", "right"] = "left"
    least: int = 0
    """The minimum width in cells, so that the column keeps its width while the date changes."""
    name: str = ""
    """What to call a column without a title, in English."""
    keep: int = 0
    """The priority in a narrow list: columns with the highest number stay longest."""


def _closing_day(standing: Standing) -> tuple[int, date, date] | None:
    """Sort closed bases by their day, then bases with a plan by the planned day."""
    period = standing.closed_on
    if period is not None:
        return (0, period.last_day, period.first_day)
    if standing.plan is not None:
        return (1, standing.plan.date.last_day, standing.plan.date.first_day)
    return None


def _say_departed(standing: Standing) -> str:
    """Return the day of the departure, or the planned one in parentheses."""
    if standing.departed is not None:
        return say_briefly(standing.departed)
    if standing.plan is None:
        return ""
    said = say_briefly(standing.plan.date)
    if standing.plan.purpose is Purpose.LIQUIDATION:
        said = tr("from {period}", period=said)
    return f"({said})"


def _say_handover(standing: Standing) -> str:
    if standing.handover_kind is not None:
        return say_term(standing.handover_kind)
    if standing.plan is not None and standing.plan.purpose is Purpose.LIQUIDATION:
        return f"({say_term(HandoverKind.LIQUIDATION)})"
    return ""


_SIGNS = {
    "about": "~",
    "nearly": "~",
    "more than": ">",
    "at least": "≥",
    "less than": "<",
    "at most": "≤",
}


def _say_troops(standing: Standing) -> str:
    """Format the last estimate with its year, such as "~950 ’23".

    The detail pane spells out the qualifier and the date.
    """
    if standing.strength is None:
        return ""
    amount = standing.strength.troops.value
    sign = _SIGNS[amount.qualifier] if amount.qualifier else ""
    return f"{sign}{say_number(amount.number)} ’{standing.strength.date.last_day:%y}"


COLUMNS = (
    Column(
        "status",
        "",
        lambda standing: MARKS[standing.status],
        lambda standing: list(MARKS).index(standing.status),
        name=msg("Status"),
        keep=9,
    ),
    Column(
        "name",
        msg("Base"),
        lambda standing: standing.base.name.say(),
        lambda standing: standing.base.name.say().casefold(),
        keep=9,
    ),
    Column(
        "contested",
        "",
        lambda standing: CONTESTED_MARK if standing.contested else "",
        lambda standing: not standing.contested,
        name=msg("Contested"),
        keep=8,
    ),
    Column(
        "region",
        msg("Region"),
        lambda standing: standing.base.region.value.say() if standing.base.region else "",
        lambda standing: standing.base.region.value.say() if standing.base.region else None,
        keep=3,
    ),
    Column("departed", msg("Departed"), _say_departed, _closing_day, least=17, keep=7),
    Column(
        "handed_over",
        msg("Handed over"),
        lambda standing: say_briefly(standing.handed_over) if standing.handed_over else "",
        lambda standing: standing.handed_over.last_day if standing.handed_over else None,
        keep=4,
    ),
    Column(
        "handover",
        msg("Handover"),
        _say_handover,
        lambda standing: standing.handover_kind,
        least=15,
        keep=6,
    ),
    Column(
        "troops",
        msg("Troops"),
        _say_troops,
        lambda standing: -standing.troops.number if standing.troops else None,
        align="right",
        keep=5,
    ),
    Column(
        "contingents",
        msg("Contingents"),
        lambda standing: (
            " ".join(standing.base.contingents.value) if standing.base.contingents else ""
        ),
        lambda standing: standing.base.contingents.value if standing.base.contingents else None,
        keep=2,
    ),
)

TITLED = tuple(column for column in COLUMNS if column.title)
"""The columns that have a title, which tables outside the dashboard show beside the status."""


def only(ids: Collection[str]) -> tuple[Column, ...]:
    """Return the columns with these ids, in the order of COLUMNS; unknown ids are ignored."""
    return tuple(column for column in COLUMNS if column.id in ids)


def next_column(column_id: str, columns: Collection[Column]) -> str:
    """The id of the one of these columns that follows in the table; the first follows the last."""
    after = [column.id for column in COLUMNS].index(column_id) + 1
    return next(column.id for column in COLUMNS[after:] + COLUMNS[:after] if column in columns)
