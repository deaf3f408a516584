"""In languages whose letters are two cells wide clicks go where the words are."""

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from minusma_tui.app.frame.key_bar import KeyBar
from minusma_tui.app.frame.pane_tabs import PaneTabs
from minusma_tui.app.messages import PanePicked


class Wide(App[None]):
    """A line of tabs over a line of keys, and what was clicked."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "click('a')", "基地一覧"),
        Binding("b", "click('b')", "地図"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield PaneTabs({"bases": "基地一覧", "map": "地図"})
        yield KeyBar()

    @on(PanePicked)
    def click_tab(self, message: PanePicked) -> None:
        self.clicked.append(message.pane)

    def action_click(self, key: str) -> None:
        self.clicked.append(key)


async def test_clicks_go_where_the_words_are() -> None:
    app = Wide()
    async with app.run_test(size=(40, 4)) as pilot:
        # Behind one cell of padding the first tab is ten cells wide, of six letters and blanks.
        for column in (9, 12):
            await pilot.click(PaneTabs, offset=(column, 0))
            await pilot.pause()
        line = "".join(segment.text for segment in app.query_one(KeyBar).render_line(0))
        for word in ("一覧", "地図"):
            await pilot.click(KeyBar, offset=(column_of(line, word), 0))
            await pilot.pause()
    assert app.clicked == ["bases", "map", "a", "b"]


def column_of(line: str, word: str) -> int:
    return cell_len(line[: line.index(word)])
