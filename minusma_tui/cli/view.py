"""minusma-tui view: open the dashboard."""

import argparse
import os
import sys

from minusma_tui.cli.common import (
    FAILED,
    Command,
    UsageError,
    add_dataset,
    print_problems,
    read_as_of,
    read_query,
)


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
            print_problems(error.problems)
            return FAILED
        DashboardApp(Problems(error.problems)).run()
        return FAILED
    app = DashboardApp(
        Dashboard(dataset, read_as_of(options, dataset), read_query(options, dataset))
    )
    if options.theme is not None:
        if options.theme not in app.available_themes:
            raise UsageError(
                f"unknown theme '{options.theme}': expected one of "
                + ", ".join(sorted(app.available_themes))
            )
        app.theme = options.theme
    app.run()
    return app.return_code if app.return_code is not None else FAILED


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_dataset(parser)
    parser.add_argument("--theme", metavar="NAME", help="such as textual-light or nord")


VIEW = Command(
    view, "open the dashboard (the default)", "minusma-tui view --as-of 2023-10-31", _add_options
)
