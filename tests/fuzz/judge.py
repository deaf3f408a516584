"""What must be true of whatever is read? It is refused with places, or survives everything."""

import json
import random
from collections.abc import Iterator
from datetime import date

import tomli_w
from rich.cells import cell_len

from minusma_tui.app.picture import draw_picture
from minusma_tui.date_cursor import stops
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.map import draw_map
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.drawing.time_bar import draw_time_bar
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.export import REPORTS, WRITERS
from minusma_tui.export.as_dataset import write_dataset
from minusma_tui.export.cite import STYLES, quote_base, quote_entry
from minusma_tui.export.supports import supports
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import FIRST_YEAR, LAST_YEAR
from minusma_tui.query import parse, vocabulary_of
from minusma_tui.reading.load import adapter, read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import unsafe
from minusma_tui.situation import Situation, look

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


def survive(dataset: Dataset, generator: random.Random, *, picture: bool = False) -> None:
    """Look at a dataset from a few days and through some filters, draw, report and export it."""
    assert read(_again(dataset, dataset.as_of), "again.toml") is not None
    vocabulary = vocabulary_of(dataset)
    for day in (dataset.as_of, generator.choice((*_FAR_DAYS, *stops(dataset)))):
        situation = look(dataset, day, parse(generator.choice(_QUERIES), vocabulary))
        _draw(situation, *generator.choice(_SIZES))
        _quote(situation)
        for write in REPORTS.values():
            assert _is_text(write(situation))
        for name, writer in WRITERS.items():
            if name == "json" and not situation.selection:
                continue  # says itself that there is nothing to write
            written = writer(situation)
            assert written
            assert isinstance(written, bytes) or name == "csv" or _is_text(written), name
    supports(dataset)
    if picture:
        assert draw_picture(look(dataset, dataset.as_of)).startswith("<svg")


def _again(dataset: Dataset, day: date) -> bytes:
    """The export as JSON is a dataset, and the same one."""
    document = json.loads(write_dataset(look(dataset, day)))
    data = tomli_w.dumps(document).encode()
    there, here = (
        adapter().dump_python(one, mode="json") for one in (read(data, "again.toml"), dataset)
    )
    assert there == here
    return data


def _is_text(written: object) -> bool:
    """Line breaks part it; nothing in the lines would do anything but be read."""
    return isinstance(written, str) and not any(
        unsafe(line[:4000]) for line in written.splitlines() if not line.isascii() or "\x1b" in line
    )


def _draw(situation: Situation, width: int, height: int) -> None:
    for line in _drawn(situation, width, height):
        assert cell_len(plain(line)) <= width, plain(line)


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
