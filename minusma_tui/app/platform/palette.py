"""Textual's command palette without an error that ends the app, and with a translated text."""

from contextlib import suppress

from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from minusma_tui.language.catalogue import tr


class TranslatedPalette(CommandPalette):
    """A palette that takes keys before its list is drawn, and translates "No matches found"."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for a line where none is drawn yet
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Do the same as Textual, with a translated text."""
        self._stop_no_matches_countdown()

        def say() -> None:
            if search_value:
                option = Option(tr("No matches found"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)
