"""What the commands share: exit statuses, common options, and loading with its messages."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from traceback import extract_tb
from typing import TYPE_CHECKING

from minusma_tui.cli.crash import log_crash
from minusma_tui.language.catalogue import tr

if TYPE_CHECKING:
    from minusma_tui.model.dataset import Dataset
    from minusma_tui.query import Query
    from minusma_tui.reading.problems import Problem
    from minusma_tui.situation.world import World

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
MAX_PROBLEMS = 20
"""The most problems that a command other than `check` prints."""
_LONGEST_MESSAGE = 2_000
"""In characters; the rest of a message is not printed."""


class UsageError(Exception):
    """The command line is wrong in a way that the message explains."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One command of the program; `run` returns the exit status."""

    run: Callable[[argparse.Namespace], int]
    help: str
    """In English, translated when it is shown."""
    example: str
    """Command lines, one per line."""
    add_options: Callable[[argparse.ArgumentParser], None]


def complain(message: str, status: int) -> int:
    """Print a message as one line on standard error, and return the given status."""
    with suppress(OSError):  # if nobody can read it, the status alone reports the failure
        print(printable(message), file=sys.stderr)
    return status


def printable(text: str) -> str:
    """Escape what must not reach a terminal: file names and arguments cannot be trusted."""
    from minusma_tui.reading.text import visible

    return visible(text, longest=_LONGEST_MESSAGE)


def is_local_user() -> bool:
    """Whether this is the user's own terminal and not a visitor of `serve`."""
    return "TEXTUAL_DRIVER" not in os.environ


def report_crash(error: BaseException) -> str:
    """Log the traceback of an internal error and return the line to print.

    No file is written for a visitor of `serve`; the line itself then has the error and its place.
    """
    if is_local_user():
        return log_crash(error)
    places = extract_tb(error.__traceback__)
    where = f" ({PurePath(places[-1].filename).name}:{places[-1].lineno})" if places else ""
    return f"minusma-tui: {tr('internal error')}: {type(error).__name__}: {error}{where}"


def load_or_complain(path: Path | None) -> "Dataset | None":
    """Load a dataset, the embedded one if `path` is None; if it is invalid, print why."""
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    try:
        return load(path)
    except DatasetError as error:
        print_problems(error.problems)
        return None


def print_problems(problems: "Sequence[Problem]") -> None:
    """Print the first `MAX_PROBLEMS` on standard error, and how many more there are."""
    for problem in problems[:MAX_PROBLEMS]:
        print(problem, file=sys.stderr)
    if len(problems) > MAX_PROBLEMS:
        print(
            f"{tr('And {count} more.', count=len(problems) - MAX_PROBLEMS)} minusma-tui check",
            file=sys.stderr,
        )


def read_as_of(options: argparse.Namespace, dataset: "Dataset") -> date:
    """The day of --as-of, by default the dataset's own; a month means its last day.

    Raises UsageError.
    """
    from minusma_tui.model.period import parse_period

    if options.as_of is None:
        return dataset.as_of
    try:
        return parse_period(options.as_of).last_day
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


def read_query(options: argparse.Namespace, world: "World") -> "Query":
    """Parse --filter; raises UsageError."""
    from minusma_tui.query import QueryError, parse

    try:
        return parse(options.filter, world.vocabulary)
    except QueryError as error:
        raise UsageError(f"--filter: {error.message}") from None


def file_name(text: str) -> str:
    """An argparse type: a file name or `-`, but not the empty text."""
    if not text:
        raise argparse.ArgumentTypeError(tr("the name of the file is empty"))
    return text


def file_path(text: str) -> Path:
    """An argparse type: the same as `file_name`, as a path."""
    return Path(file_name(text))


def expect_theme(options: argparse.Namespace) -> None:
    """Raise UsageError if --theme is not a theme of the dashboard."""
    from minusma_tui.app.themes import theme_names

    if options.theme is not None and options.theme not in theme_names():
        raise UsageError(
            tr(
                "unknown theme '{theme}': expected one of {themes}",
                theme=options.theme,
                themes=", ".join(sorted(theme_names())),
            )
        )


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Add DATASET, --as-of and --filter."""
    parser.add_argument(
        "dataset",
        metavar="DATASET",
        nargs="?",
        type=file_path,
        help=tr("a TOML file, or - for standard input (default: MINUSMA, which is built in)"),
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help=tr("the day to look at, such as 2023-10-31 or 2023-10 (default: the dataset's own)"),
    )
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        default="",
        help=tr("filter the bases, such as 'region:gao troops>500' (default: all)"),
    )
