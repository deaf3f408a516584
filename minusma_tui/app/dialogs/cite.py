"""The dialogs that copy a citation and open one of its sources."""

from textual.app import App
from textual.content import Content

from minusma_tui.app.dialogs.choice import Choice
from minusma_tui.app.platform.browser import open_address
from minusma_tui.app.platform.clipboard import copy
from minusma_tui.export.citation import STYLES, Quote, say_source
from minusma_tui.language.catalogue import tr
from minusma_tui.model.records import Source
from minusma_tui.model.wording import say_work


def copy_quote(app: App[None], quote: Quote) -> None:
    """Ask for a style, then copy the citation in it to the clipboard."""
    styles = [tr(style) for style in STYLES]

    def copy_in_style(index: int | None) -> None:
        if index is None:
            return
        copy(app, list(STYLES.values())[index](quote))
        said = quote.said or say_source(quote.sources[0])
        app.notify(said, title=tr("Copied as {style}", style=styles[index]), markup=False)

    app.push_screen(
        Choice(tr("Copy the citation"), list(map(Content, styles)), tr("Enter copy · Esc cancel")),
        copy_in_style,
    )


def open_source(app: App[None], quote: Quote) -> None:
    """Open the address of the source; ask which one if there are several."""
    addresses = [(source.url, show_source(source)) for source in quote.sources if source.url]

    def open_chosen(index: int | None) -> None:
        if index is not None:
            open_address(app, addresses[index][0])

    if not addresses:
        app.notify(tr("No source of this has an address."), severity="warning", markup=False)
    elif len(addresses) == 1:
        open_chosen(0)
    else:
        lines = [shown for _, shown in addresses]
        app.push_screen(
            Choice(tr("Open a source"), lines, tr("Enter open · Esc cancel")), open_chosen
        )


def show_source(source: Source) -> Content:
    """Two lines of a list of sources: publisher, title and date, and below them the address."""
    where = source.url or tr("no address")
    return Content.assemble((say_work(source), "bold"), "\n", (where, "$foreground-muted"))
