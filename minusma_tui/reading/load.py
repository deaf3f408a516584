"""How does a TOML file become a dataset? Whole and checked, or not at all."""

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from pydantic import TypeAdapter, ValidationError

from minusma_tui.embedded import embedded
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base, Event
from minusma_tui.model.values import Id
from minusma_tui.reading.explain import explain
from minusma_tui.reading.files import (
    LARGEST_FILE,
    LONGEST_NAME,
    STDIN,
    decode,
    line_and_column,
    problem,
    read_file,
    read_input,
)
from minusma_tui.reading.pieces import MixedError, Pieces, cut, parse_piece
from minusma_tui.reading.problems import DatasetError, Finding, Problem
from minusma_tui.reading.rules import check
from minusma_tui.reading.text import find_unsafe, visible

DEFAULT = "minusma.toml"
"""The dataset that is built in."""
_KEYED = ("bases", "sources")
"""The tables of the format whose keys are ids."""

# tomli names a key as Python prints a tuple, and refuses integers that Python refuses.
_KEY_TUPLE = re.compile(r"""\((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|, ?)+\)""")
_LONG_INTEGER = re.compile(r"(?<!\w)[+-]?[0-9][0-9_]{4300,}")

_PLAIN_WORDS = {
    "cannot overwrite a value": "this key has a value already",
    "cannot mutate immutable namespace": "cannot add to the finished table",
    "cannot redefine namespace": "cannot begin again the table",
}


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
    return read(read_file(path, "a TOML file"), str(path), progress)


def read(data: bytes, name: str, progress: Progress | None = None) -> Dataset:
    """Read a dataset from the bytes of a TOML file called `name`; raises DatasetError."""
    name = visible(name, longest=LONGEST_NAME)
    pieces = cut(data) if len(data) <= LARGEST_FILE else None
    dataset = _read_pieces(pieces, progress) if pieces else None
    return dataset or _read_whole(decode(data, name), name)


def _read_pieces(pieces: Pieces, progress: Progress | None) -> Dataset | None:
    """The dataset, or None where anything is wrong: only the whole file shows each problem."""
    bases: dict[str, Any] = {}
    events: list[Any] = []
    try:
        for piece in pieces:
            some_bases, some_events = parse_piece(piece)
            document = {"bases": some_bases, "events": some_events}
            if any(find_unsafe(document, piece)) or any(_add_ids(document)):
                return None
            if not bases.keys().isdisjoint(some_bases):
                return None
            bases |= bases_adapter().validate_python(some_bases)
            events += events_adapter().validate_python(some_events)
            if progress is not None:
                progress(len(bases), pieces.bases)
        around = pieces.around
        document = tomli.loads(around)
        if "bases" in document or "events" in document:
            return None
        if any(find_unsafe(document, around)) or any(_add_ids(document)):
            return None
        dataset = adapter().validate_python({**document, "bases": bases, "events": events})
    except (MixedError, tomli.TOMLDecodeError, RecursionError, ValueError):
        return None
    return None if check(dataset) else dataset


def _read_whole(source: str, name: str) -> Dataset:
    document = _parse(source, name)
    _raise_findings(find_unsafe(document, source), source, name)
    findings = list(_add_ids(document))
    try:
        dataset = adapter().validate_python(document)
    except ValidationError as error:
        findings += explain(error.errors(include_url=False))
        _raise_findings(findings, source, name)
        raise
    _raise_findings(findings, source, name)
    _raise_findings(check(dataset), source, name)
    return dataset


@cache
def bases_adapter() -> TypeAdapter[dict[str, Base]]:
    """The validator of some bases by id."""
    return TypeAdapter(dict[Id, Base])


@cache
def events_adapter() -> TypeAdapter[list[Event]]:
    """The validator of some events."""
    return TypeAdapter(list[Event])


@cache
def adapter() -> TypeAdapter[Dataset]:
    """The validator of the whole format; built once."""
    # Else pydantic searches all that is installed for plugins, as long as it takes to read a
    # dataset; and what other packages plug in has no say in what a dataset is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    return TypeAdapter(Dataset)


def _parse(source: str, name: str) -> dict[str, Any]:
    try:
        return tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        message = _KEY_TUPLE.sub(_say_key, error.msg[:1].lower() + error.msg[1:])
        for jargon, plain in _PLAIN_WORDS.items():
            message = message.replace(jargon, plain)
        message = f"no TOML: {visible(message, longest=300)}"
        raise problem(name, message, error.lineno, error.colno) from None
    except RecursionError:
        raise problem(name, "no TOML that can be read: nested too deeply") from None
    except ValueError:
        message = "no TOML that can be read: a number has too many digits"
        raise problem(name, message, *_place_of(_LONG_INTEGER, source)) from None


def _say_key(match: re.Match[str]) -> str:
    """'a.b' for ('a', 'b')."""
    return f"'{'.'.join(ast.literal_eval(match[0]))}'"


def _place_of(pattern: re.Pattern[str], source: str) -> tuple[int, int]:
    """Line and column of the first match; of the start where there is none."""
    match = pattern.search(source)
    return line_and_column(source[: match.start()]) if match else (1, 1)


def _add_ids(document: dict[str, Any]) -> Iterator[Finding]:
    """Give each record of a keyed table its key as id."""
    for table in _KEYED:
        records = document.get(table)
        for key, record in records.items() if isinstance(records, dict) else ():
            if isinstance(record, dict):
                if "id" in record:
                    message = f"unknown key 'id': the id is '{visible(key)}', the table's name"
                    yield Finding((table, key, "id"), message, key=True)
                record["id"] = key


def _raise_findings(findings: Iterable[Finding], source: str, name: str) -> None:
    """Raise a DatasetError unless there are none."""
    found = list(findings)
    if found:
        # Late, for it parses the file once more: a sound dataset never pays for it.
        from minusma_tui.reading.locate import Places  # noqa: PLC0415

        places = Places(source)
        raise DatasetError(
            Problem(name, *places.place(finding.path, key=finding.key), finding.message)
            for finding in found
        )
