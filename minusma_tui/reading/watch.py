"""Watching a file, and reading it each time it is saved."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from minusma_tui.language.catalogue import say_os_error, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.files import LONGEST_NAME
from minusma_tui.reading.load import load
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import visible

Version = Dataset | DatasetError
"""What a file held at one time, or what was wrong with it."""

Tell = Callable[[str], None]
"""Takes a warning about the file; called in the thread that watches it."""

_STEP, _MOST = 50, 200
"""Milliseconds: after _STEP without a change an editor has saved; after _MOST the file is read
anyway."""
_LOOK = 1000
"""Milliseconds after which the file is looked at even if the system reports no change: it reports
none on some network drives, behind a link, and for a folder that was removed and came back."""

_Stamp = tuple[int, int, int, int, int] | None


class _StoppedError(Exception):
    """The reader was told to stop."""


class Followed:
    """A file that is read each time it changes.

    It misses no change if it is made before the file is first loaded.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _stamp(path)
        self._told = False

    def versions(self, stop: Event, tell: Tell) -> Iterator[Version]:
        """Wait for each new version and read it, until `stop` is set.

        A file that is gone or cannot be read is a version too: a DatasetError. If the system cannot
        watch the file, for example for want of a free inotify instance, it is looked at once a
        second, and `tell` is called once to say so.
        """

        def progress(done: int, total: int) -> None:
            del done, total
            if stop.is_set():
                raise _StoppedError

        for _ in self._changes(stop, tell):
            try:
                yield load(self._path, progress)
            except DatasetError as error:
                yield error
            except _StoppedError:
                return

    def _changes(self, stop: Event, tell: Tell) -> Iterator[None]:
        # Watch the folder and not the file: editors put another file in its place.
        from watchfiles import watch  # noqa: PLC0415  # not for the first frame

        while not stop.is_set():
            folder = _nearest_folder(self._path)
            standing = _stamp(folder, contents=False)
            wakes = watch(
                folder,
                watch_filter=None,
                debounce=_MOST,
                step=_STEP,
                stop_event=stop,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                recursive=False,
            )
            try:
                if self._is_new():
                    yield
                for _ in wakes:
                    if self._is_new():
                        yield
                    nearest = _nearest_folder(self._path)
                    if nearest != folder or _stamp(nearest, contents=False) != standing:
                        break
            except FileNotFoundError:  # the folder was removed this moment
                stop.wait(_LOOK / 1000)
            except (OSError, RuntimeError) as error:  # watchfiles: the system cannot watch
                self._tell_once(error, tell)
                stop.wait(_LOOK / 1000)

    def _tell_once(self, error: OSError | RuntimeError, tell: Tell) -> None:
        if self._told:
            return
        self._told = True
        number = re.search(r"\(os error (\d+)\)", str(error))
        if number:  # watchfiles gives the error number only in the text
            error = OSError(int(number[1]), os.strerror(int(number[1])))
        tell(
            tr(
                "{file} cannot be watched ({reason}), so it is looked at once a second instead",
                file=visible(str(self._path), longest=LONGEST_NAME),
                reason=say_os_error(error) if isinstance(error, OSError) else str(error),
            )
        )

    def _is_new(self) -> bool:
        seen, self._seen = self._seen, _stamp(self._path)
        return seen != self._seen


def _nearest_folder(path: Path) -> Path:
    """The folder of the file, or the nearest parent that exists if it is missing."""
    # Path.is_dir would raise if a parent may not be read.
    return next(one for one in path.absolute().parents if os.path.isdir(one))  # noqa: PTH112


def _stamp(path: Path, *, contents: bool = True) -> _Stamp:
    """Numbers that differ between two versions of a file; without `contents`, between two folders.

    None if it does not exist or cannot be looked at.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not contents:
        return found.st_dev, found.st_ino, 0, 0, 0
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
