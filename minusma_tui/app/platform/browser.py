"""What leaves the dashboard by the clipboard and the browser."""

import sys
import webbrowser
from contextlib import suppress
from functools import partial
from subprocess import DEVNULL, TimeoutExpired, run

from textual.app import App
from textual.content import Content

from minusma_tui.app.dialogs.choice import Choice
from minusma_tui.app.platform.clipboard import copy
from minusma_tui.export.citation import STYLES, Quote, say_source
from minusma_tui.language.catalogue import tr
from minusma_tui.model.records import Source
from minusma_tui.model.wording import say_work

_START = 10
"""Seconds within which a browser has started."""


def copy_quote(app: App[None], quote: Quote) -> None:
    """Ask in which style, then copy: through the terminal, so that it works from afar, too."""
    styles = [tr(style) for style in STYLES]

    def write(index: int | None) -> None:
        if index is None:
            return
        copy(app, list(STYLES.values())[index](quote))
        said = quote.said or say_source(quote.sources[0])
        app.notify(said, title=tr("Copied as {style}", style=styles[index]), markup=False)

    app.push_screen(
        Choice(tr("Copy the citation"), list(map(Content, styles)), tr("Enter copies, Esc stays")),
        write,
    )


def open_source(app: App[None], quote: Quote) -> None:
    """Open the address of the source, asking which where there are several."""
    sources = [source for source in quote.sources if source.url]
    if not sources:
        app.notify(tr("No source of this has an address."), severity="warning", markup=False)
    elif len(sources) == 1:
        _open(app, sources, 0)
    else:
        lines = list(map(show_source, sources))
        app.push_screen(
            Choice(tr("Open a source"), lines, tr("Enter opens, Esc stays")),
            partial(_open, app, sources),
        )


def show_source(source: Source) -> Content:
    """Who, what and when; below it where, for a list of them."""
    where = source.url or tr("no address")
    return Content.assemble((say_work(source), "bold"), "\n", (where, "$foreground-muted"))


def _open(app: App[None], sources: list[Source], index: int | None) -> None:
    url = sources[index].url if index is not None else None
    if url is None:
        return
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
