"""Textual's command palette where it can end the program, or speaks no language but its own."""

from contextlib import suppress

from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from minusma_tui.language.catalogue import tr


class TranslatedPalette(CommandPalette):
    """Takes keys before it has drawn its list, and says in our words that nothing was found."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for a line where none is drawn yet
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's but for what it says where nothing is found."""
        self._stop_no_matches_countdown()

        def say() -> None:
            if search_value:
                option = Option(tr("No matches found"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)
