"""The patterns of the JSON Schema are ECMAScript regular expressions, as JSON Schema requires."""

import json
import re
from collections.abc import Iterator

import pytest

from minusma_tui.cli import main

_ESCAPE = (
    r"[\^$\\.*+?()\[\]{}|/dDwWsSfnrtv]|0(?!\d)|c[A-Za-z]|x[\dA-Fa-f]{2}"
    r"|u(?:[\dA-Fa-f]{4}|\{[\dA-Fa-f]+\})|[pP]\{\w+(?:=\w+)?\}"
)
_CLASS = rf"\[\^?(?:\\(?:{_ESCAPE}|[b-])|[^\]\\])*\]"
_ATOM = rf"{_CLASS}|\\(?:{_ESCAPE}|k<\w+>|[1-9]\d*)|\)|[^\\\[\](){{}}*+?^$|]"
_QUANTIFIER = r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"
_REST = r"\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\\[bB]|[\^$|]"
ECMASCRIPT = re.compile(rf"(?:(?:{_ATOM})(?:{_QUANTIFIER})?|{_REST})*", re.ASCII)
"""What `new RegExp(pattern, "u")` accepts; Python checks that brackets are paired."""


def patterns(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from patterns(part)
    elif isinstance(schema, dict):
        for keyword, part in schema.items():
            if keyword == "pattern" and isinstance(part, str):
                yield part
            elif keyword == "patternProperties":
                yield from part
            yield from patterns(part)


def test_every_pattern_is_one_of_ecmascript(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    found = set(patterns(json.loads(capsys.readouterr().out)))
    assert len(found) > 5
    assert any(pattern.startswith("^https?:") for pattern in found)
    assert [pattern for pattern in found if not ECMASCRIPT.fullmatch(pattern)] == []
    assert all(map(re.compile, found))


@pytest.mark.parametrize(
    "pattern",
    [
        r'^https?://[^\s<>\"\\^`{|}]+$',
        r"\"", r"\-", r"\_", r"\ ", r"\:", r"\a", r"\Z", r"\k", r"\p", r"\p{}", r"\cé", r"\x1",
        r"\u12", r"\00", r"[\B]", r"[\k<a>]", r"[\"]", r"[\1]", "a{", "a}", "]", "a{,2}",
        "(?P<a>b)", "(?i)a", "a*+", "^*", r"\b?", "|+",
    ],
)  # fmt: skip
def test_what_ecmascript_refuses_is_none(pattern: str) -> None:
    assert not ECMASCRIPT.fullmatch(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r'^https?://[^\s<>"\\^`{|}]+$',
        r"\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/", r"\d\D\w\W\s\S", r"\f\n\r\t\v\0", r"\cA", r"\x1F",
        r"\u00e9\u{1F600}", r"\p{L}\P{Script=Latin}", r"\b\B", r"[\b\-\]\d-]", r"(?<a>b)\k<a>\1",
        "a{2}b{2,}c{2,3}?", "(?:a|b)(?=c)(?!d)(?<=e)(?<!f)", '"-:_',
    ],
)  # fmt: skip
def test_what_ecmascript_takes_is_one(pattern: str) -> None:
    assert ECMASCRIPT.fullmatch(pattern)
