"""The Textual app: themes, the colours of the roles, the command palette."""

import gc
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.events import Event, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import ThemeProvider

from minusma_tui.app.commands import PROBLEMS, KeyCommand, palette_lines
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.messages import ColumnsPicked, Failed, Sorted
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.platform.key_order import KeyOrder
from minusma_tui.app.platform.process import ProcessApp
from minusma_tui.app.platform.styles_cache import let_widgets_go
from minusma_tui.app.themes import HIGH_CONTRAST, role_colours
from minusma_tui.app.widgets.text_box import LONGEST
from minusma_tui.language.catalogue import tr
from minusma_tui.reading.text import blanked
from minusma_tui.situation.day import Order

YOUNG_OBJECTS = 30_000
"""How many new objects start a search for garbage among the young ones."""
YOUNG_SEARCHES, MIDDLE_SEARCHES = 5, 2
"""How many searches among the young and the middle-aged objects start one among the next older.

A dialog that is left is garbage of some age, and what it showed goes with it. With Python's ten and
ten 18 rounds of every dialog, each with a new version of the file, took 14 MiB; now they take 6.
A search among the old costs 10 ms, and what was loaded before the first frame is not searched.
"""


class DashboardApp(KeyOrder, ProcessApp):
    """Opens on one screen: the dashboard, or the problems of a dataset that cannot be read."""

    TITLE = "minusma-tui"
    CSS_PATH = "dashboard.tcss"
    ENABLE_COMMAND_PALETTE = True
    # Text selection is left to the terminal. Textual's own ends with an error if the widget that
    # is clicked is being removed.
    ALLOW_SELECT = False

    order: Order | None = None
    """The order in which the list was last sorted; None if the user never sorted it."""

    columns: Sequence[str] | None = None
    """The ids of the columns that the user chose for the list; None if they were never chosen."""

    def __init__(
        self,
        screen: Screen[None],
        keys: Mapping[str, str] | None = None,
        *,
        in_ascii: bool = False,
    ) -> None:
        """`keys` has the keys that the user changed, by the id of the command."""
        super().__init__()
        let_widgets_go()
        self._ascii: LineFilter | None = None
        if in_ascii:
            from minusma_tui.app.platform.ascii import AsciiFilter  # noqa: PLC0415  # few terminals need it

            self._ascii = AsciiFilter()
        self.register_theme(HIGH_CONTRAST)
        self._screen = screen
        self._keys = keys or {}

    def on_mount(self) -> None:
        self.set_keymap(dict(self._keys))

    async def on_event(self, event: Event) -> None:
        """Blank the unsafe characters of pasted text: Textual would draw them as they are."""
        if isinstance(event, Paste) and not event.is_forwarded:
            event.text = blanked(event.text[:LONGEST]).strip()
        await super().on_event(event)

    @property
    def clipboard(self) -> str:
        """The text copied last in the app, as one line that a text box can show."""
        return blanked(super().clipboard[:LONGEST]).strip()

    def on_ready(self) -> None:
        """Enable garbage collection after the first frame, exempting what is loaded."""
        gc.freeze()
        # Each search for young garbage looks through all young objects, such as the list of all
        # bases of a new day: with the default threshold ten times for each key.
        gc.set_threshold(YOUNG_OBJECTS, YOUNG_SEARCHES, MIDDLE_SEARCHES)
        gc.enable()

    def on_app_focus(self) -> None:
        """Focus a pane: a browser may focus the app before there is a pane to take it."""
        if isinstance(self.screen, Dashboard):
            self.screen.focus_something()

    def action_command_palette(self) -> None:
        from minusma_tui.app.dialogs.palette import Palette  # noqa: PLC0415  # not for the first frame

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                Palette(placeholder=tr("Search for commands…"), id="--command-palette")
            )

    def search_themes(self) -> None:
        from minusma_tui.app.dialogs.palette import Palette  # noqa: PLC0415

        self.push_screen(Palette([ThemeProvider], placeholder=tr("Search for themes…")))

    def action_help_quit(self) -> None:
        """Say how to quit: people press Ctrl+C to quit, but in a text box it copies."""
        # In many browsers Ctrl+Q closes all windows.
        said = tr("Close the tab to leave.") if self.is_web else tr("{key} quits.", key="Ctrl+Q")
        self.notify(said, markup=False)

    @on(Sorted)
    def remember_order(self, message: Sorted) -> None:
        self.order = message.order

    @on(ColumnsPicked)
    def remember_columns(self, message: ColumnsPicked) -> None:
        self.columns = message.ids

    @on(Failed)
    def give_up(self, failed: Failed) -> None:
        """Exit; the caller of the app reports the error."""
        self.failure = failed.error
        self.exit()

    def get_default_screen(self) -> Screen[None]:
        return self._screen

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return [*filters, self._ascii] if self._ascii else filters

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), **role_colours(self.current_theme)}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand(tr("Theme"), tr("Change the colours"), self.action_change_theme)
        if isinstance(screen, Dashboard):
            yield from palette_lines(partial(self._run_command, screen), self._keys)
            if screen.problems:
                said = tr("List what is wrong with the file as it is now")
                yield SystemCommand(f"{tr(PROBLEMS)} (!)", said, screen.action_problems)

    async def _run_command(self, dashboard: Dashboard, command: KeyCommand) -> None:
        node = dashboard.query_one(BaseList) if command.scope == "list" else dashboard
        await self.run_action(command.action, node)
