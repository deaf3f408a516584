"""What must be true of any input: it is refused with places, or it survives everything."""

import json
import random
from collections.abc import Iterator
from datetime import date

import tomli_w
from pydantic import TypeAdapter
from rich.cells import cell_len

from minusma_tui.app.picture import draw_picture
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.map import draw_map
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.drawing.time_bar import draw_time_bar
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.export.citation import STYLES, quote_base, quote_entry
from minusma_tui.export.data.dataset import write_dataset
from minusma_tui.export.formats import FORMATS, REPORTS, Format, Report
from minusma_tui.export.source_index import supports
from minusma_tui.importing.geo_pko.dataset import import_geo_pko
from minusma_tui.importing.geo_pko.rows import UnknownMissionError
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import FIRST_YEAR, LAST_YEAR
from minusma_tui.query import Vocabulary, parse
from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import LONGEST_TEXT, unsafe
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World

_FAR_DAYS = (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
_QUERIES = ("", "contested:yes", "troops>100 -kind:site", "text:a", "after:2023-10")
_FILES = tuple(form for form in FORMATS if form.writer)
"""Without the picture of the screen, which takes longer than all of them."""
_SIZES = ((120, 40), (52, 12), (36, 8))
"""Width and height in cells."""
_LONGEST_MESSAGE = 4_000


def judge(data: bytes) -> Dataset | None:
    """Read a dataset; None if it is refused.

    Each problem must have its place inside the file and be printable. Raises AssertionError, or
    whatever the reader wrongly raises.
    """
    try:
        return read(data, "mutant.toml")
    except DatasetError as error:
        lines = data.decode("utf-8-sig", errors="replace").split("\n")
        assert error.problems
        for problem in error.problems:
            assert 1 <= problem.line <= len(lines) + 1, problem
            line = lines[problem.line - 1] if problem.line <= len(lines) else ""
            assert 1 <= problem.column <= len(line) + 2, problem
            assert problem.message.strip(), problem
            assert is_printable(str(problem)), problem
        return None


def is_printable(text: str) -> bool:
    """Whether the text is one line, not too long, and safe for a terminal."""
    return len(text) < _LONGEST_MESSAGE and not unsafe(text)


def survive(dataset: Dataset, generator: random.Random) -> None:
    """Draw, report and export a dataset in every way, on its own day and on another."""
    for day in (dataset.as_of, generator.choice((*_FAR_DAYS, *World(dataset).stops))):
        situation = _see(dataset, day, generator)
        for report in REPORTS:
            _report(situation, report)
        for form in _FILES:
            _export(situation, form)
    supports(dataset)
    _come_back(dataset)


def survive_a_little(dataset: Dataset, generator: random.Random) -> None:
    """Draw a dataset on one day, with one report and one export."""
    day = generator.choice((dataset.as_of, *_FAR_DAYS, generator.choice(World(dataset).stops)))
    situation = _see(dataset, day, generator)
    _report(situation, generator.choice(REPORTS))
    _export(situation, generator.choice(_FILES))


def draw_as_picture(dataset: Dataset) -> None:
    """Draw the screen as SVG."""
    assert draw_picture(look(World(dataset), dataset.as_of)).startswith("<svg")


def _see(dataset: Dataset, day: date, generator: random.Random) -> Situation:
    """Draw and quote the situation with some filter."""
    query = parse(generator.choice(_QUERIES), Vocabulary(dataset))
    situation = look(World(dataset), day, query)
    _draw(situation, *generator.choice(_SIZES))
    _quote(situation)
    return situation


def _report(situation: Situation, report: Report) -> None:
    assert _is_text(report.write(situation)), report.name


def _export(situation: Situation, form: Format) -> None:
    name = form.name
    if name == "json" and not situation.selection:
        return  # it says itself that there is nothing to write
    written = form.write(situation, draw_picture)
    assert written, name
    if name == "html":
        written = str(written).replace("\t", " ")  # tabs of a note are kept
    assert isinstance(written, bytes) or _is_text(written), name


def _come_back(dataset: Dataset) -> None:
    """Check that the JSON export can be read and is the same dataset."""
    document = json.loads(write_dataset(look(World(dataset), dataset.as_of)))
    again = read(tomli_w.dumps(document).encode(), "again.toml")
    there, here = (TypeAdapter(Dataset).dump_python(one, mode="json") for one in (again, dataset))
    assert there == here


def _is_text(written: object) -> bool:
    """Whether it is text whose lines have no unsafe characters."""
    return isinstance(written, str) and all(
        line.isprintable() or not unsafe(line[:LONGEST_TEXT]) for line in written.splitlines()
    )


def _draw(situation: Situation, width: int, height: int) -> None:
    for line in _drawn(situation, width, height):
        assert cell_len(plain(line)) <= width, plain(line)
        assert not unsafe(plain(line)), plain(line)


def _drawn(situation: Situation, width: int, height: int) -> Iterator[Line]:
    yield from draw_gauge(situation, width)
    yield from draw_short_gauge(situation, width)
    yield from draw_curve(situation, width, height)
    yield from draw_pace(situation, width)
    yield from draw_mission(situation, width)
    yield from draw_time_bar(situation, width)
    yield from draw_map(situation, None, width, height)
    last = len(situation.timeline) - 1
    for index in {0, last} if last >= 0 else ():
        yield from (line for _, line in draw_timeline(situation, index, width, height))
    for standing in situation.selection:
        yield from draw_detail(situation, standing, width, claims=True)


def _quote(situation: Situation) -> None:
    quotes = [quote_base(situation, standing) for standing in situation.selection[:2]]
    quotes += [quote_entry(situation.dataset, entry) for entry in situation.timeline[-2:]]
    for quote in quotes:
        for write in STYLES.values():
            assert _is_text(write(quote))


def judge_table(data: bytes, mission: str | None, year: int | None, *, skip_bad: bool) -> bool:
    """Whether a CSV table is accepted; the dataset made from it must then be valid.

    Problems must be printable.
    """
    try:
        imported = import_geo_pko(data, "t.csv", mission=mission, year=year, skip_bad=skip_bad)
    except (DatasetError, UnknownMissionError) as error:
        assert all(map(is_printable, str(error).splitlines())), error
        return False
    assert all(is_printable(str(problem)) for problem in imported.skipped)
    assert read(imported.toml.encode(), "imported.toml")
    return True
