"""Storms of keys, resizes and reloads in a real terminal, which must be left in order."""

import fcntl
import os
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.terminal import Terminal
from tests.fuzz.mutants import ACCEPTED

_MODES = (b"1049", b"1000", b"1003", b"1006", b"2004", b"1004")
"""Alternate screen, mouse, bracketed paste and focus: off unless a program turns them on."""
_KEYS = (
    *(b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F", b"\x1b[5~", b"\x1b[6~") * 2,
    *(b"\r", b"\t", b"\x1b[Z", b"\x7f", b"\x15", b"\x04", b"\x10", b"\x16") * 2,
    *(bytes([sign]) for sign in b"12345/[]{},.dtsSzmcyreLghjklGoaei0:>-\"' ?!"),
    *("é".encode(), "漢".encode(), "👩‍🚀".encode(), "e\u0301".encode()),
    *(f"\x1b[200~{text}\x1b[201~".encode() for text in (*ACCEPTED, "\x1b[2J\u202e", "x" * 5000)),
    *(b"\x1b[I", b"\x1b[O", b"\x1b[999;999R", b"\x1b[1;1Z", b"\x1bOQ"),
)
"""Without `q` and all else that ends or stops the program."""
_BURST = 25


class Program:
    """The dashboard in a terminal; a context manager, which kills it at the end."""

    def __init__(self, state: Path, *arguments: str, until: bytes = b"Ansongo") -> None:
        self._state = state
        self._terminal = Running(
            (sys.executable, "-m", "minusma_tui", *arguments),
            {
                "XDG_STATE_HOME": str(state),
                "XDG_CONFIG_HOME": str(state),
                "BROWSER": "",
                "PYTHONFAULTHANDLER": "1",
                "PYTHONPATH": str(Path(__file__).parents[2]),
            },
        )
        self._terminal.settle(until=until)

    def __enter__(self) -> "Running":
        return self._terminal.__enter__()

    def __exit__(self, *reason: object) -> None:
        self._terminal.__exit__(None, None, None)

    def complaints(self) -> list[str]:
        """Quit with keys; return what was not in order then, with the log of a crash."""
        found = self._terminal.leave()
        log = self._state / "minusma-tui" / "crash.log"
        if log.exists():
            found.append(log.read_text(encoding="utf-8"))
        return found


class Running(Terminal):
    """The dashboard while it runs."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        super().__init__(command, environment)
        self._before = termios.tcgetattr(self._fd)
        self._modes: dict[bytes, bytes] = {}

    def send(self, keys: bytes) -> None:
        os.write(self._fd, keys)
        self.settle()
        self._note_modes()

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def expect(self, text: bytes) -> None:
        """Wait for a text that has not been printed before."""
        self.settle(until=text, timeout=30)
        self._note_modes()

    def rest(self, seconds: float) -> int:
        """How many bytes come in a time in which nobody does anything."""
        until = time.monotonic() + seconds
        received = 0
        while select.select([self._fd], [], [], max(0, until - time.monotonic()))[0]:
            received += len(os.read(self._fd, 1 << 16))
        return received

    def answers(self) -> bool:
        """Whether a key that opens the help still draws anything."""
        self.output = b""
        self.send(b"?")
        self.send(b"\x1b")
        return bool(self.output)

    def abort(self) -> str:
        """End it; gives where each of its threads was."""
        self.output = b""
        os.kill(self._pid, signal.SIGABRT)
        self.settle()
        return self.output.decode("utf-8", "replace")

    @property
    def resident(self) -> float:
        """MiB of memory, as it is now."""
        status = Path(f"/proc/{self._pid}/status").read_text(encoding="utf-8")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    @property
    def threads(self) -> int:
        return len(list(Path(f"/proc/{self._pid}/task").iterdir()))

    @property
    def alive(self) -> bool:
        return self.status is None

    @property
    def status(self) -> int | None:
        """The exit status; None while the program runs."""
        try:
            found = os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return None
        return None if found is None else found.si_status

    def leave(self) -> list[str]:
        """Close whatever is open and quit; return what was not in order then."""
        for seconds in range(1, 10):
            if not self.alive:
                break
            for _ in range(2):  # the first clears a filter, the second leaves it
                self.send(b"\x1b")
                self._wait(seconds / 10)  # on a busy machine the two would come at once, as Alt+Q
            self.send(b"q")
            self._wait(seconds)
        self._note_modes()
        found = []
        if self.status != 0:
            found.append(f"exit status {self.status}")
        on = [mode.decode() for mode in _MODES if self._modes.get(mode) == b"h"]
        if self._modes.get(b"25") == b"l":
            on.append("25l")
        if on:
            found.append(f"modes left: {', '.join(on)}")
        if self._family():
            found.append(f"children left: {self._family()}")
        try:
            if termios.tcgetattr(self._fd)[3] != self._before[3]:
                found.append("line discipline not restored")
        except termios.error:
            pass  # on this system the terminal is gone with the last process that had it open
        return found

    def _wait(self, seconds: float) -> None:
        """Wait for the end of the program, at most this long."""
        process = os.pidfd_open(self._pid)
        select.select([process], [], [], seconds)
        os.close(process)

    def _note_modes(self) -> None:
        """Record the modes that the output has set; only its last million bytes are kept."""
        for numbers, way in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.output):
            self._modes.update(dict.fromkeys(numbers.split(b";"), way))

    def _family(self) -> list[str]:
        """The ids of the other processes in the program's session."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue  # gone meanwhile
            if int(fields[3]) == self._pid and stat.parent.name != str(self._pid):
                found.append(stat.parent.name)
        return found


def key_storm(generator: random.Random, folder: Path, keys: int) -> list[str]:
    """Send keys, pastes and clicks; return what was not in order afterwards."""
    program = Program(folder)
    with program as terminal:
        for _ in range(0, keys, _BURST):
            terminal.send(b"".join(_any_key(generator) for _ in range(_BURST)))
            if not terminal.alive:
                break  # the palette can quit
        return program.complaints()


def _any_key(generator: random.Random) -> bytes:
    if generator.randrange(8):
        return generator.choice(_KEYS)
    button = generator.choice((0, 0, 0, 64, 65))
    column, line = generator.randrange(1, 121), generator.randrange(1, 41)
    pressed = f"\x1b[<{button};{column};{line}M"
    return f"{pressed}\x1b[<{button};{column};{line}m".encode()


def resizes(generator: random.Random, folder: Path, number: int) -> list[str]:
    """Resize the terminal again and again, down to one cell; return what was not in order then."""
    program = Program(folder)
    with program as terminal:
        for turn in range(number):
            size = generator.choice(((1, 1), (39, 11), (40, 12), (80, 24), (110, 32), (0, 0)))
            if generator.randrange(3):
                size = generator.randrange(1, 320), generator.randrange(1, 100)
            terminal.resize(*size)
            if turn % 4 == 0:
                terminal.send(generator.choice((b"z", b"]", b"\t", b"4")))
        terminal.resize(120, 40)
        for key in (b"\x1b", b"\x1b", b"\x1b", b"1"):  # out of the filter, if Tab led there
            terminal.send(key)
        terminal.output = b""
        terminal.resize(121, 41)
        terminal.expect(b"Ansongo")
        return program.complaints()


def reloads(generator: random.Random, folder: Path, source: str, number: int) -> list[str]:
    """Write versions of the file, each when the last is on the screen; return what was wrong."""
    path = folder / "mission.toml"
    path.write_text(source, encoding="utf-8")
    program = Program(folder, str(path))
    with program as terminal:
        terminal.settle()
        for turn in range(number):
            good = generator.randrange(3) > 0
            token = f"Turn{turn}x"
            version = source.replace('name = "MINUSMA"', f'name = "{token}"', 1)
            if not good:  # in more places each time, so that the banner changes
                version = version.replace('language = "', 'language = "X', 1 + turn % 50)
            terminal.output = b""
            _save(generator, path, version)
            terminal.expect(token.encode() if good else b"problem")
        return program.complaints()


def _save(generator: random.Random, path: Path, text: str) -> None:
    """Save as editors do: overwrite the file, replace it, or delete and create it."""
    match generator.randrange(3):
        case 0:
            path.write_text(text, encoding="utf-8")
        case 1:
            beside = path.with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        case _:
            path.unlink()
            path.write_text(text, encoding="utf-8")
