"""`minusma-tui schema`: print the JSON Schema of a dataset, for editors."""

import argparse

from minusma_tui.cli.common import DONE, Subcommand
from minusma_tui.language.catalogue import msg


def schema(_options: argparse.Namespace) -> int:
    """Print the JSON Schema of a dataset."""
    import json

    from minusma_tui.reading.json_schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no options of its own."""


SCHEMA = Subcommand(
    schema,
    msg("print the JSON Schema of a dataset, for editors"),
    "minusma-tui schema > dataset.schema.json",
    _add_nothing,
)
