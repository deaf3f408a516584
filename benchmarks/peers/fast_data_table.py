"""textual-fastdatatable under an Input that filters it."""

import pyarrow as pa
import pyarrow.compute as pc
from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input
from textual_fastdatatable import ArrowBackend, DataTable

from benchmarks.peers.rows import TITLES, argument


class Filtered(App[None]):
    def compose(self) -> ComposeResult:
        rows = argument()
        self.all = pa.table(dict(zip(TITLES, map(list, zip(*rows, strict=True)), strict=True)))
        self.text = pa.array([" ".join(row).casefold() for row in rows])
        yield Input(placeholder="ready")
        yield DataTable(backend=ArrowBackend(self.all))

    @on(Input.Changed)
    async def filter(self, event: Input.Changed) -> None:
        """Replace the table with one of the matching rows."""
        kept = self.all.filter(pc.match_substring(self.text, event.value))
        await self.query_one(DataTable).remove()
        await self.mount(DataTable(backend=ArrowBackend(kept)))


if __name__ == "__main__":
    Filtered().run()
