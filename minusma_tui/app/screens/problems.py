"""What is wrong with a dataset that cannot be read, line by line as `check` prints it?"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from minusma_tui.app.dialogs.dialog import Overlay
from minusma_tui.app.frame.key_bar import KeyBar
from minusma_tui.app.messages import Failed
from minusma_tui.app.platform.file_watch import Versions, Watcher
from minusma_tui.language.catalogue import msg, say_number, tr, tr_count
from minusma_tui.reading.problems import DatasetError, Problem
from minusma_tui.situation.world import World

MAX_SHOWN = 200
_ALSO = msg("minusma-tui check prints this list too.")


class ProblemList(VerticalScroll):
    """The problems, and what to do about them."""

    DEFAULT_CSS = """
    ProblemList {
        border: round $error;
        border-title-color: $text-error;
        padding: 0 1;
        #problems-advice { margin: 1 0 0 0; color: $text-muted; }
    }
    """

    problems: var[Sequence[Problem]] = var((), init=False)

    def __init__(self, problems: Sequence[Problem], advice: str) -> None:
        super().__init__(id="problems")
        self.set_reactive(ProblemList.problems, problems)
        self._advice = advice

    def compose(self) -> ComposeResult:
        yield Static(id="problems-text", markup=False)
        yield Static(id="problems-advice", markup=False)

    def on_mount(self) -> None:
        self.watch_problems()

    def watch_problems(self) -> None:
        count = len(self.problems)
        shown = self.problems[:MAX_SHOWN]
        self.border_title = tr_count(
            "{count} problem in the dataset", "{count} problems in the dataset", count
        )
        lines = Content("\n").join(
            Content.assemble(
                (f"{problem.place}:", "bold"),
                f" {problem.message}",
            )
            for problem in shown
        )
        rest = (
            f"{tr('And {count} more.', count=say_number(count - len(shown)))} "
            if count > len(shown)
            else ""
        )
        self.query_one("#problems-text", Static).update(lines)
        self.query_one("#problems-advice", Static).update(
            Content(f"{rest}{self._advice} {tr(_ALSO)}")
        )


class Problems(Screen[None]):
    """To read while the file is open in an editor; the dashboard opens once the file is good."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", msg("Quit"), key_display="q")
    ]

    def __init__(
        self,
        problems: Sequence[Problem],
        follow: Versions | None = None,
        make: Callable[[World], Screen[None]] | None = None,
    ) -> None:
        """With `follow` the list is always that of the file; `make` opens what it was asked for."""
        super().__init__()
        self._problems = problems
        self._follow = follow
        self._make = make

    def action_leave(self) -> None:
        """As a program ends that could not do what it was asked for."""
        self.app.exit(return_code=1)

    def compose(self) -> ComposeResult:
        if self._follow is None:
            yield ProblemList(self._problems, tr("Mend the file, then open it again;"))
        else:
            yield ProblemList(self._problems, tr("Mend the file and the dashboard opens;"))
            yield Watcher(self._follow)
        yield KeyBar()

    @on(Watcher.Changed)
    def adopt_version(self, message: Watcher.Changed) -> None:
        """List what is wrong now, or go on to the dashboard.

        This screen stays below: while the last one is taken away, Textual has none to draw on.
        """
        version = message.version
        if isinstance(version, DatasetError):
            self.query_one(ProblemList).problems = version.problems
        elif self._make is not None:
            self.query_one(Watcher).remove()
            try:
                self.app.push_screen(self._make(version))
            except Exception as error:  # what the dataset alone could not tell, such as a filter
                self.post_message(Failed(error))


class NewProblems(Overlay[None]):
    """Over a dashboard that still shows the last good version; goes when there is a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark,enter", "dismiss", msg("Back"), key_display="Esc")
    ]

    def __init__(self, below: Screen[None], problems: Sequence[Problem]) -> None:
        """`below` is the dashboard, with these problems by now."""
        super().__init__()
        self._below = below
        self._problems = problems

    def on_mount(self) -> None:
        self.watch(self._below, "problems", self.show)

    def compose(self) -> ComposeResult:
        yield ProblemList(self._problems, tr("Mend the file and this list goes;"))
        yield KeyBar()

    def show(self, problems: Sequence[Problem]) -> None:
        """Those of the file as it is now; leave when there are none."""
        self._problems = problems
        if problems:
            self.query_one(ProblemList).problems = problems
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Leave without problems: the file may become good while another screen lies over this."""
        if not self._problems and self.is_active:
            self.dismiss()
