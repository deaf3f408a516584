"""`minusma-tui check`: validate datasets."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from minusma_tui.cli.common import (
    DONE,
    FAILED,
    Subcommand,
    UsageError,
    complain,
    file_path,
    printable,
)
from minusma_tui.language.catalogue import msg, tr, tr_count

if TYPE_CHECKING:
    from minusma_tui.reading.watch import Version


def check(options: argparse.Namespace) -> int:
    """Print every problem of every dataset, one per line; FAILED if there is any."""
    if options.watch:
        return _watch(options.datasets)
    status = DONE
    for path in options.datasets or [None]:
        if not _judge(path, _read(path)):
            status = FAILED
    return status


def _watch(paths: list[Path]) -> int:
    """Check each version of one file until interrupted.

    Raises UsageError for several files and for standard input.
    """
    from threading import Event

    from minusma_tui.reading.watch import Followed

    if len(paths) != 1 or str(paths[0]) == "-":
        raise UsageError(tr("--watch follows one file: name it"))
    (path,) = paths

    def tell(said: str) -> None:
        complain(f"minusma-tui: {said}", DONE)

    followed = Followed(path)
    _judge(path, _read(path), counted=True)
    for version in followed.versions(Event(), tell):
        _judge(path, version, counted=True)
    return DONE


def _read(path: Path | None) -> "Version":
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    try:
        return load(path)
    except DatasetError as error:
        return error


def _judge(path: Path | None, version: "Version", *, counted: bool = False) -> bool:
    """Print the verdict and return whether the dataset is valid.

    `counted` adds a line with the number of problems, and flushes each verdict.
    """
    from minusma_tui.reading.problems import DatasetError

    name = tr("the embedded dataset") if path is None else printable(str(path))
    if isinstance(version, DatasetError):
        for problem in version.problems:
            print(problem)
        count = len(version.problems)
        if counted:
            print(f"{name}: {tr_count('{count} problem', '{count} problems', count)}", flush=True)
        return False
    bases = tr_count("{count} base", "{count} bases", len(version.bases))
    sources = tr_count("{count} source", "{count} sources", len(version.sources))
    print(f"{name}: {tr('no problems')} ({bases}, {sources})", flush=counted)
    return True


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "datasets",
        metavar="DATASET",
        nargs="*",
        type=file_path,
        help=tr("TOML files, or - for standard input (default: MINUSMA, which is built in)"),
    )
    parser.add_argument(
        "--watch", action="store_true", help=tr("check one file again on each change, until Ctrl+C")
    )


CHECK = Subcommand(
    check,
    msg("validate datasets, one problem a line"),
    "minusma-tui check --watch mission.toml",
    _add_options,
)
