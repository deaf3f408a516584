"""A Textual app that echoes what is typed and does nothing with it."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class BareInput(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="ready")


if __name__ == "__main__":
    BareInput().run()
