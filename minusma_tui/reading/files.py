"""Reading the text of a file or of standard input, whatever the path turns out to be."""

import os
import stat
import sys
import time
from pathlib import Path

from minusma_tui.language.catalogue import msg, say_os_error, tr
from minusma_tui.reading.problems import DatasetError, Problem
from minusma_tui.reading.text import visible

LARGEST_FILE = 40 * 2**20
"""Bytes; a dataset of 100,000 bases has about 41 MB, and one of all of Geo-PKO 1.5."""

LONGEST_NAME = 400
"""Characters of a file name in messages."""
STDIN = "<stdin>"
_TRIES = 5
"""How often a file is read before giving up because it changes while it is read."""
_TICK = 10_000_000
"""Nanoseconds within which a file can be written twice with the same modification time."""


def read_input() -> bytes:
    """Read standard input to its end, or one byte beyond LARGEST_FILE; raises DatasetError."""
    if sys.stdin is None:  # the parent process closed it
        raise _unread(STDIN, tr("cannot be read: it is closed"))
    try:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(STDIN, error) from None


def read_file(path: Path, expected: str) -> bytes:
    """Read a regular file, all of it in one version; never waits for a pipe or a device.

    At most one byte beyond LARGEST_FILE is read. `expected` is for messages, such as "a TOML file".
    Raises DatasetError.
    """
    name = visible(str(path), longest=LONGEST_NAME)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        try:
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISDIR(mode):
                raise _unread(name, tr("is a folder: expected {what}", what=tr(expected)))
            if not stat.S_ISREG(mode):
                raise _unread(name, tr("is not a regular file: expected {what}", what=tr(expected)))
            with open(descriptor, "rb", closefd=False) as stream:
                for _ in range(_TRIES):
                    before = os.fstat(descriptor)
                    if 0 <= time.time_ns() - before.st_mtime_ns < _TICK:
                        time.sleep(_TICK / 1e9)
                        continue
                    stream.seek(0)
                    data = stream.read(LARGEST_FILE + 1)
                    if _same(before, os.fstat(descriptor)):
                        return data
            raise _unread(name, tr("cannot be read: it keeps changing; try again"))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unreadable(name, error) from None
    except ValueError:
        raise _unread(name, tr("is not a valid file name")) from None


def _same(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether the file was not written in between."""
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def decode(data: bytes, name: str, largest: int = LARGEST_FILE) -> str:
    """Decode UTF-8, without a byte order mark.

    `name` is the name of the file as messages show it; `largest` is in bytes. Raises DatasetError
    if the data is too large, is not UTF-8, or has a NUL byte.
    """
    if len(data) > largest:
        number = largest // 2**20
        raise error_at(name, tr("is larger than {number} MiB, the limit", number=number))
    kind = next((kind for mark, kind in _OTHERS.items() if data.startswith(mark)), None)
    if kind:
        raise error_at(name, tr(kind))
    encoding = _other_encoding(data)
    if encoding:
        raise error_at(name, tr("is {encoding}: save it as UTF-8", encoding=encoding))
    data = data.removeprefix(b"\xef\xbb\xbf")
    nul = data.find(b"\0")
    if nul >= 0:
        place = line_and_column(data[:nul].decode(errors="replace"))
        raise error_at(name, tr("a NUL byte is not text: save the file as UTF-8"), *place)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        place = line_and_column(data[: error.start].decode())
        message = tr(
            "byte {byte} is not UTF-8: save the file as UTF-8", byte=f"0x{data[error.start]:02X}"
        )
        raise error_at(name, message, *place) from None


_OTHERS = {
    b"PK\x03\x04": msg("is an Excel workbook or another ZIP archive: save the table as CSV"),
    b"\xd0\xcf\x11\xe0": msg("is an old Excel workbook or Word document: save the table as CSV"),
    b"\x1f\x8b": msg("is a gzip file: unpack it first"),
}
"""The first bytes of files that are not text, with what to do about them."""
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",  # before UTF-16, whose mark it begins with
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_ZEROS = {"x000": "UTF-32", "000x": "UTF-32", "x0x0": "UTF-16", "0x0x": "UTF-16"}
"""Which of the first four bytes are zero in a file that begins with ASCII and has no mark."""


def _other_encoding(data: bytes) -> str | None:
    """The encoding of the data if it plainly is not UTF-8; else None."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    return marked or _ZEROS.get("".join("x" if byte else "0" for byte in data[:4]))


def line_and_column(before: str) -> tuple[int, int]:
    """The line and column, from 1, of the character that follows this beginning of a file."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def error_at(name: str, message: str, line: int = 1, column: int = 1) -> DatasetError:
    """An error with a single problem; without a position it is about the whole file."""
    return DatasetError([Problem(name, line, column, message)])


def _unread(name: str, message: str) -> DatasetError:
    """An error with a single problem: a file that could not be read and so has no lines."""
    return error_at(name, message, 0, 0)


def _unreadable(name: str, error: OSError) -> DatasetError:
    return _unread(name, tr("cannot be read: {reason}", reason=say_os_error(error)))
