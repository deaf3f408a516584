"""The app as a process: the driver of its terminal, how it is stopped, and how it ends."""

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
    """An app that ends cleanly whatever fails, and leaves it to its caller to report the error."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]

    failure: BaseException | None = None
    """The error that ended the app, for the caller to report."""

    def run_to_the_end(self) -> None:
        """Run the app; an error in a thread or task that nobody awaits ends it too."""
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            loop.set_default_executor(_Executor())
            loop.set_exception_handler(lambda _, context: self.fail(context.get("exception")))
            threading.excepthook = lambda failed: loop.call_soon_threadsafe(
                self.fail, failed.exc_value
            )
            self.run(loop=loop)

    def fail(self, error: BaseException | None) -> None:
        """End the app after an error that nobody awaits, unless it is ending already."""
        if error is not None and self.return_code is None:
            self._handle_exception(error)

    def _handle_exception(self, error: BaseException) -> None:
        """End the app; the first of several errors is the one to report."""
        if self.return_code:
            return  # a signal ends it, perhaps during the first frame, which is then incomplete
        if self.failure is None:
            self.failure = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(cast("Exception", error))

    def _fatal_error(self) -> None:
        """End silently: Textual would print the traceback with all locals, the dataset included."""
        self._close_messages_no_wait()

    def panic(self, *_renderables: RenderableType) -> None:
        """End silently after an error for which Textual has its own message."""
        self._fatal_error()

    def action_suspend_process(self) -> None:
        """Stop the whole job: Textual would stop this process alone."""
        if sys.platform != "win32":
            from minusma_tui.app.platform.terminal import TerminalDriver  # noqa: PLC0415

            if isinstance(self._driver, TerminalDriver):
                self._driver.stop_job()

    def get_driver_class(self) -> type[Driver]:
        """The driver of Textual, or one of ours for Unix, where Textual's falls short."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from minusma_tui.app.platform.terminal import TerminalDriver  # noqa: PLC0415

            return TerminalDriver
        if driver.__name__ == "WebDriver" and sys.platform != "win32":
            from minusma_tui.app.platform.web_driver import ServedDriver  # noqa: PLC0415

            return ServedDriver
        return driver


class _Executor(ThreadPoolExecutor):
    """An executor that at the end does not wait for threads whose result nobody will see."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait
        super().shutdown(wait=False, cancel_futures=cancel_futures)
