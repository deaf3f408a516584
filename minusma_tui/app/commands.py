"""Which keys do what, and where? The bindings, the footer, the palette and the help come from here."""

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Place = Literal["dashboard", "list", "detail", "map", "timeline", "filter"]
"""Where a key works: anywhere on the dashboard, or only while that pane has the focus."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the keyboard can do."""

    keys: str
    """Textual's names of the keys, separated by commas."""
    shown: str
    """The keys as people read them."""
    action: str
    title: str
    """In the footer and in the palette."""
    help: str
    place: Place = "dashboard"
    footer: bool = False
    palette: bool = True


COMMANDS = (
    Command("slash", "/", "filter", "Filter", "Type a filter; every pane follows each key", footer=True),
    Command("escape,left,h", "Esc ← h", "back", "Back", "Back to the list; then clear the filter", palette=False),
    Command("enter,right,l", "Enter → l", "open", "Detail", "Read the chosen base in the detail", "list", footer=True),
    Command("up,k", "↑ k", "move(-1)", "Previous base", "Choose the previous base", "list"),
    Command("down,j", "↓ j", "move(1)", "Next base", "Choose the next base", "list"),
    Command("pageup", "PgUp", "page(-1)", "Page up", "A page up", "list", palette=False),
    Command("pagedown", "PgDn", "page(1)", "Page down", "A page down", "list", palette=False),
    Command("ctrl+u", "Ctrl+U", "page(-0.5)", "Half a page up", "Half a page up", "list", palette=False),
    Command("ctrl+d", "Ctrl+D", "page(0.5)", "Half a page down", "Half a page down", "list", palette=False),
    Command("home,g", "Home g", "jump(0)", "First base", "Choose the first base", "list"),
    Command("end,G", "End G", "jump(-1)", "Last base", "Choose the last base", "list"),
    Command("up,k", "↑ k", "scroll_up", "Scroll up", "Scroll up a line", "detail", palette=False),
    Command("down,j", "↓ j", "scroll_down", "Scroll down", "Scroll down a line", "detail", palette=False),
    Command("pageup,ctrl+u", "PgUp Ctrl+U", "page_up", "Page up", "Scroll up a page", "detail", palette=False),
    Command("pagedown,ctrl+d", "PgDn Ctrl+D", "page_down", "Page down", "Scroll down a page", "detail", palette=False),
    Command("home,g", "Home g", "scroll_home", "Top", "Scroll to the top", "detail", palette=False),
    Command("end,G", "End G", "scroll_end", "Bottom", "Scroll to the bottom", "detail", palette=False),
    Command("up,k", "↑ k", "step(0, -1)", "North", "Choose the next base to the north", "map", palette=False),
    Command("down,j", "↓ j", "step(0, 1)", "South", "Choose the next base to the south", "map", palette=False),
    Command("left,h", "← h", "step(-1, 0)", "West", "Choose the next base to the west", "map", palette=False),
    Command("right,l", "→ l", "step(1, 0)", "East", "Choose the next base to the east", "map", palette=False),
    Command("enter", "Enter", "open", "Detail", "Read the chosen base in the detail", "map", footer=True, palette=False),
    Command("up,k", "↑ k", "move(-1)", "Previous entry", "Choose the previous entry", "timeline", palette=False),
    Command("down,j", "↓ j", "move(1)", "Next entry", "Choose the next entry", "timeline", palette=False),
    Command("pageup,ctrl+u", "PgUp Ctrl+U", "page(-1)", "Page up", "A page up", "timeline", palette=False),
    Command("pagedown,ctrl+d", "PgDn Ctrl+D", "page(1)", "Page down", "A page down", "timeline", palette=False),
    Command("home,g", "Home g", "jump(0)", "First entry", "Choose the first entry", "timeline", palette=False),
    Command("end,G", "End G", "jump(-1)", "Last entry", "Choose the last entry", "timeline", palette=False),
    Command("enter,right,l", "Enter → l", "open", "Go", "Go to the day of the entry and choose its base", "timeline", footer=True, palette=False),
    Command("left_square_bracket", "[", "event(-1)", "Earlier", "Back to the previous event of the drawdown", footer=True),
    Command("right_square_bracket", "]", "event(1)", "Later", "Forward to the next event of the drawdown", footer=True),
    Command("left_curly_bracket", "{", "month(-1)", "Back a month", "Back a month"),
    Command("right_curly_bracket", "}", "month(1)", "Forward a month", "Forward a month"),
    Command("comma", ",", "day(-1)", "Back a day", "Back a day"),
    Command("full_stop", ".", "day(1)", "Forward a day", "Forward a day"),
    Command("d", "d", "ask_date", "Go to a date", "Go to a date that is typed"),
    Command("t", "t", "home_date", "Own date", "Back to the dataset's own date"),
    Command("space", "Space", "play", "Play", "Play the drawdown event by event, and stop", footer=True),
    Command("m", "m", "mark", "Mark", "Mark this day: gauge and list show what changed since; on the marked day, forget it"),
    Command("c", "c", "claims", "Claims", "Show or hide the rival claims of contested facts", footer=True),
    Command("o", "o", "open_source", "Source", "Open the source of the chosen base or entry in the browser"),
    Command("y", "y", "cite", "Cite", "Copy the chosen base or entry with its sources: as text, in Markdown or BibTeX"),
    Command("r", "r", "sources", "Sources", "List all sources with what each is cited for"),
    Command("e", "e", "export", "Export", "Write what is on the screen to a file"),
    Command("s", "s", "sort", "Sort", "Sort the list by the next column"),
    Command("S", "S", "reverse", "Reverse the sort", "Reverse the order of the list"),
    Command("z", "z", "zoom", "Zoom", "Give the focused pane the whole screen, and back", footer=True),
    Command("tab", "Tab", "app.focus_next", "Next pane", "Go to the next pane", palette=False),
    Command("shift+tab", "Shift+Tab", "app.focus_previous", "Previous pane", "Go to the previous pane", palette=False),
    Command("1", "1", "go('base-list')", "Bases", "Go to the list of bases"),
    Command("2", "2", "go('gauge')", "Gauge", "Go to the gauge"),
    Command("3", "3", "go('detail')", "Handover", "Go to the detail of the chosen base"),
    Command("4", "4", "go('map')", "Map", "Go to the map"),
    Command("5", "5", "go('timeline')", "Timeline", "Go to the timeline"),
    Command("escape", "Esc", "clear", "Clear", "Clear the filter; once it is empty, leave it", "filter", footer=True, palette=False),
    Command("tab", "Tab", "complete", "Complete", "Take the completion; without one, go on to the next pane", "filter", palette=False),
    Command("enter,down", "Enter ↓", "leave", "To the list", "Keep the filter and go to the list", "filter", footer=True, palette=False),
    Command("question_mark", "?", "help", "Help", "Show this help", footer=True),
    Command("ctrl+p", "Ctrl+P", "app.command_palette", "Palette", "Find a command or a theme by its name", palette=False),
    Command("q", "q", "app.quit", "Quit", "Leave the dashboard", footer=True),
)  # fmt: skip


def bindings(place: Place) -> list[BindingType]:
    """The bindings of a place, in the order of the table."""
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            key_display=command.shown.split()[0],
            show=command.footer,
            tooltip=command.help,
        )
        for command in COMMANDS
        if command.place == place
    ]
