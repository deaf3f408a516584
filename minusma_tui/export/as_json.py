"""A situation as JSON for scripts; the keys, types and enumerations are a contract."""

import json
from typing import Any

from minusma_tui.model.records import sources_of
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing


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
        "personnel": _personnel(situation),
        "bases": {
            "closed": situation.bases.closed,
            "total": situation.bases.total,
            "percent": situation.bases.percent,
        },
        "pace": {
            "actual_per_day": _rounded(pace.actual_per_day),
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
        },
        "items": [item(standing) for standing in situation.selection],
    }


def _personnel(situation: Situation) -> dict[str, Any]:
    figure, total = situation.figure, situation.personnel_total
    return {
        "departed": figure.departed.value.number if figure else None,
        "qualifier": figure.departed.value.qualifier if figure else None,
        "scope": figure.scope if figure else None,
        "total": total.number if total else None,
        "percent": situation.personnel_percent,
        "reported_on": str(figure.date) if figure else None,
        "sources": list(figure.departed.sources) if figure else [],
    }


def item(standing: Standing) -> dict[str, Any]:
    """One base, as the report's `items` have it."""
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
        "troops": standing.troops.number if standing.troops else None,
        "contingents": list(base.contingents.value) if base.contingents else [],
        "contested": standing.contested,
        "sources": sources_of(base),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
