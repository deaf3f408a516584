"""Reads the dataset anew whenever it was saved, while the screen goes on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

from textual import work
from textual.message import Message
from textual.widget import Widget

from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.watch import Tell
from minusma_tui.situation.world import World

Version = World | DatasetError
"""What the file says now, or what is wrong with it."""
Versions = Callable[[Event, Tell], Iterator[Version]]
"""Gives each new version of the dataset as it comes, until it is told to stop."""


class Watcher(Widget):
    """Nothing to see: it tells the screen it stands in of each version."""

    DEFAULT_CSS = "Watcher { display: none; }"

    @dataclass
    class Changed(Message):
        """The file says something else now."""

        version: Version

    def __init__(self, follow: Versions) -> None:
        super().__init__()
        self._follow = follow
        self._stop = Event()

    def on_mount(self) -> None:
        self.call_after_refresh(self.read_on)

    def on_unmount(self) -> None:
        self._stop.set()

    @work(thread=True)
    def read_on(self) -> None:
        """Read version after version."""
        for version in self._follow(self._stop, self._tell):
            self.post_message(self.Changed(version))

    def _tell(self, said: str) -> None:
        self.notify(said, severity="warning", markup=False)
