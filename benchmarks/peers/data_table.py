"""Textual's DataTable under an Input that filters it."""

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input

from benchmarks.peers.rows import TITLES, argument


class Filtered(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="ready")
        yield DataTable[str]()

    def on_mount(self) -> None:
        self.rows = [(row, " ".join(row).casefold()) for row in argument()]
        table = self.query_one(DataTable)
        table.add_columns(*TITLES)
        table.add_rows(row for row, _ in self.rows)

    @on(Input.Changed)
    def filter(self, event: Input.Changed) -> None:
        """Clear the table and add the matching rows: a DataTable cannot hide rows."""
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(row for row, text in self.rows if event.value in text)


if __name__ == "__main__":
    Filtered().run()
