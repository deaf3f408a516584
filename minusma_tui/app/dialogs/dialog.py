"""How does a screen over another one leave? Dialog, however often it is asked."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Dialog(Screen[ScreenResultType]):
    """Of two clicks or keys at once the first takes it away, and the second is still its own.

    Textual would then take away the screen below, or end with an error where that is the last.
    Stands behind the other base of a class, from which that has its looks.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
