"""What a terminal sends, as messages of Textual; nonsense in it is skipped."""

from collections.abc import Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.message import Message

MAX_UNREAD = 100_000
"""Characters that may come without meaning anything yet, such as those of a paste."""


class TerminalInput:
    """Textual's parser, which raises at a key or a place that cannot exist.

    Textual 8.2 calls `chr`, `int` and a division on whatever numbers the terminal sends. In its
    drivers for terminals and for browsers the thread that reads the input ends then: no key
    arrives any more, nor the order to quit.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._start()

    def _start(self) -> None:
        self._parser = XTermParser(self._debug)
        self._unread = 0

    def feed(self, text: str) -> Iterator[Message]:
        # One by one, so that nonsense takes nothing with it that came in the same moment.
        for character in text:
            self._unread += 1
            yield from self._sensible(self._parser.feed(character))
            if self._unread > MAX_UNREAD:  # Textual keeps a paste without an end for ever
                self._start()

    def tick(self) -> Iterator[Message]:
        """What is known only because nothing more came, such as that Escape was pressed."""
        yield from self._sensible(self._parser.tick())

    def _sensible(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in messages:
                self._unread = 0
                yield message
        except (ValueError, ArithmeticError):  # a key or a place that cannot be
            self._start()
