"""Where are the files of data/ that travel with the program?"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def embedded(name: str) -> Traversable:
    """A file of data/: inside the wheel, or beside the package in a checkout."""
    inside = files("minusma_tui") / "data" / name
    if inside.is_file():
        return inside
    return Path(__file__).parents[2] / "data" / name
