"""The dialog for the columns of the list of bases, which follows each choice."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from minusma_tui.app.dialogs.dialog import OptionDialog, Options
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.situation.columns import COLUMNS, Column


class ColumnDialog(OptionDialog[None]):
    """A list of columns to tick; at least one stays chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,C", "dismiss(None)", msg("Done")),
        Binding("space", "choose"),
    ]
    # At the right side, so that the list of bases stays visible.
    DEFAULT_CSS = """
    ColumnDialog {
        align: right middle;
        background: transparent;
        Options { height: auto; max-width: 36; max-height: 100%; }
    }
    """

    def __init__(
        self, chosen: Sequence[Column], choose: Callable[[Sequence[Column]], None]
    ) -> None:
        """`choose` is called after each choice, with the columns in the order of the table."""
        super().__init__()
        self._chosen = set(chosen)
        self._choose = choose

    def compose(self) -> ComposeResult:
        options = Options(*map(self._draw, COLUMNS), classes="frame")
        options.border_title = Content(tr("Columns of the list"))
        options.border_subtitle = Content(tr("Space show/hide · Esc done"))
        yield options

    def _draw(self, column: Column) -> Content:
        mark = "[x]" if column in self._chosen else "[ ]"
        return Content(f"{mark} {tr(column.name or column.title)}")

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Show or hide the column; the only shown one cannot be hidden."""
        index = self.options.highlighted or 0
        chosen = self._chosen ^ {COLUMNS[index]}
        if chosen:
            self._chosen = chosen
            self.options.replace_option_prompt_at_index(index, self._draw(COLUMNS[index]))
            self._choose([column for column in COLUMNS if column in chosen])
