"""How does a TOML file become a dataset? Whole and checked, or not at all."""

import os
import stat
import sys
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli
from pydantic import TypeAdapter, ValidationError

from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.explain import explain
from minusma_tui.reading.problems import DatasetError, Finding, Problem
from minusma_tui.reading.rules import RULES
from minusma_tui.reading.text import find_unsafe, visible

LARGEST_FILE = 256 * 2**20
"""Bytes; 100,000 bases are 65 MB."""

_KEYED = ("bases", "sources")
"""The tables of the format whose keys are ids."""


def embedded() -> Traversable:
    """The dataset that is built in: inside the wheel, or beside the package in a checkout."""
    inside = files("minusma_tui") / "data" / "minusma.toml"
    if inside.is_file():
        return inside
    return Path(__file__).parents[2] / "data" / "minusma.toml"


def load(path: Path | None) -> Dataset:
    """Load a file, standard input for `-`, or the embedded dataset for None.

    Raises DatasetError, with every problem that was found.
    """
    if path is None:
        return read(embedded().read_bytes(), "minusma.toml")
    if str(path) == "-":
        return read(sys.stdin.buffer.read(LARGEST_FILE + 1), "<stdin>")
    return read(_read_file(path), str(path))


def read(data: bytes, name: str) -> Dataset:
    """Read a dataset from the bytes of a TOML file called `name`; raises DatasetError."""
    name = visible(name, longest=400)
    if len(data) > LARGEST_FILE:
        raise _problem(name, f"is larger than {LARGEST_FILE // 2**20} MiB, the most that is read")
    source = _decode(data, name)
    document = _parse(source, name)
    _raise_findings(find_unsafe(document, source), source, name)
    _add_ids(document, source, name)
    try:
        dataset = adapter().validate_python(document)
    except ValidationError as error:
        _raise_findings([explain(one) for one in error.errors(include_url=False)], source, name)
        raise
    _raise_findings((found for rule in RULES for found in rule(dataset)), source, name)
    return dataset


@cache
def adapter() -> TypeAdapter[Dataset]:
    """The validator of the whole format; built once."""
    return TypeAdapter(Dataset)


def _read_file(path: Path) -> bytes:
    """The bytes of a regular file; never waits for a pipe or a device."""
    name = visible(str(path), longest=400)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as stream:  # noqa: PTH123  # a descriptor, not a path
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _problem(name, "is no regular file: expected a TOML file")
            return stream.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise _problem(name, "is a folder: expected a TOML file") from None
    except ValueError:
        raise _problem(name, "is no file name") from None
    except OSError as error:
        raise _problem(name, f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _problem(name, "is UTF-16: save it as UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{data[error.start]:02X} is no UTF-8: save the file as UTF-8"
        raise _problem(name, message, line, column) from None


def _parse(source: str, name: str) -> dict[str, Any]:
    try:
        return tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        message = visible(error.msg[:1].lower() + error.msg[1:], longest=300)
        raise _problem(name, f"no TOML: {message}", error.lineno, error.colno) from None
    except RecursionError:
        raise _problem(name, "no TOML that can be read: nested too deeply") from None
    except ValueError:
        raise _problem(name, "no TOML that can be read: a number has too many digits") from None


def _add_ids(document: dict[str, Any], source: str, name: str) -> None:
    """Give each record of a keyed table its key as id."""
    findings = []
    for table in _KEYED:
        records = document.get(table)
        for key, record in records.items() if isinstance(records, dict) else ():
            if isinstance(record, dict):
                if "id" in record:
                    message = f"unknown key 'id': the id is '{visible(key)}', the table's name"
                    findings.append(Finding((table, key, "id"), message, key=True))
                record["id"] = key
    _raise_findings(findings, source, name)


def _problem(name: str, message: str, line: int = 1, column: int = 1) -> DatasetError:
    return DatasetError([Problem(name, line, column, message)])


def _raise_findings(findings: Iterable[Finding], source: str, name: str) -> None:
    """Raise a DatasetError unless there are none."""
    found = list(findings)
    if found:
        # Late, for it parses the file once more: a sound dataset never pays for it.
        from minusma_tui.reading.locate import Places  # noqa: PLC0415

        places = Places(source)
        raise DatasetError(
            Problem(name, *places.of(finding.path, key=finding.key), finding.message)
            for finding in found
        )
