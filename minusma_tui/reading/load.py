"""How does a TOML file become a dataset? Whole and checked, or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import ErrorDetails, ValidationError

from minusma_tui.embedded import embedded
from minusma_tui.language import msg, say_number, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base, Event
from minusma_tui.model.schema import validator
from minusma_tui.model.values import Id
from minusma_tui.reading.explain import explain
from minusma_tui.reading.files import (
    LARGEST_FILE,
    LONGEST_NAME,
    STDIN,
    decode,
    problem,
    read_file,
    read_input,
)
from minusma_tui.reading.pieces import (
    MOST_BYTES,
    MOST_SIGNS,
    MOST_SIGNS_IN_ALL,
    MOST_TABLES,
    Piece,
    Pieces,
    cut,
    fits,
)
from minusma_tui.reading.problems import MOST_PROBLEMS, DatasetError, Finding, Problem, limited
from minusma_tui.reading.rules import check
from minusma_tui.reading.text import find_unsafe, visible
from minusma_tui.reading.toml import parse_toml

if TYPE_CHECKING:
    from minusma_tui.reading.locate import Places

DEFAULT = "minusma.toml"
"""The dataset that is built in."""
_TOGETHER = msg("write each base as [bases.ID] and each event as [[events]], all of them together")
APART = msg("in a file of this size other tables must not stand between these: {advice}")
TOO_MUCH = msg("has more in it than can be read at once ({size} MiB, {number} values): {advice}")
CROWDED = msg(
    "has more in it than is read: at most {tables} bases and events, {number} values and texts"
)
_KEYED = ("bases", "sources")
"""The tables of the format whose keys are ids."""

Progress = Callable[[int, int], None]
"""Told how many bases of how many have been read."""


def load(path: Path | None, progress: Progress | None = None) -> Dataset:
    """Load a file, standard input for `-`, or the embedded dataset for None.

    Raises DatasetError, with every problem that was found; and what `progress` raises.
    """
    if path is None:
        return read(embedded(DEFAULT).read_bytes(), DEFAULT)
    if str(path) == "-":
        return read(read_input(), STDIN)
    return read(read_file(path, msg("a TOML file")), str(path), progress)


def read(data: bytes, name: str, progress: Progress | None = None) -> Dataset:
    """Read a dataset from the bytes of a TOML file called `name`; raises DatasetError."""
    name = visible(name, longest=LONGEST_NAME)
    pieces = cut(data) if len(data) <= LARGEST_FILE else None
    if pieces is None:
        return _read_whole(data, name)
    if not pieces.fit:
        tables, number = say_number(MOST_TABLES), say_number(MOST_SIGNS_IN_ALL)
        raise problem(name, tr(CROWDED, tables=tables, number=number))
    try:
        return _read_pieces(pieces, name, progress)
    except DatasetError:
        # Only the whole file shows each problem, as far as it can be read as a whole.
        if not fits(data):
            raise
    return _read_whole(data, name)


def _read_pieces(pieces: Pieces, name: str, progress: Progress | None) -> Dataset:
    """Read piece after piece; raises DatasetError, without what only the whole file would show."""
    document = _read_around(pieces, name)  # first, for of a file that was cut off it shows that
    bases: dict[str, Any] = {}
    events: list[Any] = []
    problems: list[Problem] = []
    for piece in pieces:
        try:
            some_bases, some_events = _read_piece(piece.data, name, bases.keys())
        except DatasetError as error:
            problems += error.moved(piece.lines_before)
            if len(problems) > MOST_PROBLEMS:
                break
            continue
        if not problems:  # else nothing will come of it
            bases |= some_bases
            events += some_events
            piece.events_until = len(events)
        if progress is not None:
            progress(len(bases), pieces.bases)
    if problems:
        raise limited(problems)
    document |= {"bases": bases, "events": events}
    try:
        dataset: Dataset = _dataset_validator().validate_python(document)
    except ValidationError as error:
        found = explain(error.errors(include_url=False))
        raise _locate(found, name, lambda finding: _place_in_pieces(pieces, finding)) from None
    found = check(dataset)
    first = next(found, None)
    if first is not None:
        found = chain([first], found)
        raise _locate(found, name, lambda finding: _place_in_pieces(pieces, finding))
    return dataset


def _read_piece(data: bytes, name: str, known: Collection[str]) -> tuple[dict[str, Any], list[Any]]:
    """The bases by id and the events of a piece; raises DatasetError with places in the piece."""
    text, document = _parse(data, name)
    bases, events = document.get("bases", {}), document.get("events", [])
    if document.keys() - {"bases", "events"} or not isinstance(events, list):
        raise problem(
            name, tr(APART, advice=tr(_TOGETHER)), 2, 1
        )  # behind the line break that it begins with
    _raise_findings(find_unsafe(document, text), text, name)
    findings = [*_add_ids(document), *(_twice(base) for base in bases if base in known)]
    try:
        bases = _bases_validator().validate_python(bases)
    except ValidationError as error:
        findings += explain(_below("bases", error))
    try:
        events = _events_validator().validate_python(events)
    except ValidationError as error:
        findings += explain(_below("events", error))
    _raise_findings(findings, text, name)
    return bases, events


def _twice(base: str) -> Finding:
    return Finding(
        ("bases", base), tr("cannot declare 'bases.{base}' twice", base=visible(base)), key=True
    )


def _below(key: str, error: ValidationError) -> list[ErrorDetails]:
    """The errors of what stands under a key, with their place in the document."""
    return [{**each, "loc": (key, *each["loc"])} for each in error.errors(include_url=False)]


def _read_around(pieces: Pieces, name: str) -> dict[str, Any]:
    """All but the pieces, parsed; raises DatasetError."""
    try:
        around, document = _parse(pieces.around, name)
        if "bases" in document or "events" in document:
            raise problem(name, tr(APART, advice=tr(_TOGETHER)))
        _raise_findings(find_unsafe(document, around), around, name)
        _raise_findings(_add_ids(document), around, name)
    except DatasetError as error:
        raise DatasetError(
            replace(found, line=pieces.line_of_around(found.line)) for found in error.problems
        ) from None
    return document


def _place_in_pieces(pieces: Pieces, finding: Finding) -> tuple[int, int]:
    """Where in the file a finding of the whole dataset is."""
    piece, path = pieces.find(finding.path)
    if piece is None:
        line, column = _places(pieces.around.decode("utf-8-sig")).place(path, key=finding.key)
        return pieces.line_of_around(line), column
    line, column = _places_in(piece).place(path, key=finding.key)
    return piece.lines_before + line, column


def _read_whole(data: bytes, name: str) -> Dataset:
    source, document = _parse(data, name)
    _raise_findings(find_unsafe(document, source), source, name)
    findings = list(_add_ids(document))
    try:
        dataset: Dataset = _dataset_validator().validate_python(document)
    except ValidationError as error:
        explained = explain(error.errors(include_url=False))
        _raise_findings(chain(findings, explained), source, name)
        raise
    _raise_findings(findings, source, name)
    _raise_findings(check(dataset), source, name)
    return dataset


_dataset_validator = cache(partial(validator, Dataset))
_bases_validator = cache(partial(validator, dict[Id, Base]))
_events_validator = cache(partial(validator, list[Event]))


def _parse(data: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """The text and the document; raises DatasetError."""
    source = decode(data, name)
    if not fits(data):
        size, number = MOST_BYTES // 2**20, say_number(MOST_SIGNS)
        advice = tr(_TOGETHER)
        raise problem(name, tr(TOO_MUCH, size=size, number=number, advice=advice))
    return source, parse_toml(source, name)


def _add_ids(document: dict[str, Any]) -> Iterator[Finding]:
    """Give each record of a keyed table its key as id."""
    for table in _KEYED:
        records = document.get(table)
        for key, record in records.items() if isinstance(records, dict) else ():
            if isinstance(record, dict):
                if "id" in record:
                    message = tr(
                        "unknown key 'id': the id is '{key}', the table's name", key=visible(key)
                    )
                    yield Finding((table, key, "id"), message, key=True)
                record["id"] = key


def _raise_findings(findings: Iterable[Finding], source: str, name: str) -> None:
    """Raise a DatasetError unless there are none."""
    found = iter(findings)
    first = next(found, None)
    if first is not None:
        places = _places(source)
        raise _locate(
            chain([first], found),
            name,
            lambda finding: places.place(finding.path, key=finding.key),
        )


def _locate(
    findings: Iterable[Finding], name: str, place: Callable[[Finding], tuple[int, int]]
) -> DatasetError:
    """The first of them at their places, and no more than one needs to begin with."""
    some = islice(findings, MOST_PROBLEMS + 1)
    return limited([Problem(name, *place(finding), finding.message) for finding in some])


@lru_cache(maxsize=1)
def _places_in(piece: Piece) -> "Places":
    return _places(piece.data.decode())


@lru_cache(maxsize=1)
def _places(source: str) -> "Places":
    # Late, for it parses the file once more: a sound dataset never pays for it.
    from minusma_tui.reading.locate import Places  # noqa: PLC0415

    return Places(source)
