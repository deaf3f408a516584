"""Datasets written as TOML in the layout of the bundled one, to be edited by hand."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes a new encoder each time
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_TABLES = ("bases", "sources")
"""The tables that have records by id."""


def write_toml(document: Mapping[str, Any], comment: str) -> str:
    """Return the document as TOML, below a comment; records are tables, facts are inline.

    `document` has the keys of the dataset format and JSON values. Its texts must be safe, as
    `reading.text` defines it.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines.append("")
    for key, value in document.items():
        if key not in ("mission", *_TABLES):
            lines.append(f"{_write_key(key)} = {_write(value)}")
    lines += _write_record(("mission",), document["mission"])
    for table in _TABLES:
        for name, record in document[table].items():
            lines += _write_record((table, name), record)
    return "\n".join(lines) + "\n"


def _write_record(path: tuple[str, ...], record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of a record, then those of the records in it."""
    name = ".".join(map(_write_key, path))
    yield ""
    yield f"[{name}]"
    inside = [key for key, value in record.items() if _is_records(value)]
    for key, value in record.items():
        if key not in inside:
            yield f"{_write_key(key)} = {_write(value)}"
    for key in inside:
        for one in record[key]:
            yield ""
            yield f"[[{name}.{_write_key(key)}]]"
            for field, value in one.items():
                yield f"{_write_key(field)} = {_write(value)}"


def _is_records(value: object) -> bool:
    """Return whether the value is a list of records; the claims of a fact are not."""
    return isinstance(value, list) and any(
        isinstance(one, dict) and "value" not in one for one in value
    )


def _write_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _encode(key)


def _write(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_write_key(key)} = {_write(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list):
        if len(value) > 1 and isinstance(value[0], dict):  # the claims of a contested fact
            return "".join(["[\n", *(f"  {_write(one)},\n" for one in value), "]"])
        return f"[{', '.join(map(_write, value))}]"
    # JSON and TOML write a safe text, a number and a boolean in the same way.
    return _encode(value)
