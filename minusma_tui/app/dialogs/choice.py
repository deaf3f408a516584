"""A dialog with a short list to choose from."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from minusma_tui.app.dialogs.dialog import OptionDialog, Options
from minusma_tui.language.catalogue import msg


class Choice(OptionDialog[int | None]):
    """Returns the index of the chosen line, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", msg("Stay")),
    ]
    DEFAULT_CSS = """
    Choice Options { height: auto; max-width: 76; max-height: 80%; }
    """

    def __init__(self, title: str, lines: Sequence[Content], does: str) -> None:
        """`does` says what the keys do, such as "Enter copies, Esc stays"."""
        super().__init__()
        self._title = title
        self._lines = lines
        self._does = does

    def compose(self) -> ComposeResult:
        options = Options(*self._lines, classes="frame")
        options.border_title = Content(self._title)
        options.border_subtitle = Content(self._does)
        yield options

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
