"""Standard streams that write every byte, or say that they could not."""

import os
import sys
from io import BufferedWriter, FileIO, RawIOBase, TextIOWrapper
from typing import cast


def open_streams() -> None:
    """Make standard output and standard error fit to write to; called once, first of all.

    Python has None for a stream that is closed, and then prints nothing, or prints what is meant
    for standard error on standard output; under PYTHONUNBUFFERED it drops the rest of what the
    system has taken only a part of. The file that is opened next would take the place of a stream
    that is closed, so a null device takes it: standard output for reading, so that to write to it
    fails, and standard error for writing, so that messages to nobody are no failure.
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
            # Only the process's own, and not what someone put in its place.
            if isinstance(stream.buffer, RawIOBase) and stream is getattr(sys, f"__{name}__"):
                raw = cast("RawIOBase", stream.detach())
            elif stream.encoding.lower() != "utf-8":
                # Whatever the locale says: names have accents.
                stream.reconfigure(encoding="utf-8", errors=errors)
        if raw is not None:
            whole = TextIOWrapper(BufferedWriter(raw), "utf-8", errors, line_buffering=True)
            setattr(sys, name, whole)
            setattr(sys, f"__{name}__", whole)  # where the dashboard is drawn, or served


def close_streams() -> None:
    """Let go of what cannot be written: the interpreter would try again, and end with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
