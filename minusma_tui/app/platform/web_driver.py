"""A driver for the terminal in a visitor's browser, who may send anything.

Textual 8.2's WebDriver falls short in five ways: nonsense ends its input thread, so that the
process never learns that the visitor has left (see `terminal_input`); it reads more than the
dashboard can process; it believes the size that the terminal itself claims; it ends only when its
event loop gets to it; it does not end when its input ends.
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
"""Keys, clicks and the like that may wait for the dashboard before reading pauses."""
MAX_DELIVERIES = 4
"""Files that may wait to be downloaded; one more drops the oldest."""
MAX_MEMORY = 2**30
"""Bytes of data of the process (RLIMIT_DATA)."""
MAX_SECONDS = 60
"""Seconds of processor time between two checks that the server is still there."""

_PIECE = 256
"""Characters that are read before the next check that the dashboard has caught up."""
_LOOK = 10_000
"""Milliseconds between two checks that the server is still there."""
_PR_SET_PDEATHSIG = 1
"""An option of prctl(2)."""


class ServedDriver(WebDriver):
    """A driver that ends the process as soon as the visitor leaves: there is nothing to save."""

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
        # Textual handles these signals in its event loop, which may be what is stuck.
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    def _leave_with_the_server(self) -> None:
        """Exit when the input is closed, even if some of it is still unread."""
        end = select.poll()
        end.register(self._input, 0)  # poll reports a hang-up without being asked to
        while not end.poll(_LOOK):
            _allow_processor_time()
        os._exit(0)

    # Input

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
        """Block until the dashboard has caught up.

        Unread input waits in the server, which limits it too.
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
        """The number of messages that wait in the queues through which keys and clicks go."""
        stations: list[MessagePump | None] = [self._app, self._app.mouse_over]
        for screen in self._app.screen_stack:
            stations += [screen, screen.focused]
        return sum(station.message_queue_size for station in stations if station is not None)

    def process_message(self, message: Message) -> None:
        # Only the server says how large the terminal is, within limits.
        if not isinstance(message, Resize | InBandWindowResize):
            super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            os._exit(0)
        super().on_meta(packet_type, payload)

    # Output

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
    """Limit the memory and processor time of this process, as far as the system can."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, MAX_MEMORY)
    _allow_processor_time()
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # only a served process needs it

        # The kernel kills this process when its server ends, even if Python itself is stuck;
        # `_leave_with_the_server` notices a server that ended before this call.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _lower(kind: int, limit: int) -> None:
    """Set a soft limit, unless a lower one is set already."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft > limit:
        resource.setrlimit(kind, (limit, hard))


def _allow_processor_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + MAX_SECONDS
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
