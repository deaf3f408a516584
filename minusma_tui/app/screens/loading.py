"""The screen while a large dataset is read: the progress, and a key to quit."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Middle
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from minusma_tui.app.frame.key_bar import KeyBar
from minusma_tui.app.messages import Failed
from minusma_tui.app.widgets.styles import to_content
from minusma_tui.drawing.lines import bar
from minusma_tui.language.catalogue import msg, say_number, tr
from minusma_tui.reading.text import visible

Progress = Callable[[int, int], None]
MakeScreen = Callable[[], Screen[None]]

BAR_WIDTH = 40


class LeftError(Exception):
    """The user has quit while the dataset was read."""


class Loading(Screen[None]):
    """A screen that reads the dataset in a thread, so that keys still work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "app.quit", msg("Quit"), key_display="q")
    ]
    DEFAULT_CSS = """
    Loading {
        Middle { align-horizontal: center; }
        #loading { width: auto; }
    }
    """

    @dataclass
    class Told(Message):
        """`done` bases of `total` have been read."""

        done: int
        total: int

    @dataclass
    class Loaded(Message):
        """The dataset has been read."""

        make: MakeScreen

    def __init__(self, name: str, load: Callable[[Progress], MakeScreen]) -> None:
        """`load` is called in a thread, with a function that it calls with its progress."""
        super().__init__()
        self._file = name
        self._load = load

    def compose(self) -> ComposeResult:
        with Middle():
            yield Static(id="loading", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.show(self.Told(0, 0))
        self.call_after_refresh(self.read)

    @work(thread=True)
    def read(self) -> None:
        """Read the dataset until done, or until the user quits."""
        # What is read stays in use; looking for garbage in it would take most of the time.
        gc.disable()
        worker = get_current_worker()
        told = -1

        def progress(done: int, total: int) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise LeftError
            if done * BAR_WIDTH // total != told:
                told = done * BAR_WIDTH // total
                self.post_message(self.Told(done, total))

        try:
            self.post_message(self.Loaded(self._load(progress)))
        except LeftError:
            pass
        except BaseException as error:  # it would be lost in the thread
            self.post_message(Failed(error))

    @on(Told)
    def show(self, told: Told) -> None:
        """Show how much has been read."""
        done, total = told.done, told.total
        if total and done == total:
            said = tr(
                "All {total} bases are read; now they are checked against each other.",
                total=say_number(total),
            )
        else:
            said = tr("The filter opens when all are read.")
            if total:
                count = tr(
                    "{done} of {total} bases.", done=say_number(done), total=say_number(total)
                )
                said = f"{count} {said}"
        parts = [
            Content(tr("Reading {file}", file=visible(self._file))),
            to_content([bar(done, total, BAR_WIDTH)]),
        ]
        self.query_one("#loading", Static).update(Content("\n\n").join([*parts, Content(said)]))

    @on(Loaded)
    def go_on(self, loaded: Loaded) -> None:
        """Go on to the screen that shows the dataset.

        This one stays below it: while the last screen is removed, Textual has none to draw on.
        """
        gc.freeze()
        gc.enable()
        self.app.push_screen(loaded.make())
