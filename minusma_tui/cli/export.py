"""`minusma-tui export`: write the dataset as of a day to a file of another format."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from minusma_tui.cli.common import (
    DONE,
    FAILED,
    Subcommand,
    UsageError,
    add_dataset,
    complain,
    file_name,
    load_or_complain,
    read_as_of,
    read_query,
)
from minusma_tui.export.formats import FORMATS, NothingToExportError, describe, find
from minusma_tui.files.atomic import NotWrittenError, find_place, write_atomically
from minusma_tui.language.catalogue import msg, tr

if TYPE_CHECKING:
    from minusma_tui.situation.situation import Situation


def export(options: argparse.Namespace) -> int:
    """Write one file, or a text format to standard output."""
    from minusma_tui.situation.situation import look
    from minusma_tui.situation.world import World

    try:
        if options.output != "-":
            find_place(Path(options.output), force=options.force)
    except NotWrittenError as error:
        return complain(f"minusma-tui: {error}", FAILED)
    dataset = load_or_complain(options.dataset)
    if dataset is None:
        return FAILED
    world = World(dataset)
    situation = look(world, read_as_of(options, dataset), read_query(options, world))
    try:
        data = find(FORMATS, options.format).write(situation, _draw_screen)
        if options.output != "-":
            written = data if isinstance(data, bytes) else data.encode()
            write_atomically(Path(options.output), written, force=options.force)
            return DONE
    except (NothingToExportError, NotWrittenError) as error:
        return complain(f"minusma-tui: {error}", FAILED)
    if isinstance(data, bytes):
        raise UsageError(
            tr("{format} is not text: name a file with --output PATH", format=options.format)
        )
    # Bypass the text layer, which changes the line ends of CSV on some systems.
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode())
    return DONE


def _draw_screen(situation: "Situation") -> str:
    from minusma_tui.app.picture import draw_picture

    return draw_picture(situation)


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_dataset(parser)
    names = [one.name for one in FORMATS]
    parser.add_argument("--format", choices=names, required=True, help=describe(FORMATS))
    parser.add_argument(
        "--output",
        metavar="PATH",
        required=True,
        type=file_name,
        help=tr("the file to write, or - for standard output (not sqlite)"),
    )
    parser.add_argument("--force", action="store_true", help=tr("replace a file that exists"))


EXPORT = Subcommand(
    export,
    msg("write the bases, the map, the dataset or a page to a file"),
    """minusma-tui export --format csv --output bases.csv --filter region:gao,kidal
minusma-tui export --format geojson --output - | jq '.features[].geometry'
minusma-tui export --format json --output dataset.json
minusma-tui export --format sqlite --output mission.db && datasette mission.db
minusma-tui export --format html --output page.html --as-of 2023-10-31
minusma-tui export --format svg --output dashboard.svg --filter region:gao""",
    _add_options,
)
