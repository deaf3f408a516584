"""Which keys do what, and where? The bindings, the footer, the palette and the help come from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

from minusma_tui.language.catalogue import msg, tr

KeyScope = Literal["dashboard", "list", "detail", "map", "timeline", "filter"]
"""Where a key works: anywhere on the dashboard, or only while that pane has the focus."""


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """One thing the keyboard can do."""

    keys: str
    """Textual's names of the keys, separated by commas."""
    shown: str
    """The keys as people read them."""
    action: str
    title: str
    """In the footer and in the palette."""
    help: str
    scope: KeyScope = "dashboard"
    footer: bool = False
    palette: bool = True
    first: bool = False
    """Whether it is done before the next key is looked at, for that is already meant for it."""

    @property
    def id(self) -> str:
        """Its name where keys are changed: sort, list.first-base."""
        name = self.title.lower().replace(" ", "-")
        return name if self.scope == "dashboard" else f"{self.scope}.{name}"


COMMANDS = (
    KeyCommand("slash", "/", "filter", msg("Filter"), msg("Type a filter; every pane follows each key"), footer=True, first=True),
    KeyCommand("escape,left,h", "Esc ← h", "back", msg("Back"), msg("Back to the list; then clear the filter"), palette=False),
    KeyCommand("enter,right,l", "Enter → l", "open", msg("Detail"), msg("Read the chosen base in the detail"), "list", footer=True),
    KeyCommand("up,k", "↑ k", "move(-1)", msg("Previous base"), msg("Choose the previous base"), "list"),
    KeyCommand("down,j", "↓ j", "move(1)", msg("Next base"), msg("Choose the next base"), "list"),
    KeyCommand("pageup", "PgUp", "page(-1)", msg("Page up"), msg("A page up"), "list", palette=False),
    KeyCommand("pagedown", "PgDn", "page(1)", msg("Page down"), msg("A page down"), "list", palette=False),
    KeyCommand("ctrl+u", "Ctrl+U", "page(-0.5)", msg("Half a page up"), msg("Half a page up"), "list", palette=False),
    KeyCommand("ctrl+d", "Ctrl+D", "page(0.5)", msg("Half a page down"), msg("Half a page down"), "list", palette=False),
    KeyCommand("home,g", "Home g", "jump(0)", msg("First base"), msg("Choose the first base"), "list"),
    KeyCommand("end,G", "End G", "jump(-1)", msg("Last base"), msg("Choose the last base"), "list"),
    KeyCommand("up,k", "↑ k", "scroll_up", msg("Scroll up"), msg("Scroll up a line"), "detail", palette=False),
    KeyCommand("down,j", "↓ j", "scroll_down", msg("Scroll down"), msg("Scroll down a line"), "detail", palette=False),
    KeyCommand("pageup,ctrl+u", "PgUp Ctrl+U", "page_up", msg("Page up"), msg("Scroll up a page"), "detail", palette=False),
    KeyCommand("pagedown,ctrl+d", "PgDn Ctrl+D", "page_down", msg("Page down"), msg("Scroll down a page"), "detail", palette=False),
    KeyCommand("home,g", "Home g", "scroll_home", msg("Top"), msg("Scroll to the top"), "detail", palette=False),
    KeyCommand("end,G", "End G", "scroll_end", msg("Bottom"), msg("Scroll to the bottom"), "detail", palette=False),
    KeyCommand("up,k", "↑ k", "step(0, -1)", msg("North"), msg("Choose the next base to the north"), "map", palette=False),
    KeyCommand("down,j", "↓ j", "step(0, 1)", msg("South"), msg("Choose the next base to the south"), "map", palette=False),
    KeyCommand("left,h", "← h", "step(-1, 0)", msg("West"), msg("Choose the next base to the west"), "map", palette=False),
    KeyCommand("right,l", "→ l", "step(1, 0)", msg("East"), msg("Choose the next base to the east"), "map", palette=False),
    KeyCommand("enter", "Enter", "open", msg("Detail"), msg("Read the chosen base in the detail"), "map", footer=True, palette=False),
    KeyCommand("up,k", "↑ k", "move(-1)", msg("Previous entry"), msg("Choose the previous entry"), "timeline", palette=False),
    KeyCommand("down,j", "↓ j", "move(1)", msg("Next entry"), msg("Choose the next entry"), "timeline", palette=False),
    KeyCommand("pageup,ctrl+u", "PgUp Ctrl+U", "page(-1)", msg("Page up"), msg("A page up"), "timeline", palette=False),
    KeyCommand("pagedown,ctrl+d", "PgDn Ctrl+D", "page(1)", msg("Page down"), msg("A page down"), "timeline", palette=False),
    KeyCommand("home,g", "Home g", "jump(0)", msg("First entry"), msg("Choose the first entry"), "timeline", palette=False),
    KeyCommand("end,G", "End G", "jump(-1)", msg("Last entry"), msg("Choose the last entry"), "timeline", palette=False),
    KeyCommand("enter,right,l", "Enter → l", "open", msg("Go"), msg("Go to the day of the entry and choose its base"), "timeline", footer=True, palette=False),
    KeyCommand("left_square_bracket", "[", "event(-1)", msg("Earlier"), msg("Back to the previous event of the drawdown"), footer=True),
    KeyCommand("right_square_bracket", "]", "event(1)", msg("Later"), msg("Forward to the next event of the drawdown"), footer=True),
    KeyCommand("left_curly_bracket", "{", "month(-1)", msg("Back a month"), msg("Back a month")),
    KeyCommand("right_curly_bracket", "}", "month(1)", msg("Forward a month"), msg("Forward a month")),
    KeyCommand("comma", ",", "day(-1)", msg("Back a day"), msg("Back a day")),
    KeyCommand("full_stop", ".", "day(1)", msg("Forward a day"), msg("Forward a day")),
    KeyCommand("d", "d", "ask_date", msg("Go to a date"), msg("Go to a date that is typed")),
    KeyCommand("t", "t", "home_date", msg("Own date"), msg("Back to the dataset's own date")),
    KeyCommand("space", "Space", "play", msg("Play"), msg("Play the drawdown event by event, and stop"), footer=True),
    KeyCommand("m", "m", "mark", msg("Mark"), msg("Mark this day: gauge and list show what changed since; on the marked day, forget it")),
    KeyCommand("c", "c", "claims", msg("Claims"), msg("Show or hide the rival claims of contested facts"), footer=True),
    KeyCommand("o", "o", "open_source", msg("Source"), msg("Open the source of the chosen base or entry in the browser")),
    KeyCommand("y", "y", "cite", msg("Cite"), msg("Copy the chosen base or entry with its sources: as text, in Markdown or BibTeX")),
    KeyCommand("r", "r", "sources", msg("Sources"), msg("List all sources with what each is cited for")),
    KeyCommand("e", "e", "export", msg("Export"), msg("Write what is on the screen to a file")),
    KeyCommand("s", "s", "sort", msg("Sort"), msg("Sort the list by the next column")),
    KeyCommand("S", "S", "reverse", msg("Reverse the sort"), msg("Reverse the order of the list")),
    KeyCommand("C", "C", "columns", msg("Columns"), msg("Choose the columns of the list")),
    KeyCommand("z", "z", "zoom", msg("Zoom"), msg("Give the focused pane the whole screen, and back"), footer=True),
    KeyCommand("tab", "Tab", "app.focus_next", msg("Next pane"), msg("Go to the next pane"), palette=False),
    KeyCommand("shift+tab", "Shift+Tab", "app.focus_previous", msg("Previous pane"), msg("Go to the previous pane"), palette=False),
    KeyCommand("1", "1", "go('base-list')", msg("Bases"), msg("Go to the list of bases")),
    KeyCommand("2", "2", "go('gauge')", msg("Gauge"), msg("Go to the gauge")),
    KeyCommand("3", "3", "go('detail')", msg("Handover"), msg("Go to the detail of the chosen base")),
    KeyCommand("4", "4", "go('map')", msg("Map"), msg("Go to the map")),
    KeyCommand("5", "5", "go('timeline')", msg("Timeline"), msg("Go to the timeline")),
    KeyCommand("escape", "Esc", "clear", msg("Clear"), msg("Clear the filter; once it is empty, leave it"), "filter", footer=True, palette=False),
    KeyCommand("tab", "Tab", "complete", msg("Complete"), msg("Take the completion; without one, go on to the next pane"), "filter", palette=False),
    KeyCommand("enter,down", "Enter ↓", "leave", msg("To the list"), msg("Keep the filter and go to the list"), "filter", footer=True, palette=False),
    KeyCommand("L", "L", "language", msg("Language"), msg("Say everything in the next language")),
    KeyCommand("question_mark", "?", "help", msg("Help"), msg("Show this help"), footer=True),
    KeyCommand("ctrl+p", "Ctrl+P", "app.command_palette", msg("Palette"), msg("Find a command or a theme by its name"), palette=False),
    KeyCommand("q", "q", "app.quit", msg("Quit"), msg("Leave the dashboard"), footer=True),
)  # fmt: skip


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
"""Names of keys that are not those of a character."""


def default_keys() -> dict[str, str]:
    """The keys of each command by its id."""
    return {command.id: command.keys for command in COMMANDS}


def say_keys(command: KeyCommand, changed: Mapping[str, str]) -> str:
    """The keys of a command as people read them; `changed` has other ones by id."""
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
            priority=command.first,
            id=command.id,
        )
        for command in COMMANDS
        if command.scope == scope
    ]
