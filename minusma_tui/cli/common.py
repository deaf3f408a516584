"""What do the commands have in common: exit status, shared options, loading with its messages?"""

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
"""How many problems a command other than `check` prints."""
_LONGEST_MESSAGE = 2_000
"""Characters."""


class UsageError(Exception):
    """The command line asks for something that cannot be."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One command; `run` gives the exit status."""

    run: Callable[[argparse.Namespace], int]
    help: str
    """English, to be translated."""
    example: str
    """Subcommand lines, one a line."""
    add_options: Callable[[argparse.ArgumentParser], None]


def complain(message: str, status: int) -> int:
    """Say it in one line on standard error; gives the status back."""
    with suppress(OSError):  # then the status has to say it alone
        print(printable(message), file=sys.stderr)
    return status


def printable(text: str) -> str:
    """With escapes for what must not reach a terminal: names of files and arguments are foreign."""
    from minusma_tui.reading.text import visible

    return visible(text, longest=_LONGEST_MESSAGE)


def is_local_user() -> bool:
    """Whether whoever looks is who started the program, and no visitor of a served one."""
    return "TEXTUAL_DRIVER" not in os.environ


def report_crash(error: BaseException) -> str:
    """The one line to say of an internal error, whose traceback is logged.

    A visitor of a served dashboard writes nothing here, so that line has all there is.
    """
    if is_local_user():
        return log_crash(error)
    places = extract_tb(error.__traceback__)
    where = f" ({PurePath(places[-1].filename).name}:{places[-1].lineno})" if places else ""
    return f"minusma-tui: {tr('internal error')}: {type(error).__name__}: {error}{where}"


def load_or_complain(path: Path | None) -> "Dataset | None":
    """Load, or print the problems."""
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    try:
        return load(path)
    except DatasetError as error:
        print_problems(error.problems)
        return None


def print_problems(problems: "Sequence[Problem]") -> None:
    """The first of them, on standard error."""
    for problem in problems[:MAX_PROBLEMS]:
        print(problem, file=sys.stderr)
    if len(problems) > MAX_PROBLEMS:
        print(
            f"{tr('And {count} more.', count=len(problems) - MAX_PROBLEMS)} minusma-tui check",
            file=sys.stderr,
        )


def read_as_of(options: argparse.Namespace, dataset: "Dataset") -> date:
    """The day of --as-of, or else the dataset's own."""
    from minusma_tui.model.period import parse_period

    if options.as_of is None:
        return dataset.as_of
    try:
        return parse_period(options.as_of).last_day
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


def read_query(options: argparse.Namespace, world: "World") -> "Query":
    """The query of --filter."""
    from minusma_tui.query import QueryError, parse

    try:
        return parse(options.filter, world.vocabulary)
    except QueryError as error:
        raise UsageError(f"--filter: {error.message}") from None


def file_name(text: str) -> str:
    """For argparse: the name of a file, or `-`."""
    if not text:
        raise argparse.ArgumentTypeError(tr("the name of the file is empty"))
    return text


def file_path(text: str) -> Path:
    """The same as a path."""
    return Path(file_name(text))


def expect_theme(options: argparse.Namespace) -> None:
    """Raises UsageError where --theme is none that the dashboard has."""
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
    """The dataset and how to look at it."""
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
        help=tr("which bases, such as 'region:gao troops>500' (default: all)"),
    )
