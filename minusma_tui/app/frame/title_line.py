"""The first line: the mission, the as-of date, and how many sites the filter keeps."""

from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from minusma_tui.language.catalogue import say_number, tr, tr_count
from minusma_tui.model.wording import country_name, say_day
from minusma_tui.situation.situation import Situation


class TitleLine(Widget):
    """One line across the whole width; what does not fit is dropped from the right."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    situation: var[Situation | None] = var(None, init=False)

    def watch_situation(self) -> None:
        self.refresh()

    def render(self) -> Content:
        if self.situation is None:
            return Content()
        mission = self.situation.dataset.mission
        state = mission.host_state
        shown, total = len(self.situation.selection), self.situation.sites
        left = Content.assemble(
            (mission.name, "bold $text-primary"),
            (f"  {country_name(state)}" if state else "", "$foreground-muted"),
            (f"  {tr('as of')} ", "$foreground-muted"),
            (say_day(self.situation.as_of), "bold"),
        )
        right = Content.assemble(
            (
                tr_count(
                    "{shown} of {count} site",
                    "{shown} of {count} sites",
                    total,
                    shown=say_number(shown),
                )
                if self.situation.query
                else tr_count("{count} site", "{count} sites", total),
                "bold",
            )
        )
        gap = self.content_size.width - left.cell_length - right.cell_length
        return left + Content(" " * gap) + right if gap > 1 else left
