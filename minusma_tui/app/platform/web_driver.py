"""The terminal of a visitor's browser: a driver that bears whatever the visitor sends.

Where Textual 8.2's WebDriver falls short: nonsense ends its input thread, so that the process
never hears that the visitor has left (see `terminal_input`); it takes in more than the dashboard
can do; it believes the size that the terminal itself claims; it leaves only when its event loop
comes to it; it does not leave when its input ends.
"""

import os
import resource
import select
import signal
import sys
from codecs import getincrementaldecoder
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO

from textual.app import App
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver
from textual.events import Resize
from textual.message import Message
from textual.messages import InBandWindowResize

from minusma_tui.app.platform.terminal_input import TerminalInput

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

MAX_WAITING = 200
"""Keys, clicks and the like that wait for the dashboard; more are read when it has caught up."""
MAX_DELIVERIES = 4
"""Files that wait to be fetched; with one more the oldest is dropped."""
MAX_MEMORY = 2**30
"""Bytes of data of the process."""
MAX_SECONDS = 60
"""Processor time without a look at whether the server is there."""

_PIECE = 256
"""Characters after which one looks whether the dashboard has caught up."""
_LOOK = 10_000
"""Milliseconds."""
_PR_SET_PDEATHSIG = 1
"""Of prctl(2)."""


class ServedDriver(WebDriver):
    """Leaves with the visitor, at once: nothing is kept for anyone."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._key_thread = Thread(target=self.run_input_thread, name="textual-input", daemon=True)
        self._input = sys.__stdin__.fileno() if sys.__stdin__ else 0

    def start_application_mode(self) -> None:
        _bound()
        Thread(target=self._leave_with_the_server, name="end-of-input", daemon=True).start()
        super().start_application_mode()
        # Textual would ask its event loop, which may be what is stuck.
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    def _leave_with_the_server(self) -> None:
        """Wait for the end of the input, whoever reads it and however much of it is unread."""
        end = select.poll()
        end.register(self._input, 0)  # that the other end was closed is told anyway
        while not end.poll(_LOOK):
            _allow_processor_time()
        os._exit(0)

    # What comes

    def run_input_thread(self) -> None:
        try:
            self._read_input()
        except RuntimeError:  # the loop is closed
            if not self.exit_event.is_set():
                raise

    def _read_input(self) -> None:
        stream, terminal = ByteStream(), TerminalInput(debug=self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        more = select.poll()
        more.register(self._input, select.POLLIN)
        while not self.exit_event.is_set():
            data = b""
            if more.poll(100):
                data = os.read(self._input, 4096)
                if not data:
                    os._exit(0)
            for kind, payload in stream.feed(data) if data else ():
                if kind == "D":
                    self._read(terminal, decode(payload))
                else:
                    self._on_meta(kind, payload)
            for message in terminal.tick():
                self.process_message(message)

    def _read(self, terminal: TerminalInput, text: str) -> None:
        for start in range(0, len(text), _PIECE):
            for message in terminal.feed(text[start : start + _PIECE]):
                self.process_message(message)
            self._let_the_dashboard_catch_up()

    def _let_the_dashboard_catch_up(self) -> None:
        """Wait until there is room for more.

        What is not read waits in the server, which has a bound, too.
        """
        while not self.exit_event.is_set():
            came_round = Event()
            self._loop.call_soon_threadsafe(came_round.set)
            while not came_round.wait(0.1):
                if self.exit_event.is_set():
                    return
            if self._waiting() < MAX_WAITING:
                return
            self.exit_event.wait(0.02)

    def _waiting(self) -> int:
        """How many messages wait where keys and clicks pass."""
        stations: list[MessagePump | None] = [self._app, self._app.mouse_over]
        for screen in self._app.screen_stack:
            stations += [screen, screen.focused]
        return sum(station.message_queue_size for station in stations if station is not None)

    def process_message(self, message: Message) -> None:
        # The server says how large the terminal is, within bounds.
        if not isinstance(message, Resize | InBandWindowResize):
            super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            os._exit(0)
        super().on_meta(packet_type, payload)

    # What goes

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        waiting = self._deliveries
        while len(waiting) >= MAX_DELIVERIES:
            waiting.pop(next(iter(waiting))).close()
        super().deliver_binary(
            binary,
            delivery_key=delivery_key,
            save_path=save_path,
            open_method=open_method,
            encoding=encoding,
            mime_type=mime_type,
            name=name,
        )


def _bound() -> None:
    """Bound what this process takes, as far as the system knows how."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, MAX_MEMORY)
    _allow_processor_time()
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # for no other program than this

        # Killed with its server, also where Python itself is stuck; `_leave_with_the_server` finds
        # out if that happened before.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _lower(kind: int, limit: int) -> None:
    """Set a limit, unless less is allowed already."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft > limit:
        resource.setrlimit(kind, (limit, hard))


def _allow_processor_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + MAX_SECONDS
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
