"""The smallest Textual app that imports what reads our datasets: pydantic and tomli."""

import pydantic  # noqa: F401
import tomli  # noqa: F401
from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Smallest(App[None]):
    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("ready")
        yield Footer()


if __name__ == "__main__":
    Smallest().run()
