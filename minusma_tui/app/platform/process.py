"""The app as a process: the driver of its terminal, how it stops, and how it ends."""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, cast

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.worker import WorkerFailed


class ProcessApp(App[None]):
    """Ends in good order whatever fails, and leaves it to whoever started it to say why."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]

    failure: BaseException | None = None
    """Why it ended, for whoever started it to say."""

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
            from minusma_tui.app.platform.terminal import TerminalDriver  # noqa: PLC0415

            if isinstance(self._driver, TerminalDriver):
                self._driver.stop_job()

    def get_driver_class(self) -> type[Driver]:
        """Textual's, or ours where it falls short; they are for Unix only."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from minusma_tui.app.platform.terminal import TerminalDriver  # noqa: PLC0415

            return TerminalDriver
        if driver.__name__ == "WebDriver" and sys.platform != "win32":
            from minusma_tui.app.platform.web_driver import ServedDriver  # noqa: PLC0415

            return ServedDriver
        return driver


class _Executor(ThreadPoolExecutor):
    """Whoever leaves does not wait for a thread to read what nobody will see."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait
        super().shutdown(wait=False, cancel_futures=cancel_futures)
