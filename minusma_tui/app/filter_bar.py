"""The filter box: reads the query at each key, says gently what it cannot read."""

from contextlib import suppress
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text as RichText
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import QueryChanged
from minusma_tui.drawing.lines import fit
from minusma_tui.language import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Query, QueryError, Vocabulary, complete, parse, vocabulary_of
from minusma_tui.query.fields import BY_NAME


class FilterBar(Horizontal):
    """A box, and beside it what a term that cannot be read should have been."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        #filter-sign { width: auto; padding: 0 1; color: $text-muted; }
        #filter-message {
            width: auto;
            padding: 0 1;
            color: $text-warning;
        }
        &:focus-within #filter-sign { color: $text-primary; text-style: bold; }
    }
    """

    _said: str = ""
    """What is wrong, as it stands beside the box."""

    def __init__(self, dataset: Dataset, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._vocabulary = vocabulary_of(dataset)

    def compose(self) -> ComposeResult:
        yield Label("/", id="filter-sign")
        yield FilterBox(self._text, _placeholder(self._vocabulary))
        yield Static(id="filter-message", markup=False)

    def on_mount(self) -> None:
        self.query_one(FilterBox).suggester = _Completer(self._vocabulary)

    @on(Input.Changed)
    def read_query(self, event: Input.Changed) -> None:
        event.stop()
        query = self._read(event.value, typing=True)
        if query is not None:
            self.post_message(QueryChanged(query))

    def take(self, dataset: Dataset, query: Query) -> Query:
        """Go over to another version of the dataset; gives what `query` is there.

        A text that cannot be read there stays, with its message, and keeps every base.
        """
        self._vocabulary = vocabulary_of(dataset)
        box = self.query_one(FilterBox)
        box.suggester = _Completer(self._vocabulary)
        box.placeholder = _placeholder(self._vocabulary)
        unfinished = box.value.strip() != query.text
        read = self._read(box.value, typing=unfinished)
        if read is None and unfinished:  # the last good query holds
            with suppress(QueryError):
                read = parse(query.text, self._vocabulary)
        return read if read is not None else Query()

    def _read(self, text: str, *, typing: bool) -> Query | None:
        """The query of a text, or None; the box shows what is wrong with it."""
        box = self.query_one(FilterBox)
        message = ""
        query = None
        try:
            query = parse(text, self._vocabulary, typing=typing)
        except QueryError as error:
            box.mark(error.start, error.end)
            message = error.message
        else:
            box.mark(0, 0)
        # The box keeps a good third of the line.
        room = self.size.width * 3 // 5
        said = fit(message, room).rstrip() if message else ""
        if said != self._said:  # for it moves the box
            self._said = said
            self.query_one("#filter-message", Static).update(Content(said))
        return query


def _placeholder(vocabulary: Vocabulary) -> str:
    """An example by region, or else by contingent, as far as the bases have any."""
    by = "region" if vocabulary.regions else "contingent" if vocabulary.countries else "text"
    example = BY_NAME[by].example_in(vocabulary)
    return tr("filter, such as: {example} troops>500 -status:occupied", example=example)


class FilterBox(Input):
    """One line of the filter language; empty, it shows an example."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")
    DEFAULT_CSS = """
    FilterBox {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        background: $background;
        &:focus { border: none; background: $boost; }
    }
    """

    class Left(Message):
        """The box gives the focus back."""

    def __init__(self, text: str, placeholder: str) -> None:
        self._marker = _Marker()
        super().__init__(
            text,
            placeholder=placeholder,
            highlighter=self._marker,
            select_on_focus=False,
            compact=True,
        )

    def mark(self, start: int, end: int) -> None:
        """Underline the term that cannot be read; an empty span marks nothing."""
        self._marker.span = (start, end)
        self.refresh()

    def action_clear(self) -> None:
        """Clear; with nothing to clear, leave."""
        if self.value:
            self.value = ""
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """Take what the suggester offers, or go on as Tab does anywhere."""
        if self._suggestion and self.cursor_at_end:
            self.action_cursor_right()
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
        for completion in complete(value, len(value), self._vocabulary):
            if completion.text.startswith(value):
                return completion.text
        return None
