"""One line over the dashboard while its file is broken."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from minusma_tui.language.catalogue import colon, tr, tr_count
from minusma_tui.reading.problems import Problem


class ProblemBanner(Widget):
    """Says that what is shown is not what the file says now; a click lists why."""

    DEFAULT_CSS = """
    ProblemBanner {
        display: none;
        height: 1;
        padding: 0 1;
        background: $error-muted;
        color: $text-error;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    problems: var[Sequence[Problem]] = var((), init=False)

    def watch_problems(self) -> None:
        self.display = bool(self.problems)
        self.refresh()

    def render(self) -> Content:
        count = len(self.problems)
        found = tr_count("{count} problem in the file", "{count} problems in the file", count)
        return Content.assemble(
            (found, "bold"),
            f"{colon()}{tr('this is its last good version.')} ",
            ("!", "bold"),
            f" {tr_count('lists it.', 'lists them.', count)}",
        )

    async def on_click(self) -> None:
        await self.run_action("screen.problems")
