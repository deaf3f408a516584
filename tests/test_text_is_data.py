"""Text of a dataset is shown as it is: never markup, never a link, never an action."""

import ast
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content

from minusma_tui.app.application import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.query import Query
from minusma_tui.reading.load import read

ROOT = Path(__file__).parent.parent
MARKUP = [
    "[red]x[/red]",
    "x[/foo]",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]x[/link]",
    "[on $error]x",
]


def dataset_saying(text: str) -> bytes:
    """The embedded dataset with Ansongo's name and a few texts replaced."""
    source = (ROOT / "data" / "minusma.toml").read_text(encoding="utf-8")
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for old in (
        'name = "Ansongo"',
        'name = "MINUSMA"',
        'publisher = "RFI (Issa Nambene Coulibaly)"',
    ):
        assert old in source
        source = source.replace(old, f'{old.split(" = ")[0]} = "{quoted}"', 1)
    return source.encode()


@pytest.mark.parametrize("text", MARKUP)
async def test_brackets_are_text(text: str) -> None:
    dataset = read(dataset_saying(text), "hostile.toml")
    app = DashboardApp(Dashboard(dataset, dataset.as_of, Query()))
    async with app.run_test(size=(240, 40)) as pilot:
        await pilot.pause()
        panes = ("#base-list", "#map", "#gauge", "#detail", "#timeline", "Masthead")
        for pane in panes:
            widget = app.screen.query_one(pane)
            lines = [widget.render_line(y) for y in range(widget.size.height)]
            assert text in "\n".join(line.text for line in lines), pane
            for line in lines:
                for segment in line:
                    style = segment.style
                    assert style is None or (not style.link and "@click" not in style.meta)
        title = str(app.screen.query_one("#detail").border_title)
        assert Content.from_markup(title).plain == f"3 {text}"


@pytest.mark.parametrize(
    "name", ["漢字基地", "Ménakä", "e\u0301te\u0301", "👩\u200d🚀 camp", "🇲🇱", "مالي"]
)
async def test_columns_stay_aligned_whatever_the_script(name: str) -> None:
    dataset = read(dataset_saying(name), "wide.toml")
    app = DashboardApp(Dashboard(dataset, dataset.as_of, Query()))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        for pane in ("#map", "#timeline"):
            widget = app.screen.query_one(pane)
            drawn = [widget.render_line(y) for y in range(widget.size.height)]
            assert max(line.cell_length for line in drawn) <= widget.size.width
        rows = app.screen.query_one("#base-list")
        lines = [rows.render_line(y) for y in range(rows.size.height)]
        assert {line.cell_length for line in lines} == {rows.size.width}
        titles, ansongo = lines[0].text, next(line.text for line in lines if name in line.text)
        before = titles[: titles.index("Departed")]
        assert cell_len(ansongo[: ansongo.index("18 Nov")]) == cell_len(before)


def test_no_widget_is_given_a_string_to_parse_as_markup() -> None:
    """Static and Label take `markup=False`, notifications too."""
    for path in (ROOT / "minusma_tui" / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in {"Static", "notify"}:
                    assert any(
                        keyword.arg == "markup"
                        and isinstance(keyword.value, ast.Constant)
                        and keyword.value.value is False
                        for keyword in node.keywords
                    ), f"{path.name}:{node.lineno}"
