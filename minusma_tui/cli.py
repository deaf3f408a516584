"""The command line: arguments, one function a command, exit status; the only place that prints."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from minusma_tui import __version__
from minusma_tui.crash import log_crash

if TYPE_CHECKING:
    from minusma_tui.model.dataset import Dataset
    from minusma_tui.query import Query
    from minusma_tui.reading.problems import Problem

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
MOST_PROBLEMS = 20
"""How many problems a command other than `check` prints."""


class UsageError(Exception):
    """The command line asks for something that cannot be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says: names have accents, and the dashboard is drawn on stderr.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in _COMMANDS and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "view")
    options = _parser().parse_args(given)
    try:
        status = _COMMANDS[options.command].run(options)
        sys.stdout.flush()
    except UsageError as error:
        return _complain(f"minusma-tui: {error}", MISUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has enough; keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _complain(f"minusma-tui: cannot write: {error.strerror or error}", FAILED)
    except Exception:  # the last resort: whatever it is, no traceback on the screen
        return _complain(log_crash(), FAILED)
    return status


def view(options: argparse.Namespace) -> int:
    """Open the dashboard."""
    if str(options.dataset) == "-":
        raise UsageError("the dashboard cannot read standard input: name a file")
    for stream, name in ((sys.stdin, "input"), (sys.stderr, "error")):
        if stream is None or not stream.isatty():
            raise UsageError(
                f"the dashboard needs a terminal, but standard {name} is none; "
                "for a pipe use: minusma-tui report"
            )
    # Textual would believe them more than the terminal.
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    from minusma_tui.app.application import DashboardApp
    from minusma_tui.app.dashboard import Dashboard
    from minusma_tui.app.problems import Problems
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    try:
        dataset = load(options.dataset)
    except DatasetError as error:
        if options.dataset is not None and not options.dataset.is_file():
            # Nothing to mend in an editor, so no screen to read beside one.
            _print_problems(error.problems)
            return FAILED
        DashboardApp(Problems(error.problems)).run()
        return FAILED
    app = DashboardApp(Dashboard(dataset, _as_of(options, dataset), _query(options, dataset)))
    if options.theme is not None:
        if options.theme not in app.available_themes:
            raise UsageError(
                f"unknown theme '{options.theme}': expected one of "
                + ", ".join(sorted(app.available_themes))
            )
        app.theme = options.theme
    app.run()
    return app.return_code if app.return_code is not None else FAILED


def check(options: argparse.Namespace) -> int:
    """Print every problem of every dataset, one a line."""
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    status = DONE
    for path in options.datasets or [None]:
        try:
            dataset = load(path)
        except DatasetError as error:
            status = FAILED
            for problem in error.problems:
                print(problem)
        else:
            counts = f"{len(dataset.bases)} bases, {len(dataset.sources)} sources"
            print(f"{path or 'the embedded dataset'}: no problems ({counts})")
    return status


def report(options: argparse.Namespace) -> int:
    """Print the dashboard as text."""
    from minusma_tui.export import REPORTS
    from minusma_tui.situation import look

    dataset = _load(options.dataset)
    if dataset is None:
        return FAILED
    situation = look(dataset, _as_of(options, dataset), _query(options, dataset))
    sys.stdout.write(REPORTS[options.format](situation))
    return DONE


def schema(_options: argparse.Namespace) -> int:
    """Print the JSON Schema of a dataset."""
    import json

    from minusma_tui.reading.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE


def _load(path: Path | None) -> "Dataset | None":
    """Load, or print the problems."""
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError

    try:
        return load(path)
    except DatasetError as error:
        _print_problems(error.problems)
        return None


def _print_problems(problems: "Sequence[Problem]") -> None:
    for problem in problems[:MOST_PROBLEMS]:
        print(problem, file=sys.stderr)
    if len(problems) > MOST_PROBLEMS:
        print(f"and {len(problems) - MOST_PROBLEMS} more: minusma-tui check", file=sys.stderr)


def _as_of(options: argparse.Namespace, dataset: "Dataset") -> date:
    from minusma_tui.model.period import parse_period

    if options.as_of is None:
        return dataset.as_of
    try:
        return parse_period(options.as_of).last_day
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


def _query(options: argparse.Namespace, dataset: "Dataset") -> "Query":
    from minusma_tui.query import QueryError, Vocabulary, parse

    try:
        return parse(options.filter, Vocabulary(dataset))
    except QueryError as error:
        raise UsageError(f"--filter: {error.message}") from None


def _complain(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


@dataclass(frozen=True, slots=True)
class _Command:
    run: Callable[[argparse.Namespace], int]
    help: str
    example: str
    add_options: Callable[[argparse.ArgumentParser], None]


def _add_dataset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dataset",
        metavar="DATASET",
        nargs="?",
        type=Path,
        help="a TOML file, or - for standard input; left out: MINUSMA, which is built in",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day to look at, such as 2023-10-31 or 2023-10; left out: the dataset's own",
    )
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        default="",
        help="which bases, such as 'region:gao troops>500'",
    )


def _add_view(parser: argparse.ArgumentParser) -> None:
    _add_dataset(parser)
    parser.add_argument("--theme", metavar="NAME", help="such as textual-light or nord")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "datasets", metavar="DATASET", nargs="*", type=Path, help="TOML files, or -"
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    _add_dataset(parser)
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """The command takes no options."""


_COMMANDS = {
    "view": _Command(
        view, "open the dashboard (the default)", "minusma-tui view --as-of 2023-10-31", _add_view
    ),
    "check": _Command(
        check, "validate datasets, one problem a line", "minusma-tui check mission.toml", _add_check
    ),
    "report": _Command(
        report,
        "print the dashboard as text, Markdown or JSON",
        "minusma-tui report --format json --filter region:gao",
        _add_report,
    ),
    "schema": _Command(
        schema,
        "print the JSON Schema of a dataset, for editors",
        "minusma-tui schema > dataset.schema.json",
        _add_nothing,
    ),
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(MISUSED, f"{self.prog}: {message}\ntry: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="minusma-tui",
        usage="%(prog)s [DATASET] [options]\n       %(prog)s COMMAND [-h] ...",
        description="A terminal dashboard for the drawdown of a UN peace mission.",
        epilog="example: minusma-tui --filter region:gao (press ? inside for the keys)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in _COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog=f"example: {command.example}",
        )
        command.add_options(sub)
    return parser
