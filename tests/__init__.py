"""The tests, in folders like those of the package."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The root of the checkout."""
