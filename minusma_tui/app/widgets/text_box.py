"""The text box of the filter and the dialogs."""

from textual.events import Key
from textual.reactive import Reactive, reactive
from textual.widgets import Input

LONGEST = 1_000
"""The most characters that it takes: no filter, date or file name is longer."""


class TextBox(Input):
    """Textual's Input, but its keys act in the order in which they arrive, however fast.

    Textual's takes a letter at once, and lets Backspace go up to the app and come back as an
    action. If a slow line brings Backspace and a letter in one read, the letter comes first.
    """

    cursor_blink: Reactive[bool] = reactive(False, init=False)
    """Off: a blinking cursor sends 400 bytes a second for as long as a box is open."""

    async def on_key(self, event: Key) -> None:
        if event.is_printable:
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self and active.enabled:
            event.stop()
            await self.run_action(active.binding.action)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace like Textual, but cut a text that is too long to the room that is left."""
        room = LONGEST - len(self.value) + abs(end - start)
        super().replace(text[: max(room, 0)], start, end)
