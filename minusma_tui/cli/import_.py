"""`minusma-tui import`: make a dataset from a table of another project."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from minusma_tui.cli.common import (
    DONE,
    FAILED,
    Subcommand,
    UsageError,
    complain,
    file_name,
    file_path,
    print_problems,
)
from minusma_tui.files.atomic import NotWrittenError, find_place, write_atomically
from minusma_tui.language.catalogue import msg, tr, tr_count

ALL = "all"
LARGE = 4 * 2**20
"""Bytes; from this size on reading is slow enough for a progress bar."""


def import_(options: argparse.Namespace) -> int:
    """Write the dataset as TOML; rows that --skip-bad left out are listed on standard error."""
    from minusma_tui.importing.geo_pko.dataset import import_geo_pko
    from minusma_tui.importing.geo_pko.rows import UnknownMissionError
    from minusma_tui.importing.table import plainly
    from minusma_tui.reading.files import LONGEST_NAME, read_file
    from minusma_tui.reading.problems import DatasetError
    from minusma_tui.reading.text import visible

    try:
        if options.output is not None:
            find_place(Path(options.output), force=options.force)
        data = read_file(options.csv, tr("a table of Geo-PKO in CSV"))
        imported = import_geo_pko(
            data,
            visible(str(options.csv), longest=LONGEST_NAME),
            mission=None if options.mission.casefold() == ALL else options.mission,
            year=options.year,
            skip_bad=options.skip_bad,
            follow=_show if len(data) >= LARGE and sys.stderr.isatty() else plainly,
        )
    except DatasetError as error:
        print_problems(error.problems)
        return FAILED
    except NotWrittenError as error:
        return complain(f"minusma-tui: {error}", FAILED)
    except UnknownMissionError as error:
        raise UsageError(str(error)) from None
    if imported.skipped:
        for problem in imported.skipped:
            print(problem, file=sys.stderr)
        skipped = tr_count("skipped {count} row", "skipped {count} rows", len(imported.skipped))
        complain(f"minusma-tui: {skipped}", DONE)
    if options.output is None:
        sys.stdout.write(imported.toml)
        return DONE
    try:
        write_atomically(Path(options.output), imported.toml.encode(), force=options.force)
    except NotWrittenError as error:
        return complain(f"minusma-tui: {error}", FAILED)
    return DONE


def _show(lines: Iterable[str], number: int) -> Iterable[str]:
    """Show a progress bar on standard error while the lines are read, then remove it."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(lines, tr("Reading"), total=number, console=console, transient=True)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "format", metavar="geo-pko", choices=("geo-pko",), help=tr("the kind of table")
    )
    parser.add_argument(
        "csv",
        metavar="CSV",
        type=file_path,
        help=tr(
            "a table of Geo-PKO v2: the full dataset, or the FrontMap, TCCMap or TTMap table of "
            "its dashboard"
        ),
    )
    parser.add_argument(
        "--mission",
        metavar="NAME",
        required=True,
        help=tr("such as MONUSCO, or all for every mission"),
    )
    parser.add_argument(
        "--year",
        metavar="YEAR",
        type=int,
        help=tr("read no rows after this year; the dataset opens at the end of the last one read"),
    )
    parser.add_argument(
        "--skip-bad",
        action="store_true",
        help=tr("skip rows that cannot be read, and list them"),
    )
    parser.add_argument(
        "--output",
        metavar="PATH",
        type=file_name,
        help=tr("the file to write (default: standard output)"),
    )
    parser.add_argument("--force", action="store_true", help=tr("replace a file that exists"))


IMPORT = Subcommand(
    import_,
    msg("make a dataset from a table of Geo-PKO"),
    """minusma-tui import geo-pko FrontMap_v.2.3.csv --mission MONUSCO --output monusco.toml
minusma-tui import geo-pko FrontMap_v.2.3.csv --mission all --year 2023 --output all.toml""",
    _add_options,
)
