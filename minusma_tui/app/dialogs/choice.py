"""A short list to choose from, in a box."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from minusma_tui.app.dialogs.dialog import Dialog
from minusma_tui.app.dialogs.options import Options
from minusma_tui.language.catalogue import msg


class Choice(ModalScreen[int | None], Dialog[int | None]):
    """Gives the index of the chosen line back, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", msg("Stay")),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Choice {
        align: center middle;
        Options { height: auto; max-width: 76; max-height: 80%; }
    }
    """

    def __init__(self, title: str, lines: Sequence[Content], does: str) -> None:
        """`does` is what Enter does, such as "copies"."""
        super().__init__()
        self._title = title
        self._lines = lines
        self._does = does

    def compose(self) -> ComposeResult:
        options = Options(*self._lines, classes="frame")
        options.border_title = Content(self._title)
        options.border_subtitle = Content(self._does)
        yield options

    def action_move(self, lines: int) -> None:
        options = self.query_one(OptionList)
        options.action_cursor_down() if lines > 0 else options.action_cursor_up()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
