"""Opening an address in the user's browser, which for visitors of a server is their own."""

import sys
import webbrowser
from contextlib import suppress
from functools import partial
from subprocess import DEVNULL, TimeoutExpired, run

from textual.app import App

from minusma_tui.language.catalogue import tr

_START = 10
"""Seconds to wait for a browser to start."""


def open_address(app: App[None], url: str) -> None:
    """Open the address and say so; if there is no browser, show the address."""
    if app.is_web:
        app.open_url(url)
        app.notify(url, title=tr("Opening in the browser"), markup=False)
    else:
        # In a thread: asking the system for its browser may take seconds.
        app.run_worker(partial(_browse, app, url), thread=True)


def _browse(app: App[None], url: str) -> None:
    if _has_browser():
        _start_browser(url)
        app.call_from_thread(app.notify, url, title=tr("Opening in the browser"), markup=False)
    else:
        title = tr("No browser here; the address is")
        app.call_from_thread(app.notify, url, title=title, markup=False, timeout=30)


def _has_browser() -> bool:
    """Whether there is a browser with its own window: one in the terminal would draw over us."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser


def _start_browser(url: str) -> None:
    """Start the browser in a process without our terminal, because browsers print messages."""
    with suppress(TimeoutExpired):  # the process may wait for the browser, which goes on alone
        run(  # noqa: S603  # an address of http or https, as one argument
            [sys.executable, "-Im", "webbrowser", url],
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
            timeout=_START,
            check=False,
        )
