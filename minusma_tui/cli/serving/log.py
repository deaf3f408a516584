"""The log of the server: one line for each fault, and a limit to the lines of a minute."""

import logging
import time
from collections.abc import Callable

from minusma_tui.cli.common import DONE, complain
from minusma_tui.language.catalogue import tr

LINES_A_MINUTE = 20
LONGEST_LINE = 200
"""In characters; the rest is cut off."""


class LineLog(logging.Handler):
    """Prints warnings and errors, each as one printable line on standard error, no traceback.

    Beyond `LINES_A_MINUTE` one more line says that others are not listed. `clock` is in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(logging.WARNING)
        self._clock = clock
        self._minute = 0
        self._lines = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record, unless the lines of this minute are used up."""
        minute = int(self._clock() // 60)
        if minute != self._minute:
            self._minute, self._lines = minute, 0
        self._lines += 1
        if self._lines <= LINES_A_MINUTE:
            complain(f"minusma-tui: {_line(record)}", DONE)
        elif self._lines == LINES_A_MINUTE + 1:
            said = tr("more faults in this minute are not listed")
            complain(f"minusma-tui: {said}", DONE)


def _line(record: logging.LogRecord) -> str:
    said = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        said = f"{said}: {type(error).__name__}: {error}"
    return said[:LONGEST_LINE]
