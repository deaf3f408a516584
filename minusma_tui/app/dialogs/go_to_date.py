"""The dialog that asks for a day to go to."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from minusma_tui.app.dialogs.dialog import Dialog
from minusma_tui.app.widgets.text_box import TextBox
from minusma_tui.chronology.stops import read_day
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.model.wording import say_day


class GoToDate(Dialog[date | None]):
    """Returns the day, or None; it stays open if the date cannot be read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", msg("Stay"))]
    DEFAULT_CSS = """
    GoToDate {
        #date { max-width: 60; height: auto; padding: 0 1; }
        #date Input { border: none; height: 1; padding: 0; &:focus { border: none; } }
        #date-problem { color: $text-warning; height: auto; }
    }
    """

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        today = self._today
        with Vertical(id="date", classes="frame") as box:
            box.border_title = tr("Go to a date")
            box.border_subtitle = tr("Enter go · Esc cancel")
            yield TextBox(
                placeholder=tr(
                    "{day}, {month} or {spoken}",
                    day=today,
                    month=f"{today:%Y-%m}",
                    spoken=say_day(today).lower(),
                ),
                compact=True,
            )
            yield Static(id="date-problem", markup=False)

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        try:
            day = read_day(event.value, self._today)
        except ValueError as error:
            self.query_one("#date-problem", Static).update(Content(str(error)))
        else:
            self.dismiss(day)
