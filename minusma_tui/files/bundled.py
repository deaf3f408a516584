"""The files of data/, which come with the program."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def embedded(name: str) -> Traversable:
    """Return a file of data/: in the package if it is installed, beside it in a checkout."""
    inside = files("minusma_tui") / "data" / name
    if inside.is_file():
        return inside
    return Path(__file__).parents[2] / "data" / name
