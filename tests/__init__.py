"""The tests, in rooms like those of the package."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The checkout."""
