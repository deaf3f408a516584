"""The dialog that asks for a format and a file, and writes the export."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from minusma_tui.app.dialogs.dialog import OptionDialog, Options
from minusma_tui.app.widgets.text_box import TextBox
from minusma_tui.export.formats import FORMATS, Format, NothingToExportError
from minusma_tui.files.atomic import NotWrittenError, write_atomically
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.reading.text import visible
from minusma_tui.situation.situation import Situation


class ExportDialog(OptionDialog[Path | None]):
    """Returns the path that was written, or None; after an error it stays open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", msg("Stay")),
    ]
    DEFAULT_CSS = """
    ExportDialog {
        #export { max-width: 78; height: auto; padding: 0 1; }
        Options {
            height: auto;
            padding: 0;
            background: $surface;
            border: none;
            &:focus { border: none; }
        }
        Input { border: none; height: 1; padding: 0; margin: 1 0 0 0; &:focus { border: none; } }
        #export-problem { color: $text-warning; height: auto; }
    }
    """

    def __init__(self, situation: Situation, picture: Callable[[], str]) -> None:
        """`picture` returns the screen below as SVG."""
        super().__init__()
        self._situation = situation
        self._picture = picture
        self._refused: Path | None = None
        """The existing file that a second Enter replaces."""

    def compose(self) -> ComposeResult:
        with Vertical(id="export", classes="frame") as box:
            box.border_title = tr("Export to a file")
            box.border_subtitle = tr("↑ ↓ format · Tab file · Enter write · Esc cancel")
            yield Options(*(Content(f"{one.name:8} {tr(one.description)}") for one in FORMATS))
            # Visitors of a server must not write to its files; they download the export.
            yield TextBox(
                self._propose(FORMATS[0]),
                compact=True,
                select_on_focus=False,
                disabled=self.app.is_web,
            )
            yield Static(id="export-problem", markup=False)

    def _propose(self, form: Format) -> str:
        mission = self._situation.dataset.mission.id
        return f"{mission}-{self._situation.as_of}.{form.name}"

    @property
    def _form(self) -> Format:
        return FORMATS[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def follow(self) -> None:
        """Give the file the suffix of the format, unless the user typed one of no format."""
        box = self.query_one(Input)
        path = Path(box.value)
        if path.suffix.removeprefix(".") in {one.name for one in FORMATS}:
            box.value = str(path.with_suffix(f".{self._form.name}"))

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def write(self) -> None:
        """Write the file whole or not at all; replace an existing one only when asked twice."""
        # Unlike those of Path, these raise nothing for an unknown home or a very long name.
        path = Path(os.path.expanduser(self.query_one(Input).value))  # noqa: PTH111
        try:
            data = self._form.write(self._situation, lambda _: self._picture())
            written = data if isinstance(data, bytes) else data.encode()
            if self.app.is_web:
                self.app.deliver_binary(BytesIO(written), save_filename=path.name)
                self.dismiss(None)
                return
            write_atomically(path, written, force=path == self._refused)
        except (NothingToExportError, NotWrittenError) as error:
            said = str(error)
            if os.path.isfile(path) and path != self._refused:  # noqa: PTH113
                self._refused = path
                said = tr("{path} exists. Press Enter again to overwrite it.", path=path)
            self.query_one("#export-problem", Static).update(Content(visible(said, longest=300)))
        else:
            self.dismiss(path)
