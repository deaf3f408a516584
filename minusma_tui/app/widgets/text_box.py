"""A line to type into."""

from textual.events import Key
from textual.reactive import Reactive, reactive
from textual.widgets import Input

LONGEST = 1_000
"""Characters that are typed or pasted; more is no filter, no day and no name of a file."""


class TextBox(Input):
    """Textual's, but that its keys act in the order in which they come, however fast they do.

    Textual's takes a letter at once, and lets Backspace go up to the app and come back as an
    action. Where a slow line brings both in one read, the letter comes first.
    """

    cursor_blink: Reactive[bool] = reactive(False, init=False)
    """Off: a cursor that blinks sends 400 bytes a second for as long as a box is left open."""

    async def on_key(self, event: Key) -> None:
        if event.is_printable:
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self and active.enabled:
            event.stop()
            await self.run_action(active.binding.action)

    def replace(self, text: str, start: int, end: int) -> None:
        """As Textual's, but of what is too long as much goes in as there is room for."""
        room = LONGEST - len(self.value) + abs(end - start)
        super().replace(text[: max(room, 0)], start, end)
