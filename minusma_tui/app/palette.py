"""Textual's palette in the language that is spoken, but for what can end the program."""

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette
from textual.events import Click
from textual.widgets import Input, LoadingIndicator
from textual.widgets.option_list import Option

from minusma_tui.app.once import Once
from minusma_tui.language import tr


class Commands(CommandList):
    """Not clicked where the line that one sees is gone by now, for the search went on."""

    async def _on_click(self, event: Click) -> None:
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette, Once[None]):
    """Leaves once, and takes keys before it has drawn its list."""

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield Commands() if type(widget) is CommandList else widget

    def on_mount(self) -> None:
        """Keep still while nobody types."""
        # Textual (8.2.8) draws this 16 times a second as long as the palette is open, though it
        # shows only during a search that takes half a second.
        self.query_one(LoadingIndicator).auto_refresh = None
        self.query_one(Input).cursor_blink = False  # as in every TextBox

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for a line where none is drawn yet
            super()._action_command_list(action)

    @on(Input.Changed)
    def search_while_open(self, event: Input.Changed) -> None:
        """What was typed just before it left is not looked for, in a list that is gone."""
        if self not in self.app.screen_stack:
            event.prevent_default()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's but for what it says where nothing is found."""
        self._stop_no_matches_countdown()

        def say() -> None:
            if search_value:
                option = Option(tr("No matches found"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)
