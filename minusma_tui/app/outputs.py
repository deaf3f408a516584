"""What someone takes along from the dashboard: a citation, a source, a picture, a file.

Dialogs and writers are imported late, for the first frame has no use for them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.reactive import var
from textual.widget import Widget

from minusma_tui.chronology.timeline import Entry
from minusma_tui.language.catalogue import tr
from minusma_tui.reading.files import LONGEST_NAME
from minusma_tui.reading.text import visible
from minusma_tui.situation.situation import Situation

if TYPE_CHECKING:
    from minusma_tui.export.citation import Quote


class Outputs(Widget):
    """Nothing to see: it opens the dialogs by which things leave the screen it stands in."""

    DEFAULT_CSS = "Outputs { display: none; }"

    situation: var[Situation | None] = var(None, init=False)
    picked: var[str | None] = var(None, init=False)
    """The id of the chosen base."""

    def __init__(self, chosen_entry: Callable[[], Entry | None]) -> None:
        """`chosen_entry` gives the entry of the timeline that counts, or None for the base."""
        super().__init__()
        self._chosen_entry = chosen_entry

    def cite(self) -> None:
        """Copy the chosen entry or base with its sources."""
        from minusma_tui.app.dialogs.cite import copy_quote  # noqa: PLC0415

        if quote := self._quote():
            copy_quote(self.app, quote)

    def open_source(self) -> None:
        """Open a source of the chosen entry or base."""
        from minusma_tui.app.dialogs.cite import open_source  # noqa: PLC0415

        if quote := self._quote():
            open_source(self.app, quote)

    def _quote(self) -> "Quote | None":
        from minusma_tui.export.citation import quote_base, quote_entry  # noqa: PLC0415

        if self.situation is None:
            return None
        entry = self._chosen_entry()
        if entry is not None:
            return quote_entry(self.situation.dataset, entry)
        standing = self.situation.standing_of(self.picked)
        return quote_base(self.situation, standing) if standing else None

    def list_sources(self) -> None:
        """List all sources of the dataset."""
        from minusma_tui.app.dialogs.sources import Sources  # noqa: PLC0415

        if self.situation is not None:
            self.app.push_screen(Sources(self.situation.dataset))

    def export(self) -> None:
        """Ask for a format and a file, and write what is on the screen."""
        from minusma_tui.app.dialogs.export import ExportDialog  # noqa: PLC0415
        from minusma_tui.app.svg import draw_screen  # noqa: PLC0415

        def tell(path: Path | None) -> None:
            if path is not None:
                written = visible(str(path.absolute()), longest=LONGEST_NAME)
                self.notify(written, title=tr("Written"), markup=False)

        if self.situation is not None:
            # Drawn now: soon the dialog lies over it.
            picture = draw_screen(self.screen, self.situation)
            self.app.push_screen(ExportDialog(self.situation, lambda: picture), tell)
