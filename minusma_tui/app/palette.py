"""The command palette and the one of themes: Textual's own, but for what can end the program."""

from contextlib import suppress

from textual.command import CommandPalette

from minusma_tui.app.once import Once


class Palette(CommandPalette, Once[None]):
    """Leaves once, and takes keys before it has drawn its list."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for a line where none is drawn yet
            super()._action_command_list(action)
