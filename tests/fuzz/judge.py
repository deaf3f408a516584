"""What must be true of whatever is read? It is refused with places, or survives everything."""

import json
import random
from collections.abc import Iterator
from datetime import date

import tomli_w
from pydantic import TypeAdapter
from rich.cells import cell_len

from minusma_tui.app.picture import draw_picture
from minusma_tui.chronology.stops import stops
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.map import draw_map
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.drawing.time_bar import draw_time_bar
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.export import REPORTS, WRITERS
from minusma_tui.export.citation import STYLES, quote_base, quote_entry
from minusma_tui.export.data.dataset import write_dataset
from minusma_tui.export.source_index import supports
from minusma_tui.importing.geo_pko.dataset import import_geo_pko
from minusma_tui.importing.geo_pko.rows import UnknownMissionError
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import FIRST_YEAR, LAST_YEAR
from minusma_tui.query import parse, vocabulary_of
from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import LONGEST_TEXT, unsafe
from minusma_tui.situation.situation import Situation, look

_FAR_DAYS = (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
_QUERIES = ("", "contested:yes", "troops>100 -kind:site", "text:a", "after:2023-10")
_SIZES = ((120, 40), (52, 12), (36, 8))
"""Cells."""
_LONGEST_MESSAGE = 4_000


def judge(data: bytes) -> Dataset | None:
    """The dataset; None where it is refused. Raises AssertionError, or what should not be raised.

    Each problem must have its place inside the file and be printable.
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
    """Whether a terminal gets it as one line that is text."""
    return len(text) < _LONGEST_MESSAGE and not unsafe(text)


def survive(dataset: Dataset, generator: random.Random) -> None:
    """All there is to do with a dataset, on its own day and on another one."""
    for day in (dataset.as_of, generator.choice((*_FAR_DAYS, *stops(dataset)))):
        situation = _see(dataset, day, generator)
        for name in REPORTS:
            _report(situation, name)
        for name in WRITERS:
            _export(situation, name)
    supports(dataset)
    _come_back(dataset)


def survive_a_little(dataset: Dataset, generator: random.Random) -> None:
    """One day, one report, one export."""
    day = generator.choice((dataset.as_of, *_FAR_DAYS, generator.choice(stops(dataset))))
    situation = _see(dataset, day, generator)
    _report(situation, generator.choice(list(REPORTS)))
    _export(situation, generator.choice(list(WRITERS)))


def draw_as_picture(dataset: Dataset) -> None:
    """The screen itself, as SVG."""
    assert draw_picture(look(dataset, dataset.as_of)).startswith("<svg")


def _see(dataset: Dataset, day: date, generator: random.Random) -> Situation:
    """Look through some filter, draw and quote."""
    query = parse(generator.choice(_QUERIES), vocabulary_of(dataset))
    situation = look(dataset, day, query)
    _draw(situation, *generator.choice(_SIZES))
    _quote(situation)
    return situation


def _report(situation: Situation, name: str) -> None:
    assert _is_text(REPORTS[name](situation)), name


def _export(situation: Situation, name: str) -> None:
    if name == "json" and not situation.selection:
        return  # it says itself that there is nothing to write
    written = WRITERS[name](situation)
    assert written, name
    if name == "html":
        written = str(written).replace("\t", " ")  # of a note
    assert isinstance(written, bytes) or _is_text(written), name


def _come_back(dataset: Dataset) -> None:
    """The export as JSON is a dataset again, and the same one."""
    document = json.loads(write_dataset(look(dataset, dataset.as_of)))
    again = read(tomli_w.dumps(document).encode(), "again.toml")
    there, here = (TypeAdapter(Dataset).dump_python(one, mode="json") for one in (again, dataset))
    assert there == here


def _is_text(written: object) -> bool:
    """Line breaks part it; nothing in the lines would do anything but be read."""
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
    """Whether a table in CSV becomes a dataset, which must be a sound one; else it is refused."""
    try:
        imported = import_geo_pko(data, "t.csv", mission=mission, year=year, skip_bad=skip_bad)
    except (DatasetError, UnknownMissionError) as error:
        assert all(map(is_printable, str(error).splitlines())), error
        return False
    assert all(is_printable(str(problem)) for problem in imported.skipped)
    assert read(imported.toml.encode(), "imported.toml")
    return True
