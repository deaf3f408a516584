"""What is shown of a mission with few facts, or with sources that disagree."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from minusma_tui.drawing.canvas import Canvas
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.map import draw_map, place_bases
from minusma_tui.drawing.time_bar import draw_time_bar
from minusma_tui.drawing.timeline import draw_entry
from minusma_tui.export.page.html import write_html
from minusma_tui.export.reports.markdown import write_markdown
from minusma_tui.export.reports.text import write_text
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import read
from minusma_tui.situation.situation import Situation
from tests.support.export import seen
from tests.support.reading import SOUND

Write = Callable[[Situation], str]
NO_DEADLINE = ('deadline = { value = "2023-12-31", sources = ["press"] }\n', "")
NO_TOTAL = ('personnel.all = { value = "about 500", sources = ["press"] }\n', "")
NO_TROOPS = (
    '[[bases.ansongo.strengths]]\nsources = ["press"]\ndate = "2023"\ntroops = 450\n'
    "by_country = { NER = 450 }\n",
    "",
)
EARLIER = (
    "\n[sources.press]",
    '\n[[personnel]]\nsources = ["press"]\ndate = "2023-11-08"\n'
    'departed = 300\nscope = "all"\n\n[sources.press]',
)
FIGURE = 'departed = "more than 400"'
QUARREL = (
    FIGURE,
    'departed = [{ value = 400, sources = ["press"], reason = "The best.", inferred = true }, '
    '{ value = 450, sources = ["radio"] }]',
)


def changed(*changes: tuple[str, str]) -> Dataset:
    source = SOUND
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return read(source.encode(), "x.toml")


def text(lines: Sequence[Line]) -> str:
    return "\n".join(map(plain, lines))


def markdown(situation: Situation) -> str:
    """The report, without the escapes."""
    return write_markdown(situation).replace("\\", "")


def roles(lines: list[Line]) -> set[str]:
    return {role for line in lines for _, role in line}


class TestNoDeadline:
    def test_nothing_is_on_time_or_late(self) -> None:
        situation = seen(changed(NO_DEADLINE, EARLIER))
        assert text(draw_pace(situation, 60)).split("\n") == [
            "Pace: about 10 a day (8 Nov 2023 – 18 Nov 2023~)",
            "at this pace all are out by 28 Nov 2023",
        ]
        assert "Deadline" not in text(draw_gauge(situation, 80)) + write_markdown(situation)

    def test_the_curve_has_no_way_to_it(self) -> None:
        there, gone = (seen(changed(*changes)) for changes in ([], [NO_DEADLINE]))
        assert roles(draw_curve(there, 60, 12)) - roles(draw_curve(gone, 60, 12)) == {"contested"}
        for situation, said in ((there, True), (gone, False)):
            page = write_html(situation)
            assert isinstance(page, str)
            assert ('class="straight"' in page) is said


class TestNoTotal:
    def test_people_are_no_part_of_anything(self) -> None:
        situation = seen(changed(NO_TOTAL))
        gauge = text(draw_gauge(situation, 80))
        said = "more than 400, as of 18 Nov 2023~, says A newspaper"
        assert gauge.startswith(f"Departed personnel\n{said}\n")
        short = plain(draw_short_gauge(situation, 80)[0])
        assert short.endswith("–  more than 400, 18 Nov 2023~, says A newspaper")
        assert "**more than 400**, as of 18 Nov 2023~, says A newspaper" in markdown(situation)
        assert draw_curve(situation, 60, 12) == []


class TestQuarrel:
    def test_a_figure_that_is_contested_and_inferred_says_so(self) -> None:
        situation = seen(changed(QUARREL))
        said = "400 ≠, as of 18 Nov 2023~, inferred by us from A newspaper"
        assert said in " ".join(text(draw_gauge(situation, 80)).split())
        page = write_html(situation)
        assert isinstance(page, str)
        for said in ("; sources disagree", "inferred by us from", "Crosses are other claims"):
            assert said in page

    def test_the_other_claim_is_on_the_curve_too(self) -> None:
        assert "×" not in text(draw_curve(seen(changed()), 60, 12))
        rows = draw_curve(seen(changed(QUARREL)), 60, 12)
        marks = [plain(row).strip("⠁ ") for row in rows if "×" in plain(row)]
        assert len(marks) == 1
        assert text(rows).index("×") < text(rows).index("•")  # more people: further up

    def test_a_contested_toll_says_so(self) -> None:
        wounded = (
            "wounded = 4",
            'wounded = [{ value = 4, sources = ["press"], reason = "It asked." }, '
            '{ value = 5, sources = ["radio"] }]',
        )
        situation = seen(changed(wounded))
        lines = text(draw_detail(situation, situation.standings[0], 80)).split("\n")
        at = lines.index("wounded      4 ≠ [1]")
        assert lines[at + 2].strip() == "≠ 5, says A radio [2]"
        (entry,) = [one for one in situation.timeline if str(one.date) == "2023-10-26"]
        assert "4 wounded ≠" in text(draw_entry(situation.world, entry, 80))


def test_once_all_have_left_the_pace_looks_back() -> None:
    situation = seen(changed((FIGURE, "departed = 500"), EARLIER))
    assert "all had departed by 18 Nov 2023" in text(draw_pace(situation, 60))


def test_while_nobody_leaves_no_end_is_in_sight() -> None:
    situation = seen(changed((FIGURE, "departed = 300"), EARLIER))
    assert text(draw_pace(situation, 60)).split("\n") == [
        "Pace: about 0 a day (8 Nov 2023 – 18 Nov 2023~); 4.8 a day",
        "needed for the about 500 that A newspaper counts",
    ]


def test_a_part_of_the_people_is_named(dataset: Dataset) -> None:
    situation = seen(dataset, "2023-08-28")
    said = " ".join(text(draw_short_gauge(situation, 100)).split())
    assert "1,096 uniformed, 28 Aug 2023, says Sputnik Afrique; 8.5 % of the 12,944 that " in said


def test_where_nobody_estimated_troops_none_are_shown() -> None:
    situation = seen(changed(NO_TROOPS), query="ansongo")
    assert "no estimate of troops" in text(draw_gauge(situation, 80))
    assert "(estimate, 2023)" not in text(draw_detail(situation, situation.standings[0], 80))


def test_a_handover_to_nobody_known_is_one_all_the_same() -> None:
    situation = seen(changed(('to = { value = "The prefect", sources = ["press"] }\n', "")))
    assert "Handed over (civil authority)." in write_text(situation)


@pytest.mark.parametrize("write", [write_text, write_markdown])
def test_a_filter_that_keeps_nothing_says_so(dataset: Dataset, write: Write) -> None:
    assert "No base matches" in write(seen(dataset, query="xyzzy"))
    assert "No base matches" not in write(seen(dataset, query="gao"))


def test_a_country_without_outline_or_bases_with_a_place_has_no_map(dataset: Dataset) -> None:
    nowhere = {key: replace(base, position=None) for key, base in dataset.bases.items()}
    mission = replace(dataset.mission, host_state=None)
    situation = seen(replace(dataset, mission=mission, bases=nowhere))
    assert place_bases(situation, "gao", 100, 40) == {}
    assert not {"●", "◐", "○"} & set(text(draw_map(situation, "gao", 100, 40)))


def test_where_there_is_no_width_there_is_no_time_bar(dataset: Dataset) -> None:
    assert draw_time_bar(seen(dataset), 0) == []
    assert len(draw_time_bar(seen(dataset), 1)) == 2


def test_a_deadline_that_does_not_fit_wraps_behind_its_comma() -> None:
    lines = text(draw_gauge(seen(changed()), 20)).split("\n")
    assert lines[-2:] == ["Deadline 31 Dec", "2023, 42 days left"]


def test_a_dot_outside_the_canvas_and_a_mark_on_no_letter_are_left_out() -> None:
    canvas = Canvas(2, 1)
    canvas.dot(4, 0, "text")
    canvas.dot(0, -1, "text")
    canvas.write(0, 0, "\u0301a", "text")
    assert plain(canvas.lines()[0]) == "a "


def test_the_day_before_everything(dataset: Dataset) -> None:
    situation = seen(dataset, "2013-04-25")
    assert "No figure had been reported by this day." in text(draw_gauge(situation, 80))
    assert situation.as_of == date(2013, 4, 25)
    assert text(draw_curve(situation, 60, 12)).count("•") == 0
