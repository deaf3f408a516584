"""The rows that every peer shows: those that the base list shows of a dataset."""

import csv
import sys
from pathlib import Path

TITLES = ["Base", "Region", "Departed", "Handover", "Troops", "Contingents"]


def read(path: str) -> list[list[str]]:
    """The rows of a CSV file without its titles."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def argument() -> list[list[str]]:
    """Those of the file that the peer was started with."""
    return read(sys.argv[1])
