"""Helpers for tests that press keys in a dashboard through Textual's pilot."""

from textual.events import Key
from textual.pilot import Pilot

from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.platform.key_order import KeyOrder


def dashboard(pilot: Pilot[None]) -> Dashboard:
    """The dashboard, even if a dialog covers it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, Dashboard))


def ids(pilot: Pilot[None]) -> list[str]:
    """The ids of the bases in the list, in its order."""
    situation = dashboard(pilot).situation
    assert situation is not None
    return [standing.base.id for standing in situation.selection]


def shown(pilot: Pilot[None], pane: str) -> str:
    """The text that a pane shows, from its drawn strips."""
    widget = pilot.app.screen.query_one(pane)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def burst(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as they arrive over a slow connection: each before the last has had any effect."""
    for key in keys:
        name = {"/": "slash", ":": "colon", "-": "minus", " ": "space"}.get(key, key)
        pilot.app.post_message(Key(name, key if len(key) == 1 else None))


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every key has had its effect, however busy the machine is."""
    app = pilot.app
    assert isinstance(app, KeyOrder)
    await pilot.pause()
    while (app._waiting or app._followed) and app.return_code is None:  # noqa: SLF001
        await pilot.pause()
    await pilot.pause()
