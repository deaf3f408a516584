"""The dataset itself as JSON, with the keys of the format: what `check` finds sound in TOML."""

import json

from minusma_tui.export.extract import extract
from minusma_tui.reading.load import adapter
from minusma_tui.situation import Situation


def write_dataset(situation: Situation) -> str:
    """One object that the schema of a dataset describes; every fact is a list of its claims.

    The as-of date is the day that it opens at, and cuts nothing off; for the world as of a day
    there is the report. Raises NothingToExportError where the filter keeps no base.
    """
    document = adapter().dump_python(
        extract(situation), mode="json", exclude_none=True, exclude_defaults=True
    )
    for table in ("bases", "sources"):
        for record in document[table].values():
            del record["id"]  # the name of its table already
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
