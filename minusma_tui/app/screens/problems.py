"""The screens that list what is wrong with a dataset, line by line as `check` prints it."""

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
    """A list to read while the file is open in an editor; a valid file opens the dashboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", msg("Quit"), key_display="q")
    ]

    def __init__(
        self,
        problems: Sequence[Problem],
        follow: Versions | None = None,
        make: Callable[[World], Screen[None]] | None = None,
    ) -> None:
        """With `follow` the list follows the file; `make` makes the screen for a valid one."""
        super().__init__()
        self._problems = problems
        self._follow = follow
        self._make = make

    def action_leave(self) -> None:
        """Exit with status 1: the program could not do what it was asked to."""
        self.app.exit(return_code=1)

    def compose(self) -> ComposeResult:
        if self._follow is None:
            yield ProblemList(self._problems, tr("Fix the file, then open it again;"))
        else:
            yield ProblemList(self._problems, tr("Fix the file and the dashboard opens;"))
            yield Watcher(self._follow)
        yield KeyBar()

    @on(Watcher.Changed)
    def adopt_version(self, message: Watcher.Changed) -> None:
        """List what is wrong now, or go on to the dashboard.

        This screen stays below it: while the last one is removed, Textual has none to draw on.
        """
        version = message.version
        if isinstance(version, DatasetError):
            self.query_one(ProblemList).problems = version.problems
        elif self._make is not None:
            self.query_one(Watcher).remove()
            try:
                self.app.push_screen(self._make(version))
            except Exception as error:  # such as that of a filter that does not fit the dataset
                self.post_message(Failed(error))


class NewProblems(Overlay[None]):
    """A list over a dashboard that shows the last good version; closes when the file is valid."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark,enter", "dismiss", msg("Back"), key_display="Esc")
    ]

    def __init__(self, below: Screen[None], problems: Sequence[Problem]) -> None:
        """`below` is the dashboard, which has these problems now."""
        super().__init__()
        self._below = below
        self._problems = problems

    def on_mount(self) -> None:
        self.watch(self._below, "problems", self.show)

    def compose(self) -> ComposeResult:
        yield ProblemList(self._problems, tr("Fix the file and this list closes;"))
        yield KeyBar()

    def show(self, problems: Sequence[Problem]) -> None:
        """List the problems of the file as it is now; close if there are none."""
        self._problems = problems
        if problems:
            self.query_one(ProblemList).problems = problems
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Close if no problems are left: the file may become valid behind another screen."""
        if not self._problems and self.is_active:
            self.dismiss()
