"""A program in a real pseudo-terminal, watched from outside to time its frames.

A frame is finished with its last byte, once nothing has followed for QUIET seconds and the program
has not been busy. The rule is the same for every program, whatever it is written with.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

QUIET = 0.25
BUSY = 0.1
"""Seconds of processor time within QUIET seconds; a program that takes them is still at work."""
WIDTH, HEIGHT = 120, 40
_NOTHING = "/nonexistent"
_ENVIRONMENT = {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
    # Measurements must not depend on the user's own language and theme.
    "XDG_CONFIG_HOME": _NOTHING,
    "XDG_STATE_HOME": _NOTHING,
}

# The answers of a modern terminal: it supports synchronized output, which lets a program send a
# frame as a whole; its attributes and its cursor position, for which some programs wait.
_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)


class Terminal:
    """One run of a program; a context manager, which kills the program at its end."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self.started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            variables = {**os.environ, **_ENVIRONMENT, **(environment or {})}
            os.execvpe(command[0], list(command), variables)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._fd)

    def settle(self, *, until: bytes = b"", timeout: float = 120.0) -> float:
        """Wait until a frame is finished and `until` has been printed; return when.

        The result is the time of the frame's last byte by `time.perf_counter`. Raises TimeoutError
        after `timeout` seconds.
        """
        deadline = time.perf_counter() + timeout
        last = looked = time.perf_counter()
        worked = self.processor()
        seen = not until
        while (now := time.perf_counter()) < deadline:
            if now - looked > QUIET:
                before, worked, looked = worked, self.processor(), now
                if seen and now - last > QUIET and worked - before < BUSY:
                    return last
            ready, _, _ = select.select([self._fd], [], [], 0.01)
            if not ready:
                continue
            try:
                data = os.read(self._fd, 1 << 16)
            except OSError:
                return last
            last = time.perf_counter()
            self.output = (self.output + data)[-1_000_000:]
            seen = seen or until in self.output
            for question, answer in _ANSWERS:
                if question.search(data):
                    os.write(self._fd, answer)
        raise TimeoutError(f"{until!r} did not come in {timeout} s: {self.output[-400:]!r}")

    def press(self, keys: bytes) -> float:
        """Send keys; return the seconds until the finished frame, 0 if they change nothing."""
        pressed = time.perf_counter()
        os.write(self._fd, keys)
        return max(0.0, self.settle() - pressed)

    def memory(self) -> int:
        """The peak of resident memory, in KiB."""
        status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0])

    def processor(self) -> float:
        """Seconds of processor time so far."""
        stat = Path(f"/proc/{self._pid}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
