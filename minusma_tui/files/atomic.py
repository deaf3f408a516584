"""Atomic writing: a file is written completely or not at all."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from minusma_tui.language.catalogue import say_os_error, tr


class NotWrittenError(Exception):
    """Nothing was written; the message is one line for the user."""


def write_atomically(path: Path, data: bytes, *, force: bool) -> None:
    """Write a temporary file in the same folder, then rename it.

    An existing file is replaced only with `force`. A reader of the path sees the old file or the
    new one, never a part. Raises NotWrittenError.
    """
    try:
        _replace(find_place(path, force=force), data)
    except (OSError, ValueError) as error:
        raise _say(path, error) from None


def find_place(path: Path, *, force: bool) -> Path:
    """Return the file that writing to a path would write.

    Call it before long work. Raises NotWrittenError for a folder, for anything else that is not a
    regular file, and for an existing file without `force`.
    """
    try:
        place = Path(os.path.realpath(path))  # a link stays a link; its target is written
        if place.is_dir():
            raise NotWrittenError(tr("cannot write {path}: it is a folder", path=path))
        if place.exists() and not place.is_file():
            raise NotWrittenError(
                tr("cannot write {path}: it is not a file (- is standard output)", path=path)
            )
        if place.exists() and not force:
            raise NotWrittenError(tr("{path} exists: --force replaces it", path=path))
    except (OSError, ValueError) as error:  # ValueError: an impossible name, such as one with NUL
        raise _say(path, error) from None
    return place


def _say(path: Path, error: OSError | ValueError) -> NotWrittenError:
    return NotWrittenError(
        tr("cannot write {path}: {reason}", path=path, reason=say_os_error(error))
    )


def _replace(place: Path, data: bytes) -> None:
    beside = place.with_name(f".minusma-tui-{os.urandom(8).hex()}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        with suppress(OSError):  # already renamed if all went well
            beside.unlink()
