"""No figure claims more than its source, wherever it is shown."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from minusma_tui.chronology.timeline import EntryKind
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.timeline import draw_entry
from minusma_tui.export.citation import quote_entry
from minusma_tui.export.data.sqlite import write_sqlite
from minusma_tui.export.page.html import write_html
from minusma_tui.export.reports.json import write_json
from minusma_tui.export.reports.markdown import write_markdown
from minusma_tui.export.reports.text import write_text
from minusma_tui.language.catalogue import say_number
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Claim, Fact, PersonnelFigure
from minusma_tui.model.values import Amount, Scope, Text
from minusma_tui.model.wording import say_period, say_term
from minusma_tui.reading.load import load
from minusma_tui.situation.figures import Statement, say_scope, state
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests import ROOT
from tests.support.export import seen

MINUSMA = load(None)

INFERRED = replace(
    MINUSMA,
    personnel=(
        *MINUSMA.personnel,
        PersonnelFigure(
            sources=("xinhua-2023-12-12",),
            date=parse_period("2023-12-20~"),
            departed=Fact(
                (
                    Claim(
                        value=Amount(12345),
                        sources=("xinhua-2023-12-12",),
                        inferred=True,
                        note=Text("The sum of two parts."),
                    ),
                )
            ),
            scope=Scope.UNIFORMED,
        ),
    ),
)
"""A dataset with a figure that we inferred."""

TEMPLATE = ROOT / "data" / "template.toml"
DATASETS = {"minusma": MINUSMA, "template": load(TEMPLATE), "inferred": INFERRED}
WORLDS = {name: World(dataset) for name, dataset in DATASETS.items()}
DAYS = [
    (name, day)
    for name in ("minusma", "template")
    for day in sorted(
        {figure.date.last_day for figure in DATASETS[name].personnel}.union(
            # Every figure again some days later, before and after the end.
            WORLDS[name].stops[::8],
            WORLDS[name].stops[-1:],
        )
    )
]
DAYS += [("inferred", date(2023, 12, 20)), ("inferred", date(2024, 1, 1))]
LEVEL_DAYS = [
    *(("minusma", date.fromisoformat(day)) for day in ("2023-06-30", "2023-08-04", "2024-01-01")),
    *(("template", day) for day in WORLDS["template"].stops[:1]),
]
"""Days on which other levels of troops are shown than on the days before."""


def flat(lines: list[Line] | tuple[Line, ...]) -> str:
    """Join lines into one paragraph."""
    return " ".join(" ".join(map(plain, lines)).split())


def blocks(situation: Situation) -> Iterator[tuple[str, str]]:
    """Yield (name of its form, text) for each text that is read as a whole."""
    dataset = situation.dataset
    for width in (34, 120):
        yield "gauge", flat(draw_gauge(situation, width))
        yield "short gauge", flat(draw_short_gauge(situation, width))
    for entry in situation.timeline:
        if entry.kind is EntryKind.FIGURE:
            yield "timeline", flat(draw_entry(situation.world, entry, 40))
            yield "citation", quote_entry(dataset, entry).said
    for part in re.split(r"\n(?=\S )|\n\n", write_text(situation)):
        yield "text", " ".join(part.split())
    for line in write_markdown(situation).splitlines():
        yield "markdown", line.replace("\\", "")
    yield from page_blocks(situation)


def page_blocks(situation: Situation) -> Iterator[tuple[str, str]]:
    """Yield each row, entry, box and description of the page, followed by its references."""
    page = write_html(situation).partition("</style>")[2]
    # A label of the curve is placed at its day; the title of its point has the rest.
    page = re.sub(r"<text.*?</text>", "", page)
    for part in re.split(r"</(?:li|tr|div|header|title|desc)>", page):
        said = unescape(re.sub(r"<[^>]*>", " ", part)).replace("\u2060", "")
        links = re.findall(r'href="(#ref-\d+)"', part)
        yield "page", " ".join([*said.split(), *(f"[]({link})" for link in links)])


def how(figure: PersonnelFigure) -> str | None:
    claim = figure.departed.claims[0]
    return claim.note.say() if claim.inferred and claim.note else None


def statements(situation: Situation) -> list[Statement]:
    return [state(situation.dataset, figure) for figure in situation.figures]


def expect_whole(form: str, said: str, statement: Statement) -> None:
    """Check that a text with the number has its day, its scope, its source and the total's."""
    figure, mission = statement.figure, statement.mission
    where = f"{form}: {said}"
    assert say_period(figure.date) in said, where
    if figure.scope is not Scope.ALL:
        assert say_scope(figure.scope) in said or say_term(figure.scope) in said, where
    if statement.inferred:
        assert "inferred by us" in said, where
        note = statement.figure.departed.claims[0].note
        assert note, where
        assert note.say().rstrip(".") in said, where
        assert f"says {statement.publisher}" not in said, where
    else:
        assert statement.publisher in said or "](#ref-" in said, where
    own = statement.own.amount if statement.own else None
    if mission and (own is None or own.number != mission.amount.number):
        total = say_number(mission.amount.number)
        credited = f"{total} that {statement.counted_by} counts"
        # A total from another source never follows the number without that source.
        assert f"{say_number(statement.amount.number)} of {total}" not in said, where
        if form in ("gauge", "short gauge"):
            assert said.replace(credited, "").count(f"of the {total}") == 0, where


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_each_number_of_people_says_no_more_than_its_source(name: str, day: date) -> None:
    situation = look(WORLDS[name], day)
    said = list(blocks(situation))
    for statement in statements(situation):
        number = say_number(statement.amount.number)
        found = [(form, text) for form, text in said if re.search(rf"(?<![\d,]){number}\b", text)]
        # The text of an event may have the same number; our own texts name the figure.
        ours = [
            (form, text)
            for form, text in found
            if form.endswith("gauge")
            or statement.say_departed() in text
            or re.search(r"Departed|Last figure", text)
        ]
        assert {"timeline", "citation", "text", "markdown", "page"} <= {form for form, _ in ours}
        for form, text in ours:
            if statement.say_number() in text:
                expect_whole(form, text, statement)


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_data_carries_day_scope_and_source(name: str, day: date) -> None:
    situation = look(WORLDS[name], day)
    people = json.loads(write_json(situation))["personnel"]
    if situation.figure is None:
        assert people["departed"] is people["inferred"] is people["total"] is None
        assert people["sources"] == people["total_sources"] == []
    else:
        statement = state(situation.dataset, situation.figure)
        assert people["scope"] == situation.figure.scope
        assert people["reported_on"] == str(situation.figure.date)
        assert people["inferred"] is statement.inferred
        assert (people["how"] is not None) is statement.inferred
        assert people["sources"]
        assert bool(people["total_sources"]) is (people["total"] is not None)
        if statement.own:
            assert people["total"] == statement.own.amount.number
            assert people["total_sources"] == list(situation.figure.sources)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(write_sqlite(situation))
        rows = database.execute("SELECT date, departed, scope, inferred, how FROM figures")
        assert sorted(rows.fetchall(), key=str) == sorted(
            (
                (
                    str(one.figure.date),
                    one.amount.number,
                    one.figure.scope,
                    one.inferred,
                    how(one.figure),
                )
                for one in statements(situation)
            ),
            key=str,
        )
        uncited = "SELECT count(*) FROM figures WHERE id NOT IN (SELECT figure_id FROM citations)"
        assert database.execute(uncited).fetchone() == (0,)


@pytest.mark.parametrize(("name", "day"), LEVEL_DAYS)
def test_a_level_of_troops_has_its_date(name: str, day: date) -> None:
    situation = look(WORLDS[name], day)
    items = json.loads(write_json(situation))["items"]
    table = [line.split(" | ") for line in write_markdown(situation).splitlines() if "|" in line]
    rows = {cells[1].split(" \\[")[0]: cells for cells in table if len(cells) > 2}
    for item, standing in zip(items, situation.selection, strict=True):
        level = standing.strength
        assert item["troops_as_of"] == (str(level.date) if level else None)
        if level is not None:
            drawn = flat(draw_detail(situation, standing, 200))
            number = say_number(level.troops.value.number)
            assert f"{number} (estimate, {say_period(level.date)})" in drawn
            shown = f"{number} ’{level.date.last_day:%y}"
            cells = rows[standing.base.name.say()]
            assert any(cell.endswith(shown) for cell in cells)  # after its qualifier


@pytest.mark.parametrize("write", [write_text, write_markdown, write_html])
def test_a_selection_sets_no_level_against_people_who_left(
    write: Callable[[Situation], str],
) -> None:
    situation = seen(MINUSMA, query="region:gao")
    said = write(situation)
    assert "5,842 troops (estimates of 2023)" in said
    assert "troops departed" not in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2023-10-30",
            "5,802 of about 15,000, as of 24 Oct 2023, says L'Expression (Algeria); "
            "41.8 % of the 13,871 that RFI counts",
        ),
        ("2023-11-19", "more than 8,817 of 13,871, as of 18 Nov 2023~, says RFI"),
    ],
)
def test_the_gauge_says_whose_total_it_is(day: str, said: str) -> None:
    assert said in flat(draw_gauge(look(World(MINUSMA), date.fromisoformat(day)), 72))


def test_a_name_that_is_credited_is_never_cut() -> None:
    long = "The publisher whose name is far longer than any line of the gauge has room for"
    sources = {key: replace(source, publisher=long) for key, source in MINUSMA.sources.items()}
    situation = look(World(replace(MINUSMA, sources=sources)), date(2023, 11, 19))
    for width in (30, 38, 60, 78):
        assert f"says {long}" in flat(draw_gauge(situation, width))
        assert f"says {long}" in flat(draw_short_gauge(situation, width))


def test_once_it_is_complete_the_last_figure_is_said_to_be_the_last() -> None:
    situation = look(World(MINUSMA), date(2024, 12, 31))
    said = flat(draw_gauge(situation, 72))
    assert said.startswith("Last figure of ")
    for write in (write_text, write_markdown, write_html):
        assert "Last figure of personnel departed" in write(situation)
        assert "% of the 13,871" not in write(situation).replace("\u00a0", " ")
    assert "The withdrawal was complete: 31 Dec 2023, on the day of the deadline" in said
    assert "days ago" not in said
    assert "% of the 13,871" not in said


def test_who_took_a_base_is_in_the_timeline_and_the_reports() -> None:
    situation = look(World(MINUSMA), date(2023, 12, 1))
    held = [one for one in situation.timeline if one.kind is EntryKind.AFTERWARDS]
    assert any("kidal" in one.bases for one in held)
    for write in (write_text, write_markdown, write_html):
        assert "Held afterwards by: Malian army" in write(situation)
