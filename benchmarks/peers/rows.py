"""The rows that every peer shows, the same as in the base list of a dataset."""

import csv
import sys
from pathlib import Path

TITLES = ["Base", "Region", "Departed", "Handover", "Troops", "Contingents"]


def read(path: str) -> list[list[str]]:
    """The rows of a CSV file without its header."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def argument() -> list[list[str]]:
    """The rows of the file that is the peer's first argument."""
    return read(sys.argv[1])
