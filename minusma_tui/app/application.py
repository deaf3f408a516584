"""The Textual application: themes, the colours of the roles, the palette."""

import asyncio
import gc
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, cast

from rich.console import RenderableType
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.events import Event, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import ThemeProvider
from textual.worker import WorkerFailed

from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.key_order import KeyOrder
from minusma_tui.app.messages import ColumnsPicked, Failed, Sorted
from minusma_tui.app.styles_cache import let_widgets_go
from minusma_tui.app.text_box import LONGEST
from minusma_tui.app.themes import HIGH_CONTRAST, role_colours
from minusma_tui.language import tr
from minusma_tui.reading.text import blanked
from minusma_tui.roll import Order

YOUNG_OBJECTS = 30_000
"""After so many new ones garbage is looked for."""


class DashboardApp(KeyOrder):
    """Opens on one screen: the dashboard, or the problems of a dataset that cannot be read."""

    TITLE = "minusma-tui"
    CSS_PATH = "dashboard.tcss"
    ENABLE_COMMAND_PALETTE = True
    # Left to the terminal everywhere, as in the panes; Textual ends on what is clicked as it goes.
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]

    failure: BaseException | None = None
    """Why it ended, for whoever started it to say."""

    order: Order | None = None
    """How the list was sorted last, if someone sorted it."""

    columns: Sequence[str] | None = None
    """The ids of the columns that the list shows, if someone chose them."""

    def __init__(
        self,
        screen: Screen[None],
        keys: Mapping[str, str] | None = None,
        *,
        in_ascii: bool = False,
    ) -> None:
        """`keys` are those that someone changed, by the id of the command."""
        super().__init__()
        let_widgets_go()
        self._ascii: LineFilter | None = None
        if in_ascii:
            from minusma_tui.app.ascii import AsciiFilter  # noqa: PLC0415  # most have no use for it

            self._ascii = AsciiFilter()
        self.register_theme(HIGH_CONTRAST)
        self._screen = screen
        self._keys = keys or {}

    def on_mount(self) -> None:
        self.set_keymap(dict(self._keys))

    async def on_event(self, event: Event) -> None:
        """What is pasted, into whichever box, is foreign: Textual would draw it as it is."""
        if isinstance(event, Paste) and not event.is_forwarded:
            event.text = blanked(event.text[:LONGEST]).strip()
        await super().on_event(event)

    @property
    def clipboard(self) -> str:
        """What was copied here, as the one line that a box can show."""
        return blanked(super().clipboard[:LONGEST]).strip()

    def on_ready(self) -> None:
        """From the first frame on there is garbage; what is there by now is none."""
        gc.freeze()
        # Each search for young garbage looks through whatever is young, such as the list of all
        # bases of a new day: by default ten times a key.
        gc.set_threshold(YOUNG_OBJECTS)
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
        # Ctrl+Q closes many a browser, with all its windows.
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
        """Leave; the caller says why."""
        self.failure = failed.error
        self.exit()

    def run_to_the_end(self) -> None:
        """Run; what fails in a thread or task of its own ends it, too, instead of unheard."""
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            loop.set_default_executor(_Executor())
            loop.set_exception_handler(lambda _, context: self.fail(context.get("exception")))
            threading.excepthook = lambda failed: loop.call_soon_threadsafe(
                self.fail, failed.exc_value
            )
            self.run(loop=loop)

    def fail(self, error: BaseException | None) -> None:
        """Leave, for something failed that nobody waits for; unless one leaves already."""
        if error is not None and self.return_code is None:
            self._handle_exception(error)

    def _handle_exception(self, error: BaseException) -> None:
        """Leave; of several failures the first is the one to tell of."""
        if self.return_code:
            return  # a signal ends it, perhaps amid the first frame, which then is not whole
        if self.failure is None:
            self.failure = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(cast("Exception", error))

    def _fatal_error(self) -> None:
        """Textual would print the traceback with all locals, the dataset among them."""
        self._close_messages_no_wait()

    def panic(self, *_renderables: RenderableType) -> None:
        """Of an error that Textual has its own picture of."""
        self._fatal_error()

    def action_suspend_process(self) -> None:
        """Textual would stop this process alone."""
        if sys.platform != "win32":
            from minusma_tui.app.terminal import TerminalDriver  # noqa: PLC0415

            if isinstance(self._driver, TerminalDriver):
                self._driver.stop_job()

    def get_driver_class(self) -> type[Driver]:
        """Textual's, or ours where it falls short; they are for Unix only."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from minusma_tui.app.terminal import TerminalDriver  # noqa: PLC0415

            return TerminalDriver
        if driver.__name__ == "WebDriver" and sys.platform != "win32":
            from minusma_tui.app.web_driver import ServedDriver  # noqa: PLC0415

            return ServedDriver
        return driver

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
            yield from screen.commands()


class _Executor(ThreadPoolExecutor):
    """Whoever leaves does not wait for a thread to read what nobody will see."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait
        super().shutdown(wait=False, cancel_futures=cancel_futures)
