"""Moves the as-of date: by an event, a day or a month, to a day that is asked for, or by itself."""

from collections.abc import Callable
from datetime import date, timedelta

from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget

from minusma_tui.chronology.stops import add_months, step
from minusma_tui.situation.situation import Situation

PLAY_SECONDS = 0.8
"""Between two events of the drawdown that is played."""


class TimeControls(Widget):
    """Nothing to see: it tells the screen it stands in which day to go to."""

    DEFAULT_CSS = "TimeControls { display: none; }"

    situation: var[Situation | None] = var(None, init=False)
    _playing: Timer | None = None

    def __init__(self, go: Callable[[date], None]) -> None:
        """`go` moves the screen to a day, or to the nearest that the dataset has."""
        super().__init__()
        self._go = go

    def step_events(self, events: int) -> None:
        """Go so many events further, or back where there are less than none."""
        if self.situation is not None:
            self._go(step(self.situation.world.stops, self.situation.as_of, events))

    def step_days(self, days: int) -> None:
        """Go so many days further or back."""
        if self.situation is not None:
            self._go(self.situation.as_of + timedelta(days=days))

    def step_months(self, months: int) -> None:
        """Go so many months further or back."""
        if self.situation is not None:
            self._go(add_months(self.situation.as_of, months))

    def go_home(self) -> None:
        """Go to the dataset's own date."""
        if self.situation is not None:
            self._go(self.situation.dataset.as_of)

    def ask(self) -> None:
        """Ask for a day and go to it."""
        from minusma_tui.app.dialogs.go_to_date import GoToDate  # noqa: PLC0415  # not for the first frame

        def answer(day: date | None) -> None:
            if day is not None:
                self._go(day)

        if self.situation is not None:
            self.app.push_screen(GoToDate(self.situation.as_of), answer)

    def play(self) -> None:
        """Play on, from the first event if there is none ahead; or stop."""
        if self._playing is not None:
            self._stop()
        elif self.situation is not None:
            if self._is_over():
                self._go(self.situation.world.stops[0])
            self._playing = self.set_interval(PLAY_SECONDS, self.play_on)

    def play_on(self) -> None:
        """Go one event further; at the last one it ends."""
        self.step_events(1)
        if self._is_over():
            self._stop()

    def _is_over(self) -> bool:
        situation = self.situation
        return situation is not None and situation.as_of >= situation.world.stops[-1]

    def _stop(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None
