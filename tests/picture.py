"""Draws docs/dashboard.svg, the picture of the README, from the real screen."""

from pathlib import Path

from minusma_tui.app.picture import draw_picture
from minusma_tui.reading.load import load
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World

PICTURE = Path(__file__).parent.parent / "docs" / "dashboard.svg"


def draw() -> str:
    """The dashboard on the embedded dataset at 120x40, as SVG."""
    dataset = load(None)
    return draw_picture(look(World(dataset), dataset.as_of))


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(draw(), encoding="utf-8")
