"""The dashboard: holds what is looked at and how, and gives every pane the one situation."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive, var
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from minusma_tui.app.commands import COMMANDS, bindings, say_keys
from minusma_tui.app.frame.filter_bar import FilterBar, FilterBox
from minusma_tui.app.frame.key_bar import KeyBar
from minusma_tui.app.frame.pane_tabs import PaneTabs
from minusma_tui.app.frame.problem_banner import ProblemBanner
from minusma_tui.app.frame.short_gauge import ShortGauge
from minusma_tui.app.frame.time_bar import TimeBar
from minusma_tui.app.frame.title_line import TitleLine
from minusma_tui.app.messages import (
    BaseOpened,
    BasePicked,
    ColumnsPicked,
    DatePicked,
    EntryOpened,
    OrderPicked,
    PanePicked,
    QueryChanged,
    Sorted,
)
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.detail import Detail
from minusma_tui.app.panes.gauge import Gauge
from minusma_tui.app.panes.map import Map
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.app.platform.file_watch import Versions, Watcher
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.app.screens.problems import NewProblems
from minusma_tui.app.widgets.line_view import LineView
from minusma_tui.chronology.stops import add_months, clamp, step, stops
from minusma_tui.language.catalogue import languages, msg, speak, spoken, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Query, Vocabulary
from minusma_tui.reading.files import LONGEST_NAME
from minusma_tui.reading.problems import DatasetError, Problem
from minusma_tui.reading.text import visible
from minusma_tui.situation.columns import COLUMNS, Column, only
from minusma_tui.situation.day import Order
from minusma_tui.situation.situation import Situation, look

if TYPE_CHECKING:
    from minusma_tui.export.citation import Quote

MIN_WIDTH, MIN_HEIGHT = 40, 12
"""Below this nothing useful fits, and the screen says so."""
WIDE, TALL = 110, 32
"""From this size on all panes are side by side; below, one is shown at a time."""
PLAY_SECONDS = 0.8
"""Between two events of the drawdown that is played."""
PROBLEMS = msg("Problems")
PANES: dict[str, type[Widget]] = {
    "base-list": BaseList,
    "gauge": Gauge,
    "detail": Detail,
    "map": Map,
    "timeline": Timeline,
}
"""By id, in the order of their keys."""


class Dashboard(Screen[None]):
    """Every pane of one situation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("dashboard"),
        # In the banner and not in the table: there is nothing to list but while the banner shows.
        Binding("exclamation_mark", "problems", PROBLEMS, show=False),
    ]
    AUTO_FOCUS = "BaseList"
    ALLOW_IN_MAXIMIZED_VIEW = "#head, KeyBar"

    filter_query: var[Query] = var(Query, init=False)
    as_of: var[date] = var(date.today, init=False)
    order: var[Order] = var(Order, init=False)
    columns: var[Sequence[Column]] = var(COLUMNS, init=False)
    """Those that the list may show, as far as there is room."""
    situation: var[Situation | None] = var(None, init=False)
    picked: var[str | None] = var(None, init=False)
    """The id of the chosen base."""
    claims: var[bool] = var(True, init=False)
    """Whether the detail spells out rival claims."""
    marked: var[date | None] = var(None, init=False)
    """The day to compare with."""
    opened: reactive[str] = reactive("base-list", init=False)
    """The id of the pane that the folded layout shows."""
    problems: var[Sequence[Problem]] = var((), init=False)
    """What is wrong with the file as it is now; what is shown is its last good version."""
    _playing: Timer | None = None
    _listed: NewProblems | None = None
    """The screen that lists the problems."""

    def __init__(
        self,
        situation: Situation,
        follow: Versions | None = None,
        keys: Mapping[str, str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        """It begins with a situation; with `follow` each new version of the dataset is shown.

        `keys` are those that someone changed, by the id of the command; `columns` the ids of
        those that the list may show, all if none are given.
        """
        super().__init__()
        self._follow = follow
        self._keys = keys or {}
        self.set_reactive(Dashboard.order, situation.order)
        if columns is not None:
            self.set_reactive(Dashboard.columns, only(columns))
        self._dataset = situation.dataset
        self.set_reactive(Dashboard.as_of, situation.as_of)
        self.set_reactive(Dashboard.filter_query, situation.query)
        self.set_reactive(Dashboard.situation, situation)
        self.set_reactive(Dashboard.picked, _still_picked(situation, situation.latest_closed))

    def compose(self) -> ComposeResult:
        # Before there is anything to style anew.
        self._fold_for(self.app.size)
        with Vertical(id="head"):
            yield TitleLine().data_bind(Dashboard.situation)
            yield TimeBar().data_bind(Dashboard.situation)
            yield FilterBar(self._dataset, self.filter_query.text)
            if self._follow is not None:
                yield ProblemBanner().data_bind(Dashboard.problems)
                yield Watcher(self._follow)
        titles = {pane_id: str(pane.BORDER_TITLE) for pane_id, pane in PANES.items()}
        yield PaneTabs(titles).data_bind(Dashboard.opened)
        yield ShortGauge().data_bind(Dashboard.situation)
        with Container(id="panes"):
            yield BaseList(id="base-list", classes="-opened").data_bind(
                Dashboard.situation, Dashboard.picked, Dashboard.columns
            )
            yield Map(id="map").data_bind(Dashboard.situation, Dashboard.picked)
            yield Gauge(id="gauge").data_bind(Dashboard.situation, Dashboard.claims)
            yield Detail(id="detail").data_bind(
                Dashboard.situation, Dashboard.picked, Dashboard.claims
            )
            yield Timeline(id="timeline").data_bind(Dashboard.situation)
        yield Static(id="too-small", markup=False)
        yield KeyBar()

    # What is looked at

    def on_mount(self) -> None:
        self._name_panes()

    def watch_filter_query(self) -> None:
        self._look()

    def validate_as_of(self, as_of: date) -> date:
        return clamp(self._dataset, as_of)

    def watch_as_of(self) -> None:
        self._look()

    def watch_order(self) -> None:
        self.post_message(Sorted(self.order))
        self._look()

    def watch_marked(self) -> None:
        self._look()

    def _look(self) -> None:
        self._show(
            look(
                self._dataset,
                self.as_of,
                self.filter_query,
                self.order,
                self.marked,
                self.situation,
            )
        )

    def _show(self, situation: Situation) -> None:
        self.situation = situation
        self.picked = _still_picked(situation, self.picked)
        # Now that both are known: later, their scroll bars would come in a frame of their own.
        for pane in self.query(LineView):
            pane.draw_if_seen()

    @on(Watcher.Changed)
    def adopt_version(self, message: Watcher.Changed) -> None:
        """Show the new version where one stands; a broken one leaves the last good one."""
        version = message.version
        if isinstance(version, DatasetError):
            self.problems = version.problems
        else:
            self.problems = ()
            self._take(version)

    def _take(self, version: Dataset) -> None:
        """Look at another dataset from where one stands."""
        follows = self.as_of == self._dataset.as_of
        as_of = version.as_of if follows else clamp(version, self.as_of)
        query = self.query_one(FilterBar).take(version, self.filter_query)
        marked = clamp(version, self.marked) if self.marked is not None else None
        # All at once: each alone would be looked at with the others of the old version.
        self._dataset = version
        self.set_reactive(Dashboard.as_of, as_of)
        self.set_reactive(Dashboard.filter_query, query)
        self.set_reactive(Dashboard.marked, marked)
        self._show(look(version, as_of, query, self.order, marked))

    def watch_problems(self) -> None:
        if self._listed is not None and self._lists_problems:
            self._listed.show(self.problems)

    def action_problems(self) -> None:
        """List what is wrong with the file, if anything is."""
        if self.problems and not self._lists_problems:
            self._listed = NewProblems(self.problems)
            self.app.push_screen(self._listed)

    @property
    def _lists_problems(self) -> bool:
        return self._listed in self.app.screen_stack

    @on(QueryChanged)
    def change_query(self, message: QueryChanged) -> None:
        self.filter_query = message.query

    @on(BasePicked)
    def pick_base(self, message: BasePicked) -> None:
        self.picked = message.base_id

    @on(DatePicked)
    def pick_date(self, message: DatePicked) -> None:
        self.as_of = message.day

    @on(EntryOpened)
    def open_entry(self, message: EntryOpened) -> None:
        """Stand where and when it happened, as far as the filter shows the place."""
        self.as_of = message.entry.date.last_day
        situation = self.situation
        kept = (base for base in message.entry.bases if situation and situation.keeps(base))
        self.picked = next(kept, self.picked)

    @on(OrderPicked)
    def pick_order(self, message: OrderPicked) -> None:
        self.order = message.order

    def action_sort(self) -> None:
        """Sort by the next of the chosen columns, in its own direction."""
        ids = [column.id for column in COLUMNS]
        after = ids.index(self.order.column) + 1
        chosen = {column.id for column in self.columns}
        self.order = Order(next(name for name in ids[after:] + ids[:after] if name in chosen))

    def action_reverse(self) -> None:
        self.order = Order(self.order.column, not self.order.descending)

    def action_columns(self) -> None:
        from minusma_tui.app.dialogs.columns import ColumnDialog  # noqa: PLC0415  # not for the first frame

        self.app.push_screen(ColumnDialog(self.columns, self.pick_columns))

    def pick_columns(self, columns: Sequence[Column]) -> None:
        """Show these, as far as there is room."""
        self.columns = columns
        self.post_message(ColumnsPicked([column.id for column in columns]))

    def action_event(self, events: int) -> None:
        self.as_of = step(self._dataset, self.as_of, events)

    def action_day(self, days: int) -> None:
        self.as_of += timedelta(days=days)

    def action_month(self, months: int) -> None:
        self.as_of = add_months(self.as_of, months)

    def action_ask_date(self) -> None:
        def go(day: date | None) -> None:
            if day is not None:
                self.as_of = day

        from minusma_tui.app.dialogs.go_to_date import GoToDate  # noqa: PLC0415  # not for the first frame

        self.app.push_screen(GoToDate(self.as_of), go)

    def action_home_date(self) -> None:
        self.as_of = self._dataset.as_of

    def action_mark(self) -> None:
        self.marked = None if self.marked == self.as_of else self.as_of

    def action_play(self) -> None:
        """From event to event, from the first one on if there is none ahead; or stop."""
        if self._playing is not None:
            self._stop_playing()
            return
        if self._is_over():
            self.as_of = stops(self._dataset)[0]
        self._playing = self.set_interval(PLAY_SECONDS, self.play_on)

    def play_on(self) -> None:
        """One event further; at the last one it ends."""
        self.action_event(1)
        if self._is_over():
            self._stop_playing()

    @property
    def playing(self) -> bool:
        """Whether the drawdown is being played."""
        return self._playing is not None

    def _is_over(self) -> bool:
        return self.as_of >= stops(self._dataset)[-1]

    def _stop_playing(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def action_claims(self) -> None:
        self.claims = not self.claims

    def action_language(self) -> None:
        """Say all that is on the screen in the next language."""
        known = languages()
        speak(known[(known.index(spoken()) + 1) % len(known)])
        self._name_panes()
        self.query_one(KeyBar).refresh()
        # Another object with the same contents: whatever was made of the old one is made anew.
        self._take(copy(self._dataset))

    def _name_panes(self) -> None:
        for pane_id, pane in PANES.items():
            self.query_one(f"#{pane_id}").border_title = tr(str(pane.BORDER_TITLE))
        self.query_one(PaneTabs).refresh()

    # What one takes along; imported late, for the first frame has no use for it

    def action_cite(self) -> None:
        from minusma_tui.app.dialogs.cite import copy_quote  # noqa: PLC0415

        quote = self._quote()
        if quote:
            copy_quote(self.app, quote)

    def action_open_source(self) -> None:
        from minusma_tui.app.dialogs.cite import open_source  # noqa: PLC0415

        quote = self._quote()
        if quote:
            open_source(self.app, quote)

    def action_sources(self) -> None:
        from minusma_tui.app.dialogs.sources import Sources  # noqa: PLC0415

        self.app.push_screen(Sources(self._dataset))

    def action_export(self) -> None:
        if self.situation is None:
            return
        from minusma_tui.app.dialogs.export import ExportDialog  # noqa: PLC0415

        def tell(path: Path | None) -> None:
            if path is not None:
                written = visible(str(path.absolute()), longest=LONGEST_NAME)
                self.notify(written, title=tr("Written"), markup=False)

        picture = self.draw_picture(self.situation)  # now: soon the dialog lies over it
        self.app.push_screen(ExportDialog(self.situation, lambda: picture), tell)

    def draw_picture(self, situation: Situation) -> str:
        """Draw what is on the screen as SVG; it shows this situation."""
        from minusma_tui.app.svg import draw_svg  # noqa: PLC0415
        from minusma_tui.drawing.description import describe, say_title  # noqa: PLC0415

        panes = [
            tr(str(pane.BORDER_TITLE))
            for pane_id, pane in PANES.items()
            if self.query_one(f"#{pane_id}").is_on_screen
        ]
        return draw_svg(rows_of(self), say_title(situation), describe(situation, panes))

    def _quote(self) -> "Quote | None":
        """Of the chosen entry where the timeline has the focus, else of the chosen base."""
        from minusma_tui.export.citation import quote_base, quote_entry  # noqa: PLC0415

        entry = self.query_one(Timeline).chosen
        if self.opened == "timeline" and entry is not None:
            return quote_entry(self._dataset, entry)
        standing = self.situation.standing_of(self.picked) if self.situation else None
        return quote_base(self.situation, standing) if self.situation and standing else None

    # Where one is

    @on(PanePicked)
    def pick_pane(self, message: PanePicked) -> None:
        self.action_go(message.pane)

    @on(BaseOpened)
    def action_open(self) -> None:
        self.action_go("detail")

    def action_back(self) -> None:
        """One step out: of the zoom, of the detail, of the filter."""
        if self.maximized is not None:
            self.action_zoom()
        elif not self.query_one(BaseList).has_focus:
            self.action_go("base-list")
        else:
            self.query_one(FilterBox).value = ""

    def action_filter(self) -> None:
        self.set_focus(self.query_one(FilterBox))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """The key of the filter is one to type, once the filter has the focus."""
        del parameters
        return not (action == "filter" and isinstance(self.focused, FilterBox))

    @on(FilterBox.Left)
    def leave_filter(self) -> None:
        self.action_go("base-list")

    def action_go(self, pane: str) -> None:
        """To a pane; in the folded layout it must show before it can have the focus."""
        self.opened = pane
        self.query_one(f"#{pane}").focus()

    def focus_something(self) -> None:
        """Where nothing has the focus, such as behind a terminal that was too small for it."""
        if self.focused is None and not self.has_class("-too-small"):
            self.query_one(f"#{self.opened}").focus()

    def action_zoom(self) -> None:
        if self.maximized is not None:
            self.minimize()
        else:
            # Not the pane with the focus: keys that come at once are ahead of it.
            self.maximize(self.query_one(f"#{self.opened}"), container=False)
        self._fold()

    def action_help(self) -> None:
        from minusma_tui.app.dialogs.help import Help  # noqa: PLC0415  # not for the first frame

        self.app.push_screen(Help(Vocabulary(self._dataset), self._keys))

    # How it folds

    def watch_opened(self) -> None:
        if self.maximized is not None:
            self.minimize()
            self.action_zoom()
        self._fold()

    def on_resize(self) -> None:
        self._fold()

    def _fold(self) -> None:
        """Lay the panes out for the size of the terminal and the pane that is open."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.opened, "-opened")
        was_small = self.has_class("-too-small")
        if self._fold_for(self.size):
            width, height = self.size
            least = f"{MIN_WIDTH}×{MIN_HEIGHT}"
            said = tr("Needs {least} cells, has {size}.", least=least, size=f"{width}×{height}")
            self.query_one("#too-small", Static).update(Content(said))
        elif was_small:
            # What was hidden had lost the focus.
            self.call_after_refresh(self.focus_something)

    def _fold_for(self, size: Size) -> bool:
        """Whether a terminal of that size is too small."""
        small = size.width < MIN_WIDTH or size.height < MIN_HEIGHT
        self.set_class(small, "-too-small")
        self.set_class(size.width < WIDE or size.height < TALL, "-folded")
        self.set_class(self.opened == "gauge", "-gauge-opened")
        return small

    def on_descendant_focus(self) -> None:
        """In the folded layout the pane with the focus is the one that shows."""
        if self.focused is not None and self.focused.id in PANES:
            self.opened = self.focused.id

    def commands(self) -> Iterable[SystemCommand]:
        """Every command of the table, for the palette."""
        for command in COMMANDS:
            if command.palette:
                action = command.action
                yield SystemCommand(
                    f"{tr(command.title)} ({say_keys(command, self._keys)})",
                    tr(command.help),
                    lambda action=action, place=command.scope: self._run(place, action),
                )
        if self.problems:
            said = tr("List what is wrong with the file as it is now")
            yield SystemCommand(f"{tr(PROBLEMS)} (!)", said, self.action_problems)

    async def _run(self, place: str, action: str) -> None:
        await self.app.run_action(action, self.query_one(BaseList) if place == "list" else self)


def _still_picked(situation: Situation, picked: str | None) -> str | None:
    """The picked base while the filter keeps it, else the first that it keeps."""
    if situation.keeps(picked):
        return picked
    return next((standing.base.id for standing in situation.selection), None)
