"""Which forms does a report have, and which an export?"""

from collections.abc import Callable

from minusma_tui.export.data.csv import write_csv
from minusma_tui.export.data.dataset import NothingToExportError, write_dataset
from minusma_tui.export.data.geojson import write_geojson
from minusma_tui.export.data.sqlite import write_sqlite
from minusma_tui.export.page.html import write_html
from minusma_tui.export.reports.json import write_json
from minusma_tui.export.reports.markdown import write_markdown
from minusma_tui.export.reports.text import write_text
from minusma_tui.situation.situation import Situation

__all__ = ["REPORTS", "WRITERS", "NothingToExportError"]

REPORTS: dict[str, Callable[[Situation], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "json": write_json,
}
"""By the name of the format; each ends with a newline."""

WRITERS: dict[str, Callable[[Situation], str | bytes]] = {
    "csv": write_csv,
    "geojson": write_geojson,
    "json": write_dataset,
    "sqlite": write_sqlite,
    "html": write_html,
}
"""Of an export, by the name of the format; bytes are no text. Of `svg` it is the app that draws."""
