"""What is wrong with a dataset that cannot be read, line by line as `check` prints it?"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from minusma_tui.app.key_bar import KeyBar
from minusma_tui.reading.problems import Problem

MOST_SHOWN = 200


class Problems(Screen[None]):
    """A list to read while the file is open in an editor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape", "leave", "Quit", key_display="q")]
    DEFAULT_CSS = """
    Problems {
        #problems { border: round $error; border-title-color: $text-error; padding: 0 1; }
        #problems-advice { margin: 1 0 0 0; color: $text-muted; }
    }
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def action_leave(self) -> None:
        """As a program ends that could not do what it was asked for."""
        self.app.exit(return_code=1)

    def compose(self) -> ComposeResult:
        count = len(self._problems)
        shown = self._problems[:MOST_SHOWN]
        with VerticalScroll(id="problems") as scroll:
            scroll.border_title = f"{count} problem{'s' * (count != 1)} in the dataset"
            yield Static(
                Content("\n").join(
                    Content.assemble(
                        (f"{problem.file}:{problem.line}:{problem.column}:", "bold"),
                        f" {problem.message}",
                    )
                    for problem in shown
                ),
                markup=False,
            )
            rest = f"And {count - len(shown)} more. " if count > len(shown) else ""
            advice = "Mend the file, then open it again; minusma-tui check prints this list too."
            yield Static(rest + advice, id="problems-advice", markup=False)
        yield KeyBar()
