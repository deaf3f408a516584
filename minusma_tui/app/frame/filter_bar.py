"""The filter box: parses the query at each key and marks a term that it cannot read."""

from contextlib import suppress
from typing import ClassVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.text import Text as RichText
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import Reactive, var
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input, Label

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import QueryChanged
from minusma_tui.app.widgets.text_box import TextBox
from minusma_tui.drawing.lines import fit
from minusma_tui.language.catalogue import tr
from minusma_tui.query import Query, QueryError, Vocabulary, complete, parse
from minusma_tui.query.fields import BY_NAME


class FilterBar(Horizontal):
    """A slash and the filter box behind it."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        #filter-sign { width: auto; padding: 0 1; color: $text-muted; }
        &:focus-within #filter-sign { color: $text-primary; text-style: bold; }
    }
    """

    def __init__(self, vocabulary: Vocabulary, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._vocabulary = vocabulary

    def compose(self) -> ComposeResult:
        yield Label("/", id="filter-sign")
        yield FilterBox(self._text, _placeholder(self._vocabulary))

    def on_mount(self) -> None:
        self.query_one(FilterBox).suggester = _Completer(self._vocabulary)

    @on(Input.Changed)
    def read_query(self, event: Input.Changed) -> None:
        event.stop()
        query = self._read(event.value, typing=True)
        if query is not None:
            self.post_message(QueryChanged(query))

    def adopt_vocabulary(self, vocabulary: Vocabulary, query: Query) -> Query:
        """Switch to another version of the dataset; returns what `query` is there.

        A text that cannot be read there stays in the box with its message, and keeps every base.
        """
        self._vocabulary = vocabulary
        box = self.query_one(FilterBox)
        box.suggester = _Completer(self._vocabulary)
        box.placeholder = _placeholder(self._vocabulary)
        unfinished = box.value.strip() != query.text
        read = self._read(box.value, typing=unfinished)
        if read is None and unfinished:  # the last valid query still holds
            with suppress(QueryError):
                read = parse(query.text, self._vocabulary)
        return read if read is not None else Query()

    def _read(self, text: str, *, typing: bool) -> Query | None:
        """Parse a text; if it is not valid, show why in the box and return None."""
        box = self.query_one(FilterBox)
        try:
            query = parse(text, self._vocabulary, typing=typing)
        except QueryError as error:
            box.mark(error.start, error.end, error.message)
            return None
        box.mark(0, 0)
        return query


def _placeholder(vocabulary: Vocabulary) -> str:
    """An example with a region, a contingent or a word, the first that the bases have."""
    by = "region" if vocabulary.regions else "contingent" if vocabulary.countries else "text"
    example = BY_NAME[by].example_in(vocabulary)
    return tr("filter, such as: {example} troops>500 -status:occupied", example=example)


class FilterBox(TextBox):
    """One line of the filter language; if empty, it shows an example.

    At its right end it says what was expected instead of a term that it cannot read. It draws this
    itself: a widget that comes and goes would lay out the screen again at every other key.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-box--advice"}
    DEFAULT_CSS = """
    FilterBox {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        background: $background;
        .filter-box--advice { color: $text-warning; }
        &:focus { border: none; background: $boost; }
    }
    """

    virtual_size = Reactive(Size(0, 0))
    """The size of the text; redefined so that a change, at each key, causes no new layout."""
    advice: var[str] = var("")
    """What is wrong with the text; empty if nothing is."""

    class Left(Message):
        """The user leaves the filter box."""

    def __init__(self, text: str, placeholder: str) -> None:
        self._marker = _Marker()
        super().__init__(
            text,
            placeholder=placeholder,
            highlighter=self._marker,
            select_on_focus=False,
            compact=True,
        )

    def mark(self, start: int, end: int, message: str = "") -> None:
        """Underline the term that cannot be read and say why; an empty span marks nothing."""
        self._marker.span = (start, end)
        self.advice = message
        self.refresh()

    def watch_advice(self) -> None:
        self.virtual_size = Size(self.content_width, 1)
        cursor = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(cursor, 0, 1, 1), force=True, animate=False)

    def watch_virtual_size(self) -> None:
        self.scroll_x = self.validate_scroll_x(self.scroll_x)

    @property
    def _end(self) -> str:
        """The message behind the text, at most three fifths of the line; empty if there is none."""
        room = self.content_size.width * 3 // 5
        return f" {fit(self.advice, room).rstrip()} " if self.advice else ""

    @property
    def scrollable_content_region(self) -> Region:
        """The region of the text, without the message."""
        return super().scrollable_content_region.shrink(Spacing(right=cell_len(self._end)))

    @property
    def content_width(self) -> int:
        """The width of the text and the message, in cells."""
        return super().content_width + cell_len(self._end)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not self.advice:
            return strip
        style = self.get_component_rich_style("filter-box--advice")
        text = strip.crop(0, self.scrollable_content_region.width)
        return Strip.join([text, Strip([Segment(self._end, style)])])

    def action_clear(self) -> None:
        """Clear the filter; if it is empty, leave it."""
        if self.value:
            self.value = ""
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    async def action_complete(self) -> None:
        """Take the completion; without one, go to the next pane as Tab does elsewhere."""
        # Asked again: after fast typing the suggestion for the last letter is still to come.
        offer = await self.suggester.get_suggestion(self.value) if self.suggester else None
        if offer and self.cursor_at_end:
            self.value = offer
            self.cursor_position = len(offer)
        else:
            self.screen.focus_next()


class _Marker(Highlighter):
    """Underlines one span of the query."""

    span = (0, 0)

    def highlight(self, text: RichText) -> None:
        start, end = self.span
        if end > start:
            text.stylize("underline", start, end)


class _Completer(Suggester):
    """Offers the best completion of the term being typed, in grey behind the cursor."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._vocabulary = vocabulary

    async def get_suggestion(self, value: str) -> str | None:
        offers = complete(value, self._vocabulary)
        return next((offer for offer in offers if offer.startswith(value)), None)
