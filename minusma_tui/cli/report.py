"""`minusma-tui report`: print the dashboard as text, Markdown or JSON."""

import argparse
import sys

from minusma_tui.cli.common import (
    DONE,
    FAILED,
    Subcommand,
    add_dataset,
    load_or_complain,
    read_as_of,
    read_query,
)
from minusma_tui.export.formats import REPORTS, describe, find
from minusma_tui.language.catalogue import knows_only_ascii, msg, tr


def report(options: argparse.Namespace) -> int:
    """Print the dashboard in the format of --format."""
    from minusma_tui.situation.situation import look
    from minusma_tui.situation.world import World

    dataset = load_or_complain(options.dataset)
    if dataset is None:
        return FAILED
    world = World(dataset)
    situation = look(world, read_as_of(options, dataset), read_query(options, world))
    said = find(REPORTS, options.format).write(situation)
    # ASCII is only for a terminal; a file or another program gets UTF-8 everywhere.
    if options.format == "text" and sys.stdout.isatty() and knows_only_ascii():
        from minusma_tui.app.platform.ascii import in_ascii

        said = "".join(f"{in_ascii(line)}\n" for line in said.splitlines())
    sys.stdout.write(said)
    return DONE


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_dataset(parser)
    parser.add_argument(
        "--format",
        choices=[one.name for one in REPORTS],
        default="text",
        help=tr("how it is written: {formats} (default: text)", formats=describe(REPORTS)),
    )


REPORT = Subcommand(
    report,
    msg("print the dashboard as text, Markdown or JSON"),
    "minusma-tui report --format json --filter region:gao",
    _add_options,
)
