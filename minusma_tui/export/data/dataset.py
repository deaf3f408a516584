"""The dataset itself as JSON, with the keys of the format: what `check` finds sound in TOML."""

import json
from dataclasses import replace

from pydantic import TypeAdapter

from minusma_tui.export.extract import narrow
from minusma_tui.export.formats import NothingToExportError
from minusma_tui.language.catalogue import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Claim, Fact
from minusma_tui.model.values import Text
from minusma_tui.situation.situation import Situation


def write_dataset(situation: Situation) -> str:
    """One object that the schema of a dataset describes; every fact is a list of its claims.

    The as-of date is the day that it opens at, and cuts nothing off; for the world as of a day
    there is the report. A filter leaves an extract that passes every check, so that its count of
    bases is its own and says so. Raises NothingToExportError where it keeps no base.
    """
    extract = narrow(situation)
    if not extract.bases:
        raise NothingToExportError(tr("no base matches {query}", query=situation.query.text))
    mission = replace(extract.mission, as_of=parse_period(situation.as_of.isoformat()))
    counted = sum(base.counted for base in extract.bases.values())
    if counted != mission.counted_bases.value:
        count = _own_count(mission.counted_bases, counted, situation.query.text)
        mission = replace(mission, counted_bases=count)
    dataset = replace(
        situation.dataset,
        mission=mission,
        bases=extract.bases,
        events=extract.events,
        sources=extract.sources,
    )
    document = TypeAdapter(Dataset).dump_python(
        dataset, mode="json", exclude_none=True, exclude_defaults=True
    )
    for table in ("bases", "sources"):
        for record in document[table].values():
            del record["id"]  # the name of its table already
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _own_count(count: Fact[int], number: int, query: str) -> Fact[int]:
    """The number of bases in an extract, before the claims of how many the mission counts."""
    reason = tr("The counted bases of this extract, made with the filter {query}", query=query)
    own = Claim(value=number, sources=count.sources, inferred=True, reason=Text(reason))
    rivals = tuple(
        replace(claim, reason=None, note=claim.note or claim.reason)
        for claim in count.claims
        if claim.value != number
    )
    return Fact((own, *rivals))
