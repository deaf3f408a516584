"""Opens an address in a browser, wherever the one who looks at the screen has one."""

import sys
import webbrowser
from contextlib import suppress
from functools import partial
from subprocess import DEVNULL, TimeoutExpired, run

from textual.app import App

from minusma_tui.language.catalogue import tr

_START = 10
"""Seconds within which a browser has started."""


def open_address(app: App[None], url: str) -> None:
    """Open the address and say so; without a browser, show it."""
    if app.is_web:
        app.open_url(url)
        app.notify(url, title=tr("Opening in the browser"), markup=False)
    else:
        # In a thread: to ask the system for its browser may take seconds.
        app.run_worker(partial(_browse, app, url), thread=True)


def _browse(app: App[None], url: str) -> None:
    if _has_browser():
        _start_browser(url)
        app.call_from_thread(app.notify, url, title=tr("Opening in the browser"), markup=False)
    else:
        title = tr("No browser here; the address is")
        app.call_from_thread(app.notify, url, title=title, markup=False, timeout=30)


def _has_browser() -> bool:
    """Whether there is one with a window of its own: one in our terminal would write over us."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser


def _start_browser(url: str) -> None:
    """In a process without our terminal, for browsers talk on it."""
    with suppress(TimeoutExpired):  # it waits for a browser, which goes on without it
        run(  # noqa: S603  # an address of http or https, as one argument
            [sys.executable, "-Im", "webbrowser", url],
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
            timeout=_START,
            check=False,
        )
