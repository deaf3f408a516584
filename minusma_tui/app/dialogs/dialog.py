"""Bases of the screens over another one: dismissed once, in a box, with a list to choose from."""

from contextlib import suppress
from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import OptionList


class Overlay(Screen[ScreenResultType]):
    """A screen that is dismissed at most once: a second key or click at once is ignored.

    Textual would then take away the screen below, or end with an error where that is the last.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ModalScreen[ScreenResultType], Overlay[ScreenResultType]):
    """A box in the middle of the screen below; its looks are those of its first base."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    """


class Options(OptionList):
    """A list of options that takes keys at any time.

    It has no pages while there is no room to draw it; Textual would end with a KeyError.
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
