"""Loading a dataset from a TOML file: complete and checked, or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails, ValidationError

from minusma_tui.files.bundled import embedded
from minusma_tui.language.catalogue import msg, say_number, tr
from minusma_tui.model.dataset import CONFIG, Dataset
from minusma_tui.model.records import Base, Event
from minusma_tui.model.values import Id, Key
from minusma_tui.reading.chunks import (
    MAX_BYTES,
    MAX_TABLES,
    MAX_TOKENS,
    MAX_TOTAL_TOKENS,
    Chunk,
    Chunks,
    cut,
    fits,
    uncut,
)
from minusma_tui.reading.files import (
    LONGEST_NAME,
    STDIN,
    decode,
    error_at,
    read_file,
    read_input,
)
from minusma_tui.reading.gaps import Gaps, gaps_of, without
from minusma_tui.reading.messages import explain
from minusma_tui.reading.problems import MAX_PROBLEMS, DatasetError, Finding, Problem, limited
from minusma_tui.reading.rules import check
from minusma_tui.reading.text import find_unsafe, visible
from minusma_tui.reading.toml import parse_toml

if TYPE_CHECKING:
    from minusma_tui.reading.places import Locations

DEFAULT = "minusma.toml"
"""The embedded dataset."""
_TOGETHER = msg("write each base as [bases.ID] and each event as [[events]], all of them together")
APART = msg("in a file of this size no other table may stand between these: {advice}")
TOO_MUCH = msg("is too large to be read at once ({size} MiB, {number} values): {advice}")
CROWDED = msg("is too large: at most {tables} bases and events, {number} values and texts are read")
_IN_CHUNKS = ("bases", "events")
_KEYED = ("bases", "sources")
"""The tables of the format whose keys are ids."""

T = TypeVar("T")
_MANY_PROBLEMS = MAX_PROBLEMS // 2
"""With more problems in the chunks of a large file, the rules, which are slow, are not checked."""

Progress = Callable[[int, int], None]
"""A function that is called with the number of bases read so far and the number of all bases."""


def load(path: Path | None, progress: Progress | None = None) -> Dataset:
    """Load a file, standard input for `-`, or the embedded dataset for None.

    Raises DatasetError with the problems that were found, and whatever `progress` raises.
    """
    if path is None:
        return read(embedded(DEFAULT).read_bytes(), DEFAULT)
    if str(path) == "-":
        return read(read_input(), STDIN)
    return read(read_file(path, msg("a TOML file")), str(path), progress)


def read(data: bytes, name: str, progress: Progress | None = None) -> Dataset:
    """Read a dataset from the bytes of a TOML file called `name`; raises DatasetError."""
    name = visible(name, longest=LONGEST_NAME)
    chunks = cut(data)
    if not chunks.fit:
        tables, number = say_number(MAX_TABLES), say_number(MAX_TOTAL_TOKENS)
        raise error_at(name, tr(CROWDED, tables=tables, number=number))
    try:
        return _read(chunks, name, progress)
    except DatasetError:
        # Some problems show only in the whole file, if it is small enough to be read at once.
        if not chunks.chunks or not fits(data):
            raise
    return _read(uncut(data), name, progress)


def _read(chunks: Chunks, name: str, progress: Progress | None) -> Dataset:
    """Read the chunks and what is around them; raises DatasetError.

    If the file was cut into chunks, problems that only the whole file shows may be left out.
    """
    # What is around is read first, because it shows that a file is truncated.
    around, document = _read_around(chunks, name)
    unsafe = list(find_unsafe(document, around))
    ids = list(_add_ids(document))
    sources = _sources(document)
    problems, gaps = _read_chunks(chunks, name, sources, document, progress)
    dataset, errors = _read_as(Dataset, document)
    if chunks.chunks:  # what is wrong in them is among the problems
        errors = [error for error in errors if not _is_in_chunk(error)]
    gaps |= gaps_of(errors, document, sources)
    misfits = check(dataset, gaps) if len(problems) <= _MANY_PROBLEMS else ()
    found = chain(ids, explain(errors), misfits)
    problems += _at_their_places(unsafe, found, name, partial(_place_in_file, chunks, around))
    if problems:
        raise limited(problems)
    return dataset


def _is_in_chunk(error: ErrorDetails) -> bool:
    return len(error["loc"]) > 1 and error["loc"][0] in _IN_CHUNKS


def _read_chunks(
    chunks: Chunks,
    name: str,
    sources: Collection[str],
    document: dict[str, Any],
    progress: Progress | None,
) -> tuple[list[Problem], Gaps]:
    """Add the bases and events of all chunks to the document; return what is wrong with them.

    Raises DatasetError if a chunk cannot be parsed or too much is wrong: the rest cannot be read
    reliably then.
    """
    if not chunks.chunks:
        return [], Gaps()
    bases: dict[str, Any] = {}
    events: list[Any] = []
    problems: list[Problem] = []
    gaps = Gaps()
    torn = False
    for chunk in chunks:
        try:
            part = _read_chunk(chunk.data, name, bases.keys(), sources, len(events))
        except DatasetError as error:  # it cannot be parsed
            problems += error.moved(chunk.lines_before)
            torn = True
        else:
            problems += (each.moved(chunk.lines_before) for each in part.problems)
            gaps |= part.gaps
            torn = torn or not bases.keys().isdisjoint(part.bases)
            bases |= part.bases
            events += part.events
            chunk.events_until = len(events)
        if len(problems) > MAX_PROBLEMS:
            break
        if progress is not None:
            progress(len(bases), chunks.bases)
    if torn or len(problems) > MAX_PROBLEMS:
        raise limited(problems)
    document |= {"bases": bases, "events": events}
    return problems, gaps


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read from a chunk, and what is wrong with it."""

    bases: dict[str, Any]
    events: list[Any]
    problems: list[Problem]
    """Problems with positions in the chunk."""
    gaps: Gaps


def _read_chunk(
    data: bytes, name: str, known: Collection[str], sources: Collection[str], events_before: int
) -> _Part:
    """Read the bases and events of a chunk; raises DatasetError if it cannot be parsed.

    `known` has the ids of the bases in earlier chunks, `sources` the ids of all sources.
    """
    text, document = _parse(data, name)
    bases, events = document.get("bases", {}), document.get("events", [])
    only = document.keys() <= set(_IN_CHUNKS)
    if not (only and isinstance(bases, dict) and isinstance(events, list)):
        # On the first line after the line break with which the chunk begins.
        raise error_at(name, tr(APART, advice=tr(_TOGETHER)), 2, 1)
    unsafe = list(find_unsafe(document, text))
    ids = [*_add_ids(document), *(_twice(base) for base in bases if base in known)]
    bases, errors = _read_as(dict[Key[Id], Base], bases, "bases")
    events, more_errors = _read_as(list[Event], events, "events")
    errors += more_errors
    found = chain(ids, explain(errors))
    problems = _at_their_places(unsafe, found, name, lambda finding: _place(text, finding))
    return _Part(bases, events, problems, gaps_of(errors, document, sources, events_before))


def _sources(document: dict[str, Any]) -> Collection[str]:
    """The ids of the sources of a document."""
    sources = document.get("sources")
    return sources.keys() if isinstance(sources, dict) else ()


def _twice(base: str) -> Finding:
    return Finding(
        ("bases", base), tr("cannot declare 'bases.{base}' twice", base=visible(base)), key=True
    )


def _read_around(chunks: Chunks, name: str) -> tuple[str, dict[str, Any]]:
    """Parse what is around the chunks into text and document; raises DatasetError."""
    try:
        around, document = _parse(chunks.around, name)
        if chunks.chunks and document.keys() & set(_IN_CHUNKS):
            raise error_at(name, tr(APART, advice=tr(_TOGETHER)))
    except DatasetError as error:
        raise DatasetError(
            replace(found, line=chunks.line_of_around(found.line)) for found in error.problems
        ) from None
    return around, document


def _place_in_file(chunks: Chunks, around: str, finding: Finding) -> tuple[int, int]:
    """The line and column in the file of a finding about the whole dataset."""
    chunk, path = chunks.find(finding.path)
    if chunk is None:
        line, column = _places(around).place(path, key=finding.key)
        return chunks.line_of_around(line), column
    line, column = _places_in(chunk).place(path, key=finding.key)
    return chunk.lines_before + line, column


def _read_as(kind: type[T], thing: Any, *path: str) -> tuple[T, list[ErrorDetails]]:
    """Read a document or a part of it as far as possible; returns it with its errors.

    `path` is the path of the part. A wrong or missing value becomes the default of its field, or
    None if it has none.
    """
    try:
        return _adapter(kind).validate_python([thing])[0], []
    except ValidationError as error:
        found = error.errors(include_url=False)
    made = _read_leniently(kind, without(thing, found))
    return made, [{**each, "loc": (*path, *each["loc"][1:])} for each in found]


def _read_leniently(kind: type[T], thing: Any) -> T:
    """Read what is left, and again as long as there are errors: one error can hide others."""
    try:
        made: T = _adapter(kind).validate_python([thing], context={"lenient": True})[0]
    except ValidationError as error:
        return _read_leniently(kind, without(thing, error.errors(include_url=False)))
    return made


_adapter: Callable[[Any], TypeAdapter[list[Any]]] = cache(
    lambda kind: TypeAdapter(list[kind], config=CONFIG)  # type: ignore[valid-type]
)
"""Reads a list of one item: a TypeAdapter of a dataclass takes no configuration."""


def _parse(data: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """Decode and parse; returns the text and the document. Raises DatasetError."""
    source = decode(data, name)
    if not fits(data):
        size, number = MAX_BYTES // 2**20, say_number(MAX_TOKENS)
        advice = tr(_TOGETHER)
        raise error_at(name, tr(TOO_MUCH, size=size, number=number, advice=advice))
    return source, parse_toml(source, name)


def _add_ids(document: dict[str, Any]) -> Iterator[Finding]:
    """Give each base and source its key as id; yields a finding for an `id` in the file."""
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


def _at_their_places(
    unsafe: Iterable[Finding],
    others: Iterable[Finding],
    name: str,
    place: Callable[[Finding], tuple[int, int]],
) -> list[Problem]:
    """Turn findings into problems with positions, at most MAX_PROBLEMS + 1.

    Whatever else is wrong with an unsafe text or key is left out.
    """
    some = list(islice(unsafe, MAX_PROBLEMS + 1))
    keys = {one.path[:-1]: visible(str(one.path[-1])) for one in some if one.key}
    problems = [Problem(name, *place(finding), finding.message) for finding in some]
    told = {(problem.line, problem.column) for problem in problems}
    for finding in others:
        if len(problems) > MAX_PROBLEMS:
            break
        at = place(finding)
        key = keys.get(finding.path)
        if at not in told and not (key and key in finding.message):
            problems.append(Problem(name, *at, finding.message))
    return problems


def _place(source: str, finding: Finding) -> tuple[int, int]:
    return _places(source).place(finding.path, key=finding.key)


@lru_cache(maxsize=1)
def _places_in(chunk: Chunk) -> "Locations":
    return _places(chunk.data.decode())


@lru_cache(maxsize=1)
def _places(source: str) -> "Locations":
    # Late, because it parses the file again: a valid dataset never pays for it.
    from minusma_tui.reading.places import Locations  # noqa: PLC0415

    return Locations(source)
