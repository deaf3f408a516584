"""Draws the picture of the README: the real screen, in its smallest true form."""

import asyncio
from pathlib import Path

from minusma_tui.app.application import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.query import Query
from minusma_tui.reading.load import load

PICTURE = Path(__file__).parent.parent / "docs" / "dashboard.svg"


async def draw() -> str:
    """The dashboard on the embedded dataset at 120x40, as SVG."""
    dataset = load(None)
    app = DashboardApp(Dashboard(dataset, dataset.as_of, Query()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        return app.export_screenshot(title="minusma-tui")


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
