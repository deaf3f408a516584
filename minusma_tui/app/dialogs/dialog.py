"""Base classes of screens over another one: dismissed once, in a box, with a list."""

from contextlib import suppress
from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import OptionList


class Overlay(Screen[ScreenResultType]):
    """A screen that is dismissed at most once: a second key or click at once is ignored.

    Textual would dismiss the screen below as well, or end with an error if that is the last one.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ModalScreen[ScreenResultType], Overlay[ScreenResultType]):
    """A box in the middle of the screen below.

    ModalScreen comes first: Textual inherits CSS from the first base class only.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    """


class Options(OptionList):
    """A list of options that takes keys at any time.

    While there is no room to draw it, the page keys do nothing; Textual raises KeyError.
    """

    def action_page_up(self) -> None:
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]


class OptionDialog(Dialog[ScreenResultType]):
    """A dialog with one list of options, in which j and k go down and up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    @property
    def options(self) -> Options:
        """The list of options."""
        return self.query_one(Options)

    def action_move(self, lines: int) -> None:
        if lines > 0:
            self.options.action_cursor_down()
        else:
            self.options.action_cursor_up()
