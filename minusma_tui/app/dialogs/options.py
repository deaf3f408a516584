"""A list of options that takes keys at any time."""

from contextlib import suppress

from textual.widgets import OptionList


class Options(OptionList):
    """Has no pages while there is no room to draw it; Textual would end on a KeyError."""

    def action_page_up(self) -> None:
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
