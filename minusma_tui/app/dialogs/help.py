"""The help: all keys, the filter language and the signs, made from the tables in the code."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from minusma_tui.app.commands import COMMANDS, KeyScope, say_keys
from minusma_tui.app.dialogs.dialog import Dialog
from minusma_tui.app.panes.base_list import NEW
from minusma_tui.app.widgets.styles import to_content
from minusma_tui.chronology.timeline import EntryKind
from minusma_tui.drawing.curve import POINT, RIVAL
from minusma_tui.drawing.lines import Line, pad, wrap
from minusma_tui.drawing.time_bar import CURSOR, DEADLINE, MARKED
from minusma_tui.drawing.timeline import SIGNS
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.model.wording import say_day, say_term
from minusma_tui.query import Vocabulary
from minusma_tui.query.fields import FIELDS
from minusma_tui.situation.columns import CONTESTED_MARK, MARKS

_SCOPES: dict[KeyScope, str] = {
    "dashboard": msg("Everywhere"),
    "list": msg("In the list of bases"),
    "detail": msg("In the detail and the gauge"),
    "map": msg("On the map"),
    "timeline": msg("In the timeline"),
    "filter": msg("In the filter"),
}


class Help(Dialog[None]):
    """A text to scroll; each of the keys that people try closes it."""

    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", msg("Close the help")),
        Binding("k", "scroll(-1)", show=False),
        Binding("j", "scroll(1)", show=False),
    ]
    DEFAULT_CSS = """
    Help #help { max-width: 78; height: auto; max-height: 100%; padding: 0 2; }
    """

    def __init__(self, vocabulary: Vocabulary, keys: Mapping[str, str]) -> None:
        """`keys` has the keys that the user changed, by the id of the command."""
        super().__init__()
        self._vocabulary = vocabulary
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", classes="frame") as scroll:
            scroll.border_title = tr("Help")
            scroll.border_subtitle = tr("Esc close")
            yield Static(self._draw(), id="help-text", markup=False)

    def on_resize(self) -> None:
        self.query_one("#help-text", Static).update(self._draw())

    def _draw(self) -> Content:
        width = max(10, min(78, self.app.size.width) - 8)
        return to_content(_draw(self._vocabulary, self._keys, width))

    def action_scroll(self, lines: int) -> None:
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def _draw(vocabulary: Vocabulary, keys: Mapping[str, str], width: int) -> list[Line]:
    lines: list[Line] = []
    for scope, title in _SCOPES.items():
        lines += [((tr(title), "heading"),)]
        for command in COMMANDS:
            if command.scope == scope:
                lines += _row(say_keys(command, keys), tr(command.help), width)
        lines.append(())
    lines += [((tr("The filter"), "heading"),)]
    lines += wrap(
        [(tr("All terms must hold; a minus negates; quotes keep words together."), "text")],
        width,
    )
    for field in FIELDS:
        lines += _row(field.example_in(vocabulary), tr(field.expects), width)
    lines += [(), ((tr("Signs"), "heading"),)]
    for status, mark in MARKS.items():
        lines.append(((f"{mark} ", status.value), (say_term(status), "text")))
    lines.append(((f"{CONTESTED_MARK} ", "contested"), (tr("contested: sources disagree"), "text")))
    lines += wrap(
        [(f"({say_day(date(2023, 11, 18))}) ", "dim"), (tr("planned, not yet happened"), "text")],
        width,
    )
    lines += wrap(
        [
            ("2023~ ", "strong"),
            (f"{tr('about that time')}   ", "text"),
            ("2023? ", "strong"),
            (tr("uncertain"), "text"),
        ],
        width,
    )
    lines += [(SIGNS[kind], (f" {say_term(kind)}", "text")) for kind in EntryKind]
    for (sign, role), said in (
        (
            POINT,
            msg("people departed, as reported; the dots are the even pace that meets the deadline"),
        ),
        (RIVAL, msg("a rival figure")),
        ((CURSOR, "cursor"), msg("the day on the screen")),
        ((DEADLINE, "contested"), msg("the deadline")),
        ((MARKED, "cursor"), msg("the marked day")),
        ((NEW, "strong"), msg("closed between the marked day and this one")),
    ):
        lines += wrap([(f"{sign} ", role), (tr(said), "text")], width, indent=2)
    return lines


def _row(left: str, right: str, width: int) -> list[Line]:
    column = min(26, width // 2)
    return wrap([(pad(left, column), "strong"), (right, "text")], width, indent=column)
