"""The Textual application: themes, the colours of the roles, the palette."""

import asyncio
import gc
from collections.abc import Iterable, Mapping, Sequence
from signal import Signals

from rich.text import Text
from textual import on
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.events import Event, Paste
from textual.screen import Screen
from textual.theme import ThemeProvider

from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.messages import ColumnsPicked, Failed, Sorted
from minusma_tui.app.themes import HIGH_CONTRAST, role_colours
from minusma_tui.crash import log_crash
from minusma_tui.language import tr
from minusma_tui.reading.text import blanked
from minusma_tui.roll import Order

LONGEST_PASTE = 1_000
"""Characters; more is no filter, no day and no name of a file."""


class DashboardApp(App[None]):
    """Opens on one screen: the dashboard, or the problems of a dataset that cannot be read."""

    TITLE = "minusma-tui"
    CSS_PATH = "dashboard.tcss"
    ENABLE_COMMAND_PALETTE = True

    failure: Exception | None = None
    """Why it ended, for whoever started it to say."""

    order: Order | None = None
    """How the list was sorted last, if someone sorted it."""

    columns: Sequence[str] | None = None
    """The ids of the columns that the list shows, if someone chose them."""

    def __init__(self, screen: Screen[None], keys: Mapping[str, str] | None = None) -> None:
        """`keys` are those that someone changed, by the id of the command."""
        super().__init__()
        self.register_theme(HIGH_CONTRAST)
        self._screen = screen
        self._keys = keys or {}

    def on_mount(self) -> None:
        """Leave in good order when asked from outside: Textual leaves the terminal as it is."""
        self.set_keymap(dict(self._keys))
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for signal in (Signals.SIGTERM, Signals.SIGHUP):
            loop.add_signal_handler(signal, self.exit, None, 128 + signal)

    async def on_event(self, event: Event) -> None:
        """What is pasted, into whichever box, is foreign: Textual would draw it as it is."""
        if isinstance(event, Paste):
            event.text = blanked(event.text[:LONGEST_PASTE]).strip()
        await super().on_event(event)

    @property
    def clipboard(self) -> str:
        """What was copied here, as the one line that a box can show."""
        return blanked(super().clipboard[:LONGEST_PASTE]).strip()

    def on_ready(self) -> None:
        """From the first frame on there is garbage; what is there by now is none."""
        gc.freeze()
        gc.enable()

    def on_app_focus(self) -> None:
        """A browser may give us the focus before there was a pane to have it."""
        if isinstance(self.screen, Dashboard):
            self.screen.focus_something()

    def action_command_palette(self) -> None:
        from minusma_tui.app.palette import Palette  # noqa: PLC0415  # not for the first frame

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                Palette(placeholder=tr("Search for commands…"), id="--command-palette")
            )

    def search_themes(self) -> None:
        from minusma_tui.app.palette import Palette  # noqa: PLC0415

        self.push_screen(Palette([ThemeProvider], placeholder=tr("Search for themes…")))

    def action_help_quit(self) -> None:
        """Ctrl+C, which people press to quit, and which copies where one types."""
        self.notify(tr("{key} quits.", key="Ctrl+Q"), markup=False)

    @on(Sorted)
    def remember_order(self, message: Sorted) -> None:
        self.order = message.order

    @on(ColumnsPicked)
    def remember_columns(self, message: ColumnsPicked) -> None:
        self.columns = message.ids

    @on(Failed)
    def give_up(self, failed: Failed) -> None:
        """Leave; the caller says why."""
        self.failure = failed.error
        self.exit()

    def _fatal_error(self) -> None:
        """Textual would print the traceback with all locals, the dataset among them."""
        self._exit_renderables.append(Text(log_crash()))
        self._close_messages_no_wait()

    def get_default_screen(self) -> Screen[None]:
        return self._screen

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), **role_colours(self.current_theme)}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand(tr("Theme"), tr("Change the colours"), self.action_change_theme)
        if isinstance(screen, Dashboard):
            yield from screen.commands()
