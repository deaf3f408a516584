"""Standard streams that write every byte, or raise an error if they cannot."""

import os
import sys
from io import BufferedWriter, FileIO, RawIOBase, TextIOWrapper
from typing import cast


def open_streams() -> None:
    """Make standard output and standard error reliable; called once, before anything else.

    For a closed stream Python has None, and then prints nothing, or prints on standard output
    what is meant for standard error. Under PYTHONUNBUFFERED it drops the rest of a partial write.
    The next file to be opened would get the number of a closed stream, so the null device takes
    it: standard output for reading, so that writing to it fails, and standard error for writing,
    so that unread messages are no failure.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        stream = getattr(sys, name)
        raw: RawIOBase | None = None
        if stream is None:
            raw = FileIO(number, "w", closefd=False)
        elif isinstance(stream, TextIOWrapper):
            # Only the process's own stream, not one that was put in its place.
            if isinstance(stream.buffer, RawIOBase) and stream is getattr(sys, f"__{name}__"):
                raw = cast("RawIOBase", stream.detach())
            elif stream.encoding.lower() != "utf-8":
                # UTF-8 whatever the locale says: names have accents.
                stream.reconfigure(encoding="utf-8", errors=errors)
        if raw is not None:
            whole = TextIOWrapper(BufferedWriter(raw), "utf-8", errors, line_buffering=True)
            setattr(sys, name, whole)
            setattr(sys, f"__{name}__", whole)  # the dashboard is drawn or served on these


def close_streams() -> None:
    """Flush the streams, and send what cannot be written to the null device.

    Otherwise the interpreter would try again at exit, and end with status 120.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
