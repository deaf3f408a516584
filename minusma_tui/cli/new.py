"""`minusma-tui new`: write a template of a dataset."""

import argparse
import shlex

from minusma_tui.cli.common import DONE, FAILED, Subcommand, complain, file_path
from minusma_tui.files.atomic import NotWrittenError, write_atomically
from minusma_tui.language.catalogue import msg, tr

TEMPLATE = "template.toml"
"""A file in data/."""


def new(options: argparse.Namespace) -> int:
    """Write the template, and print the commands to continue with."""
    from minusma_tui.files.bundled import embedded

    try:
        write_atomically(options.path, embedded(TEMPLATE).read_bytes(), force=options.force)
    except NotWrittenError as error:
        return complain(f"minusma-tui: {error}", FAILED)
    path = shlex.quote(str(options.path))
    complain(tr("Wrote {path}, a sample (fictional) mission. Edit it, then:", path=path), DONE)
    complain(f"    minusma-tui check {path}", DONE)
    return complain(f"    minusma-tui view {path}", DONE)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=file_path, help=tr("the file to write"))
    parser.add_argument("--force", action="store_true", help=tr("replace a file that exists"))


NEW = Subcommand(
    new,
    msg("write a commented sample dataset to start another mission from"),
    "minusma-tui new my-mission.toml",
    _add_options,
)
