"""A situation as JSON for scripts; the keys, types and enumerations are a contract."""

import json
from datetime import date
from typing import Any

from minusma_tui.chronology.known import known_base
from minusma_tui.chronology.standing import Standing
from minusma_tui.model.walk import sources_of
from minusma_tui.situation.figures import state
from minusma_tui.situation.situation import Situation

_PERSONNEL = (
    "departed",
    "qualifier",
    "scope",
    "inferred",
    "how",
    "total",
    "total_qualifier",
    "total_sources",
    "percent",
    "reported_on",
    "sources",
)


def write_json(situation: Situation) -> str:
    """One object; facts that are absent are null, dates are EDTF."""
    return json.dumps(_situation(situation), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _situation(situation: Situation) -> dict[str, Any]:
    mission = situation.dataset.mission
    chosen = situation.selected_bases
    pace, deadline = situation.pace, situation.dataset.deadline
    return {
        "mission": {
            "id": mission.id,
            "name": mission.name,
            "deadline": deadline.isoformat() if deadline else None,
        },
        "as_of": situation.as_of.isoformat(),
        "days_left": situation.days_left,
        "completed": str(situation.completed.value) if situation.completed else None,
        "personnel": _personnel(situation),
        "bases": {
            "closed": situation.bases.closed,
            "total": situation.bases.total,
            "percent": situation.bases.percent,
        },
        "pace": {
            "actual_per_day": _rounded(pace.actual_per_day),
            "measured_from": str(pace.kept.before.date) if pace.kept else None,
            "measured_to": str(pace.kept.after.date) if pace.kept else None,
            "required_per_day": _rounded(pace.required_per_day),
            "projected_end": pace.projected_end.isoformat() if pace.projected_end else None,
            "on_time": pace.on_time,
        },
        "selection": {
            "query": situation.query.text,
            "closed": chosen.closed,
            "total": chosen.total,
            "troops_departed": chosen.troops_departed,
            "troops": chosen.troops,
            "troops_as_of": [str(when) for when in situation.levels],
        },
        "items": [
            item(standing, situation.as_of) | {"holders": _holders(standing, situation.as_of)}
            for standing in situation.selection
        ],
    }


def _personnel(situation: Situation) -> dict[str, Any]:
    statement = state(situation.dataset, situation.figure) if situation.figure else None
    if statement is None:
        return dict.fromkeys(_PERSONNEL) | {"total_sources": [], "sources": []}
    figure, total = statement.figure, statement.total
    claim = figure.departed.claims[0]
    values = (
        statement.amount.number,
        statement.amount.qualifier,
        figure.scope,
        claim.inferred,
        claim.note.say() if claim.inferred and claim.note else None,
        total.amount.number if total else None,
        total.amount.qualifier if total else None,
        list(total.sources) if total else [],
        statement.percent,
        str(figure.date),
        list(figure.departed.sources),
    )
    return dict(zip(_PERSONNEL, values, strict=True))


def item(standing: Standing, as_of: date) -> dict[str, Any]:
    """One base, as the report's `items` have it; its sources are those of what is known by then."""
    base = standing.base
    position = base.position.value if base.position else None
    return {
        "id": base.id,
        "name": base.name.say(),
        "kind": base.kind.value,
        "counted": base.counted,
        "region": base.region.value.say() if base.region else None,
        "iso_3166_2": base.iso_3166_2.value if base.iso_3166_2 else None,
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
        "status": standing.status,
        "departed": str(standing.departed) if standing.departed else None,
        "handed_over": str(standing.handed_over) if standing.handed_over else None,
        "handover": standing.handover_kind,
        **_troops(standing),
        "contingents": list(base.contingents.value) if base.contingents else [],
        "contested": standing.contested,
        "sources": sources_of(known_base(base, as_of)),
    }


def _holders(standing: Standing, as_of: date) -> list[dict[str, Any]]:
    """Who held the site after the peacekeepers, as far as it is known by the day."""
    return [
        {
            "by": holder.by.say(),
            "since": str(holder.since.value),
            "inferred": holder.since.claims[0].inferred,
            "sources": list(holder.sources),
        }
        for holder in known_base(standing.base, as_of).holders
    ]


def _troops(standing: Standing) -> dict[str, Any]:
    """The level with its date: it says nothing of who is there on the as-of date."""
    strength = standing.strength
    return {
        "troops": strength.troops.value.number if strength else None,
        "troops_qualifier": strength.troops.value.qualifier if strength else None,
        "troops_as_of": str(strength.date) if strength else None,
        "troops_inferred": strength.troops.claims[0].inferred if strength else None,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
