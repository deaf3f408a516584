"""The commands of the keyboard: the table from which bindings, footer, palette and help are made."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from minusma_tui.language.catalogue import msg, tr

KeyScope = Literal["dashboard", "list", "detail", "map", "timeline", "filter"]
"""Where a key works: anywhere on the dashboard, or only while that pane has the focus."""


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """One thing that the keyboard can do."""

    id: str
    """The name in the `[keys]` of a configuration, such as sort or list.first-base; never changes.

    The scope is its prefix, except for the scope dashboard.
    """
    keys: str
    """Textual's names of the keys, separated by commas."""
    shown: str
    """The keys as people read them, separated by blanks."""
    action: str
    title: str
    """The label in the footer and in the palette, in English."""
    help: str
    scope: KeyScope = "dashboard"
    footer: bool = False
    palette: bool = True
    priority: bool = False
    """Whether the binding has priority, so that the keys typed after it reach its target."""


COMMANDS = (
    KeyCommand("filter", "slash", "/", "filter", msg("Filter"), msg("Filter the bases (updates as you type)"), footer=True, priority=True),
    KeyCommand("back", "escape,left,h", "Esc ← h", "back", msg("Back"), msg("Back to the list; then clear the filter"), palette=False),
    KeyCommand("list.detail", "enter,right,l", "Enter → l", "open", msg("Detail"), msg("Read the chosen base in the detail"), "list", footer=True),
    KeyCommand("list.previous-base", "up,k", "↑ k", "move(-1)", msg("Previous base"), msg("Choose the previous base"), "list"),
    KeyCommand("list.next-base", "down,j", "↓ j", "move(1)", msg("Next base"), msg("Choose the next base"), "list"),
    KeyCommand("list.page-up", "pageup", "PgUp", "page(-1)", msg("Page up"), msg("A page up"), "list", palette=False),
    KeyCommand("list.page-down", "pagedown", "PgDn", "page(1)", msg("Page down"), msg("A page down"), "list", palette=False),
    KeyCommand("list.half-a-page-up", "ctrl+u", "Ctrl+U", "page(-0.5)", msg("Half a page up"), msg("Half a page up"), "list", palette=False),
    KeyCommand("list.half-a-page-down", "ctrl+d", "Ctrl+D", "page(0.5)", msg("Half a page down"), msg("Half a page down"), "list", palette=False),
    KeyCommand("list.first-base", "home,g", "Home g", "jump(0)", msg("First base"), msg("Choose the first base"), "list"),
    KeyCommand("list.last-base", "end,G", "End G", "jump(-1)", msg("Last base"), msg("Choose the last base"), "list"),
    KeyCommand("detail.scroll-up", "up,k", "↑ k", "scroll_up", msg("Scroll up"), msg("Scroll up a line"), "detail", palette=False),
    KeyCommand("detail.scroll-down", "down,j", "↓ j", "scroll_down", msg("Scroll down"), msg("Scroll down a line"), "detail", palette=False),
    KeyCommand("detail.page-up", "pageup,ctrl+u", "PgUp Ctrl+U", "page_up", msg("Page up"), msg("Scroll up a page"), "detail", palette=False),
    KeyCommand("detail.page-down", "pagedown,ctrl+d", "PgDn Ctrl+D", "page_down", msg("Page down"), msg("Scroll down a page"), "detail", palette=False),
    KeyCommand("detail.top", "home,g", "Home g", "scroll_home", msg("Top"), msg("Scroll to the top"), "detail", palette=False),
    KeyCommand("detail.bottom", "end,G", "End G", "scroll_end", msg("Bottom"), msg("Scroll to the bottom"), "detail", palette=False),
    KeyCommand("map.north", "up,k", "↑ k", "step(0, -1)", msg("North"), msg("Choose the next base to the north"), "map", palette=False),
    KeyCommand("map.south", "down,j", "↓ j", "step(0, 1)", msg("South"), msg("Choose the next base to the south"), "map", palette=False),
    KeyCommand("map.west", "left,h", "← h", "step(-1, 0)", msg("West"), msg("Choose the next base to the west"), "map", palette=False),
    KeyCommand("map.east", "right,l", "→ l", "step(1, 0)", msg("East"), msg("Choose the next base to the east"), "map", palette=False),
    KeyCommand("map.detail", "enter", "Enter", "open", msg("Detail"), msg("Read the chosen base in the detail"), "map", footer=True, palette=False),
    KeyCommand("timeline.previous-entry", "up,k", "↑ k", "move(-1)", msg("Previous entry"), msg("Choose the previous entry"), "timeline", palette=False),
    KeyCommand("timeline.next-entry", "down,j", "↓ j", "move(1)", msg("Next entry"), msg("Choose the next entry"), "timeline", palette=False),
    KeyCommand("timeline.page-up", "pageup,ctrl+u", "PgUp Ctrl+U", "page(-1)", msg("Page up"), msg("A page up"), "timeline", palette=False),
    KeyCommand("timeline.page-down", "pagedown,ctrl+d", "PgDn Ctrl+D", "page(1)", msg("Page down"), msg("A page down"), "timeline", palette=False),
    KeyCommand("timeline.first-entry", "home,g", "Home g", "jump(0)", msg("First entry"), msg("Choose the first entry"), "timeline", palette=False),
    KeyCommand("timeline.last-entry", "end,G", "End G", "jump(-1)", msg("Last entry"), msg("Choose the last entry"), "timeline", palette=False),
    KeyCommand("timeline.go", "enter,right,l", "Enter → l", "open", msg("Go"), msg("Go to the day of the entry and choose its base"), "timeline", footer=True, palette=False),
    KeyCommand("earlier", "left_square_bracket", "[", "event(-1)", msg("Earlier"), msg("Back to the previous event of the drawdown"), footer=True),
    KeyCommand("later", "right_square_bracket", "]", "event(1)", msg("Later"), msg("Forward to the next event of the drawdown"), footer=True),
    KeyCommand("back-a-month", "left_curly_bracket", "{", "month(-1)", msg("Back a month"), msg("Back a month")),
    KeyCommand("forward-a-month", "right_curly_bracket", "}", "month(1)", msg("Forward a month"), msg("Forward a month")),
    KeyCommand("back-a-day", "comma", ",", "day(-1)", msg("Back a day"), msg("Back a day")),
    KeyCommand("forward-a-day", "full_stop", ".", "day(1)", msg("Forward a day"), msg("Forward a day")),
    KeyCommand("go-to-a-date", "d", "d", "ask_date", msg("Go to a date"), msg("Type a date to go to")),
    KeyCommand("own-date", "t", "t", "home_date", msg("Opening date"), msg("Back to the date the dataset opens at")),
    KeyCommand("play", "space", "Space", "play", msg("Play"), msg("Play the drawdown event by event; press again to stop"), footer=True),
    KeyCommand("mark", "m", "m", "mark", msg("Mark"), msg("Compare with this day (press again on it to stop)")),
    KeyCommand("claims", "c", "c", "claims", msg("Claims"), msg("Show or hide rival claims"), footer=True),
    KeyCommand("source", "o", "o", "open_source", msg("Source"), msg("Open the source of the chosen base or entry in the browser")),
    KeyCommand("cite", "y", "y", "cite", msg("Cite"), msg("Copy the chosen base or entry with its sources: as text, in Markdown or BibTeX")),
    KeyCommand("sources", "r", "r", "sources", msg("Sources"), msg("List all sources and the facts that each supports")),
    KeyCommand("export", "e", "e", "export", msg("Export"), msg("Export the bases, the map, the dataset or a page to a file")),
    KeyCommand("sort", "s", "s", "sort", msg("Sort"), msg("Sort the list by the next column")),
    KeyCommand("reverse-the-sort", "S", "S", "reverse", msg("Reverse the sort"), msg("Reverse the order of the list")),
    KeyCommand("columns", "C", "C", "columns", msg("Columns"), msg("Choose the columns of the list")),
    KeyCommand("zoom", "z", "z", "zoom", msg("Zoom"), msg("Maximise the focused pane, or restore it"), footer=True),
    KeyCommand("next-pane", "tab", "Tab", "app.focus_next", msg("Next pane"), msg("Go to the next pane"), palette=False),
    KeyCommand("previous-pane", "shift+tab", "Shift+Tab", "app.focus_previous", msg("Previous pane"), msg("Go to the previous pane"), palette=False),
    KeyCommand("bases", "1", "1", "go('base-list')", msg("Bases"), msg("Go to the list of bases")),
    KeyCommand("gauge", "2", "2", "go('gauge')", msg("Gauge"), msg("Go to the gauge")),
    KeyCommand("handover", "3", "3", "go('detail')", msg("Handover"), msg("Go to the detail of the chosen base")),
    KeyCommand("map", "4", "4", "go('map')", msg("Map"), msg("Go to the map")),
    KeyCommand("timeline", "5", "5", "go('timeline')", msg("Timeline"), msg("Go to the timeline")),
    KeyCommand("filter.clear", "escape", "Esc", "clear", msg("Clear"), msg("Clear the filter; leave it if it is empty"), "filter", footer=True, palette=False),
    KeyCommand("filter.complete", "tab", "Tab", "complete", msg("Complete"), msg("Take the completion, or go to the next pane"), "filter", palette=False),
    KeyCommand("filter.to-the-list", "enter,down", "Enter ↓", "leave", msg("To the list"), msg("Keep the filter and go to the list"), "filter", footer=True, palette=False),
    KeyCommand("language", "L", "L", "language", msg("Language"), msg("Switch the language (English, French)")),
    KeyCommand("help", "question_mark", "?", "help", msg("Help"), msg("Show this help"), footer=True),
    KeyCommand("palette", "ctrl+p", "Ctrl+P", "app.command_palette", msg("Palette"), msg("Find a command or theme by name"), palette=False),
    KeyCommand("quit", "q", "q", "app.quit", msg("Quit"), msg("Leave the dashboard"), footer=True),
)  # fmt: skip
PROBLEMS = msg("Problems")
"""The title of a command that exists only while the file has problems."""


KEYS = (
    msg("Enter"),
    msg("Esc"),
    msg("Space"),
    msg("Tab"),
    msg("Shift+Tab"),
    msg("Home"),
    msg("End"),
    msg("PgUp"),
    msg("PgDn"),
)
"""The names of keys that type no character, for the catalogues."""


def default_keys() -> dict[str, str]:
    """The default keys of each command by its id; several are separated by commas."""
    return {command.id: command.keys for command in COMMANDS}


def say_keys(command: KeyCommand, changed: Mapping[str, str]) -> str:
    """The keys of a command as people read them; `changed` has the user's own keys by id."""
    if command.id in changed:
        return changed[command.id].replace(",", " ")
    return " ".join(tr(key) for key in command.shown.split())


def bindings(scope: KeyScope) -> list[BindingType]:
    """The bindings of a scope, in the order of the table."""
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            key_display=command.shown.split()[0],
            show=command.footer,
            tooltip=command.help,
            priority=command.priority,
            id=command.id,
        )
        for command in COMMANDS
        if command.scope == scope
    ]


def palette_lines(
    run: Callable[[KeyCommand], Awaitable[None]], changed: Mapping[str, str]
) -> Iterator[SystemCommand]:
    """The commands that the palette offers, each with its keys; `run` executes one."""
    for command in COMMANDS:
        if command.palette:
            title = f"{tr(command.title)} ({say_keys(command, changed)})"
            yield SystemCommand(title, tr(command.help), partial(run, command))
