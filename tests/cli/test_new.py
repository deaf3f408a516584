"""`minusma-tui new`, and that the dashboard shows nothing but the dataset it is opened on."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.cli import main
from minusma_tui.files.bundled import embedded
from minusma_tui.importing.geo_pko.dataset import import_geo_pko
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import load, read
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests import ROOT

TABLE = ROOT / "tests" / "data" / "geo-pko" / "front.csv"
ELSEWHERE = re.compile(r"minusma|\b(mali|gao|kidal|bamako|ansongo)\b", re.IGNORECASE)
"""Words of the embedded mission."""
Capture = pytest.CaptureFixture[str]


def test_new_writes_a_dataset_that_is_sound(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "my-mission.toml"
    assert main(["new", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert f"minusma-tui check {path}" in err
    assert f"minusma-tui view {path}" in err
    assert main(["check", str(path)]) == 0
    assert load(path).mission.name == "UNPENG"


def test_new_never_overwrites_unless_forced(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "my-mission.toml"
    path.write_text("mine")
    assert main(["new", str(path)]) == 1
    assert capsys.readouterr().err == f"minusma-tui: {path} exists: --force replaces it\n"
    assert path.read_text() == "mine"
    assert main(["new", str(path), "--force"]) == 0
    assert load(path).mission.name == "UNPENG"


def test_the_starred_keys_of_the_template_are_those_that_are_needed() -> None:
    lines = embedded("template.toml").read_text(encoding="utf-8").splitlines()
    starred = [at for at, line in enumerate(lines) if re.search(r"# \*", line)]
    for at in starred:
        without = "\n".join(lines[:at] + lines[at + 1 :])
        with pytest.raises(Exception, match=r"missing|cites no source"):
            read(without.encode(), "template.toml")
    optional = ("host_state", "created", "mandate_ended", "drawdown_began", "deadline", "region")
    kept = [line for line in lines if not line.startswith((*optional, "personnel.", "position"))]
    assert read("\n".join(kept).encode(), "template.toml").deadline is None


def template() -> Dataset:
    return read(embedded("template.toml").read_bytes(), "template.toml")


def imported(mission: str) -> Dataset:
    table = import_geo_pko(
        TABLE.read_bytes(), "front.csv", mission=mission, year=None, skip_bad=False
    )
    return read(table.toml.encode(), "imported.toml")


def text_of(pilot: Pilot[None]) -> str:
    """What the screen shows."""
    strips = rows_of(pilot.app.screen)
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("template", (120, 40)),
        pytest.param("MINURCAT", (80, 24), marks=pytest.mark.exhaustive),
    ],
)
async def test_the_dashboard_knows_only_its_dataset(name: str, size: tuple[int, int]) -> None:
    dataset = template() if name == "template" else imported(name)
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    seen = []
    async with app.run_test(size=size) as pilot:
        for keys in (
            *(["1"], ["2", "z"], ["z", "3", "z"], ["z", "4", "z"], ["z", "5", "z"], ["z", "1"]),
            *(["left_square_bracket"], ["left_square_bracket"], ["m"], ["t"], ["2"]),
            *(["slash"], ["r", "e", "g"], ["escape"], ["x", ":"], ["escape", "escape"], ["d"]),
            *(["escape", "question_mark"], ["pagedown"], ["end"]),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(text_of(pilot))
    assert dataset.mission.name in seen[0]
    assert [ELSEWHERE.findall(text.replace("minusma-tui", "")) for text in seen] == [[]] * len(seen)


async def test_without_a_deadline_nothing_is_due() -> None:
    dataset = imported("MINURCAT")
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = text_of(pilot)
    assert "Closed bases" in text
    for absent in ("Deadline", "Departed personnel", "Pace", "┃"):
        assert absent not in text


async def test_the_example_in_the_filter_box_can_be_typed() -> None:
    dataset = template()
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        (example,) = re.findall(r"such as: (.+?) troops>500", text_of(pilot))
        await pilot.press("slash", *example)
        await pilot.pause()
        assert "2 of 3" in text_of(pilot)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("name", ["template", "MINURCAT"])
def test_reports_and_exports_need_no_deadline(
    name: str, form: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "mission.toml"
    if name == "template":
        assert main(["new", str(path)]) == 0
    else:
        table = ["import", "geo-pko", str(TABLE), "--mission", name, "--output", str(path)]
        assert main(table) == 0
    assert main(["report", str(path), "--format", form]) == 0
    assert ELSEWHERE.search(capsys.readouterr().out) is None
    for export in ("csv", "geojson", "json", "sqlite", "html"):
        output = str(tmp_path / f"out.{export}")
        assert main(["export", str(path), "--format", export, "--output", output]) == 0
