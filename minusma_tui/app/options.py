"""A list of options that takes keys at any time."""

from contextlib import suppress

from textual.widgets import OptionList


class Options(OptionList):
    """A frame with a title and keys, in the middle of a screen that asks something.

    Has no pages while there is no room to draw it; Textual would end on a KeyError.
    """

    DEFAULT_CSS = """
    Options {
        width: 100%;
        min-width: 10;
        height: auto;
        padding: 0 1;
        background: $surface;
        border: round $primary;
        border-title-color: $text-primary;
        border-subtitle-color: $text-muted;
        &:focus { border: round $primary; }
    }
    """

    def action_page_up(self) -> None:
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
