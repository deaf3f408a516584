"""The dashboard screen: holds date, filter and order, and gives all panes the same situation."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.reactive import reactive, var
from textual.screen import Screen
from textual.widgets import Static

from minusma_tui.app.commands import PROBLEMS, bindings
from minusma_tui.app.frame.filter_bar import FilterBar, FilterBox
from minusma_tui.app.frame.key_bar import KeyBar
from minusma_tui.app.frame.pane_tabs import PaneTabs
from minusma_tui.app.frame.problem_banner import ProblemBanner
from minusma_tui.app.frame.short_gauge import ShortGauge
from minusma_tui.app.frame.time_bar import TimeBar
from minusma_tui.app.frame.title_line import TitleLine
from minusma_tui.app.layout import PANES, PaneLayout
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
from minusma_tui.app.outputs import Outputs
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.detail import Detail
from minusma_tui.app.panes.gauge import Gauge
from minusma_tui.app.panes.map import Map
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.app.platform.file_watch import Versions, Watcher
from minusma_tui.app.screens.problems import NewProblems
from minusma_tui.app.time_controls import TimeControls
from minusma_tui.app.widgets.line_view import LineView
from minusma_tui.chronology.stops import clamp
from minusma_tui.chronology.timeline import Entry
from minusma_tui.language.catalogue import languages, speak, spoken
from minusma_tui.query import Query
from minusma_tui.reading.problems import DatasetError, Problem
from minusma_tui.situation.columns import COLUMNS, Column, next_column, only
from minusma_tui.situation.day import Order
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World


class Dashboard(Screen[None]):
    """The main screen: all panes, which show the same situation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("dashboard"),
        # Not in the table of commands: there are problems to list only while the banner shows.
        Binding("exclamation_mark", "problems", PROBLEMS, show=False),
    ]
    AUTO_FOCUS = "BaseList"
    ALLOW_IN_MAXIMIZED_VIEW = "#head, KeyBar"

    filter_query: var[Query] = var(Query, init=False)
    as_of: var[date] = var(date.today, init=False)
    order: var[Order] = var(Order, init=False)
    columns: var[Sequence[Column]] = var(COLUMNS, init=False)
    """The columns that the list shows as far as there is room."""
    situation: var[Situation | None] = var(None, init=False)
    picked: var[str | None] = var(None, init=False)
    """The id of the chosen base."""
    claims: var[bool] = var(True, init=False)
    """Whether the detail spells out rival claims."""
    marked: var[date | None] = var(None, init=False)
    """The day to compare with; None if no day is marked."""
    opened: reactive[str] = reactive("base-list", init=False)
    """The id of the pane that the folded layout shows."""
    problems: var[Sequence[Problem]] = var((), init=False)
    """The problems of the file as it is now; the dashboard shows its last good version."""

    def __init__(
        self,
        situation: Situation,
        follow: Versions | None = None,
        keys: Mapping[str, str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        """Open on a situation; with `follow`, show each new version of the dataset.

        `keys` has the keys that the user changed, by the id of the command. `columns` has the ids
        of the columns that the list may show; None means all.
        """
        super().__init__()
        self._follow = follow
        self._keys = keys or {}
        self.set_reactive(Dashboard.order, situation.order)
        if columns is not None:
            self.set_reactive(Dashboard.columns, only(columns))
        self._world = situation.world
        self.set_reactive(Dashboard.as_of, situation.as_of)
        self.set_reactive(Dashboard.filter_query, situation.query)
        self.set_reactive(Dashboard.situation, situation)
        self.set_reactive(Dashboard.picked, _still_picked(situation, situation.latest_closed))
        self._pane_layout = PaneLayout(self)
        self._time_controls = TimeControls(self.go_to_day)
        self._outputs = Outputs(self._chosen_entry)
        # Textual looks for actions on the screen; these are delegated.
        self.action_event = self._time_controls.step_events
        self.action_day = self._time_controls.step_days
        self.action_month = self._time_controls.step_months
        self.action_ask_date = self._time_controls.ask
        self.action_home_date = self._time_controls.go_home
        self.action_play = self._time_controls.play
        self.action_cite = self._outputs.cite
        self.action_open_source = self._outputs.open_source
        self.action_sources = self._outputs.list_sources
        self.action_export = self._outputs.export

    def compose(self) -> ComposeResult:
        # Before there are widgets, which each change of a class would style again.
        self._pane_layout.fit(self.app.size, self.opened)
        with Vertical(id="head"):
            yield TitleLine().data_bind(Dashboard.situation)
            yield TimeBar().data_bind(Dashboard.situation)
            yield FilterBar(self._world.vocabulary, self.filter_query.text)
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
        yield self._time_controls.data_bind(Dashboard.situation)
        yield self._outputs.data_bind(Dashboard.situation, Dashboard.picked)
        yield Static(id="too-small", markup=False)
        yield KeyBar()

    # The situation

    def on_mount(self) -> None:
        self._pane_layout.name_panes()

    def watch_filter_query(self) -> None:
        self._look()

    def validate_as_of(self, as_of: date) -> date:
        return clamp(self._world.stops, as_of)

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
                self._world,
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
        # Drawn now that both are known: later, the scroll bars would appear one frame after them.
        for pane in self.query(LineView):
            pane.draw_if_seen()

    @on(Watcher.Changed)
    def adopt_version(self, message: Watcher.Changed) -> None:
        """Show a new version; with problems, keep showing the last good version."""
        version = message.version
        if isinstance(version, DatasetError):
            self.problems = version.problems
        else:
            self.problems = ()
            self._show_world(version)

    def _show_world(self, world: World) -> None:
        """Show another World with the same date, filter, order and marked day, as far as it can.

        A dashboard that is at the dataset's own date goes to that of the new one.
        """
        follows = self.as_of == self._world.dataset.as_of
        as_of = world.dataset.as_of if follows else clamp(world.stops, self.as_of)
        query = self.query_one(FilterBar).adopt_vocabulary(world.vocabulary, self.filter_query)
        marked = clamp(world.stops, self.marked) if self.marked is not None else None
        # Set without watchers: each would show a mix of the old version and the new one.
        self._world = world
        self.set_reactive(Dashboard.as_of, as_of)
        self.set_reactive(Dashboard.filter_query, query)
        self.set_reactive(Dashboard.marked, marked)
        self._show(look(world, as_of, query, self.order, marked))

    def action_problems(self) -> None:
        """List what is wrong with the file, if anything is."""
        if self.problems and self.is_current:
            self.app.push_screen(NewProblems(self, self.problems))

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
        """Go to the last day of the entry and to the first of its bases that the filter keeps."""
        self.as_of = message.entry.date.last_day
        situation = self.situation
        kept = (base for base in message.entry.bases if situation and situation.keeps(base))
        self.picked = next(kept, self.picked)

    @on(OrderPicked)
    def pick_order(self, message: OrderPicked) -> None:
        self.order = message.order

    def action_sort(self) -> None:
        """Sort by the next of the chosen columns, in its own direction."""
        self.order = Order(next_column(self.order.column, self.columns))

    def action_reverse(self) -> None:
        self.order = Order(self.order.column, not self.order.descending)

    def action_columns(self) -> None:
        from minusma_tui.app.dialogs.columns import ColumnDialog  # noqa: PLC0415  # not for the first frame

        self.app.push_screen(ColumnDialog(self.columns, self.pick_columns))

    def pick_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns as far as there is room."""
        self.columns = columns
        self.post_message(ColumnsPicked([column.id for column in columns]))

    def go_to_day(self, day: date) -> None:
        self.as_of = day

    def action_mark(self) -> None:
        self.marked = None if self.marked == self.as_of else self.as_of

    def action_claims(self) -> None:
        self.claims = not self.claims

    def action_language(self) -> None:
        """Switch everything on the screen to the next language."""
        known = languages()
        speak(known[(known.index(spoken()) + 1) % len(known)])
        self._pane_layout.name_panes()
        self.query_one(KeyBar).refresh()
        self._show_world(self._world.retold())

    def _chosen_entry(self) -> Entry | None:
        """The chosen entry while the timeline is open; else None, for the chosen base."""
        return self.query_one(Timeline).chosen if self.opened == "timeline" else None

    # Panes and focus

    @on(PanePicked)
    def pick_pane(self, message: PanePicked) -> None:
        self.action_go(message.pane)

    @on(BaseOpened)
    def action_open(self) -> None:
        self.action_go("detail")

    def action_back(self) -> None:
        """Leave the zoom; else go to the list; else clear the filter."""
        if self.maximized is not None:
            self.action_zoom()
        elif not self.query_one(BaseList).has_focus:
            self.action_go("base-list")
        else:
            self.query_one(FilterBox).value = ""

    def action_filter(self) -> None:
        self.set_focus(self.query_one(FilterBox))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Disable the key of the filter while the filter has the focus: there it is typed."""
        del parameters
        return not (action == "filter" and isinstance(self.focused, FilterBox))

    @on(FilterBox.Left)
    def leave_filter(self) -> None:
        self.action_go("base-list")

    def action_go(self, pane: str) -> None:
        """Focus a pane; in the folded layout it must be shown before it can have the focus."""
        self.opened = pane
        self.query_one(f"#{pane}").focus()

    def focus_something(self) -> None:
        """Focus the open pane if nothing has the focus, such as after a terminal was too small."""
        self._pane_layout.focus_something(self.opened)

    def action_zoom(self) -> None:
        self._pane_layout.zoom(self.opened)

    def action_help(self) -> None:
        from minusma_tui.app.dialogs.help import Help  # noqa: PLC0415  # not for the first frame

        self.app.push_screen(Help(self._world.vocabulary, self._keys))

    def watch_opened(self) -> None:
        self._pane_layout.follow_zoom(self.opened)

    def on_resize(self) -> None:
        self._pane_layout.fold(self.opened)

    def on_descendant_focus(self) -> None:
        """Open the pane with the focus: the folded layout shows only that one."""
        if self.focused is not None and self.focused.id in PANES:
            self.opened = self.focused.id


def _still_picked(situation: Situation, picked: str | None) -> str | None:
    """The picked base if the filter keeps it; else the first base that it keeps, or None."""
    if situation.keeps(picked):
        return picked
    return next((standing.base.id for standing in situation.selection), None)
