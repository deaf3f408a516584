"""The dataset itself as JSON, with the keys of the TOML format, so that it passes `check`."""

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
    """Write one object that follows the JSON Schema of a dataset; every fact is a list of claims.

    The as-of date becomes the day at which the dataset opens and cuts nothing off; the report has
    the world as of a day. With a filter the extract passes every check too, so its count of bases
    is its own and says so. Raises NothingToExportError if the filter keeps no base.
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
            del record["id"]  # it is the name of its table already
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _own_count(count: Fact[int], number: int, query: str) -> Fact[int]:
    """The number of bases in an extract as the first claim, before those of the mission."""
    reason = tr("The counted bases of this extract, made with the filter {query}", query=query)
    own = Claim(value=number, sources=count.sources, inferred=True, reason=Text(reason))
    rivals = tuple(
        replace(claim, reason=None, note=claim.note or claim.reason)
        for claim in count.claims
        if claim.value != number
    )
    return Fact((own, *rivals))
