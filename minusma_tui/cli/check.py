"""minusma-tui check: is a dataset sound?"""

import argparse
from pathlib import Path

from minusma_tui.cli.common import DONE, FAILED, Command


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


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "datasets", metavar="DATASET", nargs="*", type=Path, help="TOML files, or -"
    )


CHECK = Command(
    check, "validate datasets, one problem a line", "minusma-tui check mission.toml", _add_options
)
