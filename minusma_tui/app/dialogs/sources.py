"""The list of all sources and what each is cited for."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from minusma_tui.app.dialogs.cite import copy_quote, open_source, show_source
from minusma_tui.app.dialogs.dialog import OptionDialog, Options
from minusma_tui.export.citation import Quote
from minusma_tui.export.source_index import Support, supports
from minusma_tui.language.catalogue import colon, msg, semicolon, tr, tr_count
from minusma_tui.model.dataset import Dataset


class Sources(OptionDialog[None]):
    """A list over the whole screen; each entry is a source and, below it, the facts it supports."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,r", "dismiss", msg("Close")),
        Binding("enter,o", "open_source", msg("Open")),
        Binding("y", "copy", msg("Copy")),
    ]
    DEFAULT_CSS = """
    Sources Options { height: 100%; }
    """

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self._supports = supports(dataset)

    def compose(self) -> ComposeResult:
        options = Options(*map(_say, self._supports), classes="frame")
        options.border_title = Content(
            tr_count("{count} source", "{count} sources", len(self._supports))
        )
        options.border_subtitle = Content(tr("o open · y copy · Esc close"))
        yield options

    @property
    def _chosen(self) -> Quote | None:
        index = self.options.highlighted
        return None if index is None else Quote("", (self._supports[index].source,))

    def action_open_source(self) -> None:
        if self._chosen:
            open_source(self.app, self._chosen)

    def action_copy(self) -> None:
        if self._chosen:
            copy_quote(self.app, self._chosen)


def _say(support: Support) -> Content:
    facts = semicolon().join(
        f"{about}{colon()}{', '.join(names)}" if names else about
        for about, names in support.facts.items()
    )
    return Content.assemble(show_source(support.source), "\n", facts, "\n")
