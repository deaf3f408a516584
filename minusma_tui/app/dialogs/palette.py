"""The command palette: it leaves once, whatever is clicked or typed as it goes."""

from textual import on
from textual.app import ComposeResult
from textual.command import CommandList
from textual.events import Click
from textual.widgets import Input, LoadingIndicator

from minusma_tui.app.dialogs.dialog import Overlay
from minusma_tui.app.platform.palette import TranslatedPalette


class Commands(CommandList):
    """Ignores a click on a line that a newer search has removed."""

    def on_click(self, event: Click) -> None:
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()


class Palette(TranslatedPalette, Overlay[None]):
    """Textual's palette, but that it is dismissed at most once."""

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield Commands() if type(widget) is CommandList else widget

    def on_mount(self) -> None:
        """Keep still while nobody types."""
        # Textual (8.2.8) draws this 16 times a second as long as the palette is open, though it
        # shows only during a search that takes half a second.
        self.query_one(LoadingIndicator).auto_refresh = None
        self.query_one(Input).cursor_blink = False  # as in every TextBox

    @on(Input.Changed)
    def search_while_open(self, event: Input.Changed) -> None:
        """What was typed just before it left is not looked for, in a list that is gone."""
        if self not in self.app.screen_stack:
            event.prevent_default()
