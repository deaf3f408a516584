"""A situation as a table for spreadsheets and HXL tools: one row a base."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minusma_tui.chronology.known import known_base
from minusma_tui.chronology.standing import Standing
from minusma_tui.model.period import Period
from minusma_tui.model.walk import sources_of
from minusma_tui.situation.situation import Situation

Cell = str | int | float | None

BETWEEN = "|"
"""Between the values of a list, where the tools of HXL expect it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may run."""


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    hashtag: str
    """Of HXL 1.1; `#x_edtf` is our own, for `#date` takes no `~` or `?`."""
    read: Callable[[Standing, Situation], Cell]


def write_csv(situation: Situation) -> str:
    """Titles, HXL hashtags, then the bases in the order of the list, as RFC 4180 has it."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(column.title for column in _COLUMNS)
    writer.writerow(column.hashtag for column in _COLUMNS)
    for standing in situation.selection:
        writer.writerow(guard(column.read(standing, situation)) for column in _COLUMNS)
    return table.getvalue()


def guard(cell: Cell) -> Cell:
    """The cell; a text that a spreadsheet would run gets an apostrophe, which shows it as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _join(values: Sequence[str]) -> str:
    return BETWEEN.join(values)


def _truth(holds: bool) -> str:
    return "true" if holds else "false"


def _dates(
    title: str, hashtag: str, read: Callable[[Standing], Period | None]
) -> tuple[_Column, ...]:
    """A date as EDTF, and its first and last day for tools that know none."""

    def day(standing: Standing, end: str) -> Cell:
        period = read(standing)
        return None if period is None else getattr(period, end).isoformat()

    def text(standing: Standing, _situation: Situation) -> Cell:
        period = read(standing)
        return None if period is None else str(period)

    return (
        _Column(title, f"#x_edtf+{hashtag}", text),
        _Column(
            f"{title}_first_day", f"#date+{hashtag}+start", lambda one, _: day(one, "first_day")
        ),
        _Column(f"{title}_last_day", f"#date+{hashtag}+end", lambda one, _: day(one, "last_day")),
    )


def _latitude(standing: Standing, _situation: Situation) -> Cell:
    position = standing.base.position
    return position.value.latitude if position else None


def _longitude(standing: Standing, _situation: Situation) -> Cell:
    position = standing.base.position
    return position.value.longitude if position else None


_COLUMNS = (
    _Column("id", "#loc+code", lambda one, _: one.base.id),
    _Column("name", "#loc+name", lambda one, _: one.base.name.say()),
    _Column("kind", "#loc+type", lambda one, _: one.base.kind.value.value),
    _Column("counted", "#meta+counted", lambda one, _: _truth(one.base.counted)),
    _Column("country", "#country+code+v_iso3", lambda _, now: now.dataset.mission.host_state),
    _Column(
        "region",
        "#adm1+name",
        lambda one, _: one.base.region.value.say() if one.base.region else None,
    ),
    _Column(
        "iso_3166_2",
        "#adm1+code+v_iso3166_2",
        lambda one, _: one.base.iso_3166_2.value if one.base.iso_3166_2 else None,
    ),
    _Column(
        "cercle",
        "#adm2+name",
        lambda one, _: one.base.cercle.value.say() if one.base.cercle else None,
    ),
    _Column("latitude", "#geo+lat", _latitude),
    _Column("longitude", "#geo+lon", _longitude),
    _Column("as_of", "#date+reported", lambda _, situation: situation.as_of.isoformat()),
    _Column("status", "#status", lambda one, _: one.status.value),
    *_dates("departed", "departed", lambda one: one.departed),
    *_dates("handed_over", "handover", lambda one: one.handed_over),
    _Column(
        "handover",
        "#status+handover",
        lambda one, _: one.handover_kind.value if one.handover_kind else None,
    ),
    *_dates("planned", "planned", lambda one: one.plan.date if one.plan else None),
    _Column(
        "planned_for",
        "#status+planned",
        lambda one, _: one.plan.purpose.value if one.plan else None,
    ),
    _Column(
        "troops",
        "#capacity+troops+num",
        lambda one, _: one.troops.number if one.troops else None,
    ),
    _Column(
        "troops_qualifier",
        "#capacity+troops+qualifier",
        lambda one, _: one.troops.qualifier if one.troops else None,
    ),
    _Column(
        "troops_as_of",
        "#x_edtf+troops",
        lambda one, _: str(one.strength.date) if one.strength else None,
    ),
    _Column(
        "troops_inferred",
        "#meta+troops+inferred",
        lambda one, _: _truth(one.strength.troops.claims[0].inferred) if one.strength else None,
    ),
    _Column(
        "contingents",
        "#country+contingents+code+v_iso3+list",
        lambda one, _: _join(one.base.contingents.value) if one.base.contingents else None,
    ),
    _Column("contested", "#meta+contested", lambda one, _: _truth(one.contested)),
    _Column(
        "sources",
        "#meta+source+list",
        lambda one, situation: _join(sources_of(known_base(one.base, situation.as_of))),
    ),
)
