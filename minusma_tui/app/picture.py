"""The dashboard as a picture, drawn without a terminal."""

import asyncio

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.svg import draw_screen
from minusma_tui.situation.situation import Situation

SIZE = (120, 40)
"""Columns and lines: enough for all panes side by side."""


def draw_picture(situation: Situation) -> str:
    """Draw the dashboard as SVG, in an event loop of its own."""
    return asyncio.run(_draw(situation))


async def _draw(situation: Situation) -> str:
    dashboard = Dashboard(situation)
    async with DashboardApp(dashboard).run_test(size=SIZE) as pilot:
        await pilot.pause()
        return draw_screen(dashboard, situation)
