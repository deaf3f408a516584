"""A driver for a terminal that may send nonsense, take no output, stop or go away."""

import os
import selectors
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from minusma_tui.app.platform.terminal_input import TerminalInput

if TYPE_CHECKING:
    from io import TextIOWrapper

GRACE = 5.0
"""Seconds to end cleanly; after that a program that is busy, or waits for a terminal that takes no
output, exits at once."""
ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

# Cancels a half-written sequence, and sets synchronized output, mouse, paste, focus and size
# reports, keyboard, wrapping, screen and cursor to what a shell expects.
_RESTORE = (
    b"\x18\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?1004l"
    b"\x1b[?2048l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"
)


class TerminalDriver(LinuxDriver):
    """A driver that restores the terminal, whatever ends or stops the program."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("TextIOWrapper", _Output(self._lose))
        self._gone = False
        self._context = copy_context()
        self._handlers = {number: signal.signal(number, self._leave) for number in ENDING}
        # Textual's own handlers act at once, and during a write they would wait for themselves.
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.add_signal_handler(signal.SIGCONT, self._go_on)

    # Ending

    def _leave(self, number: int, _frame: FrameType | None = None) -> None:
        """End with the exit status of a signal; not in the loop, which may be what is stuck."""
        signal.signal(signal.SIGALRM, lambda *_: self._leave_at_once(128 + number))
        signal.setitimer(signal.ITIMER_REAL, GRACE)
        with suppress(RuntimeError):  # the loop is closed: it is about to end anyway
            self._loop.call_soon_threadsafe(
                self._app.exit, None, 128 + number, context=self._context
            )

    def _leave_at_once(self, status: int) -> None:
        with suppress(OSError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            output = cast("TextIO", sys.__stderr__).fileno()
            with selectors.SelectSelector() as selector:
                selector.register(output, selectors.EVENT_WRITE)
                if selector.select(0):
                    os.write(output, _RESTORE)
        os._exit(status)

    def _lose(self) -> None:
        """End because the terminal is gone; may be called in any thread."""
        if not self._gone:
            self._gone = True
            os.kill(os.getpid(), signal.SIGHUP)

    def close(self) -> None:
        """Close, and restore the previous signal handlers."""
        super().close()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.setitimer(signal.ITIMER_REAL, 0)

    # Stopping and continuing; a driver without a writer thread has given the terminal back

    def stop_job(self) -> None:
        """Stop the foreground job as Ctrl+Z does, including the `make` that may have started it."""
        if os.getpgrp() == os.getsid(0):
            return  # in a window or container of its own no shell could continue it
        # Give the terminal back first: the shell takes it as soon as the other processes stop.
        self.suspend_application_mode()
        # With the system's own action, which a quick `fg` undoes even before it happens.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.call_soon(self._go_on)  # behind the exit, if a signal to end came meanwhile

    def _stop(self) -> None:
        self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        if self._app.return_code is not None:
            return  # it is ending
        # If it was stopped by SIGSTOP, it had no time to do this before.
        self.suspend_application_mode()
        if self._in_background():
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self.resume_application_mode()
            self._app.refresh(layout=True)  # Textual draws only what has changed

    def _in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        except OSError:  # it is not our controlling terminal
            return False

    def suspend_application_mode(self) -> None:
        self.stop_application_mode()
        super().close()
        self._writer_thread = None

    def disable_input(self) -> None:
        if self._writer_thread is not None:
            super().disable_input()

    def stop_application_mode(self) -> None:
        if self._writer_thread is not None:
            super().stop_application_mode()

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:
            self.write("\x1b[?1016l")  # Textual does not reset this

    # Input and output

    def write(self, data: str) -> None:
        if self._writer_thread is not None and not self._gone:
            self._writer_thread.write(data)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._lose()

    def run_input_thread(self) -> None:
        """Read like Textual, but skip nonsense, and do not spin at the end of the input."""
        parser = TerminalInput(debug=self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = ""
                if selector.select(0.1):
                    data = os.read(self.fileno, 4096)
                    if not data:
                        self._lose()
                        return
                    text = decode(data)
                for message in (*parser.feed(text), *parser.tick()):
                    self.process_message(message)


class _Output:
    """Standard error, where Textual draws; calls `lose` if nobody takes the output any more."""

    def __init__(self, lose: Callable[[], None]) -> None:
        self._stream = cast("TextIO", sys.__stderr__)
        self._lose = lose

    def write(self, text: str) -> None:
        try:
            self._stream.write(text)
        except OSError:
            self._lose()

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError:
            self._lose()

    def fileno(self) -> int:
        return self._stream.fileno()
