"""Mutants of a dataset or a table: changed bytes, changed lines, changed values.

Everything random comes from the given generator, so the same seed gives the same mutants.
"""

import copy
import csv
import math
import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from io import StringIO
from typing import Any

import tomli
import tomli_w

Document = dict[str, Any]

ACCEPTED: tuple[str, ...] = (
    "[@click=app.quit]x[/]",
    "x[/foo]",
    "[link=https://example.org]x[/link]",
    "[on $error]x",
    "$x ${x} $(x)",
    "{x} {0} {} {{",
    "%s %(x)s %",
    "\\N{BULLET} \\x1b[31m \\",
    "<script>alert(1)</script>",
    "=1+1",
    "]]>&amp;'\"",
    "漢字基地",
    "مالي",
    "👩\u200d🚀 🇲🇱 e\u0301",
)
"""Valid texts that some program might take for markup, code or a formula."""
REFUSED: tuple[str, ...] = (
    *map(chr, (0x00, 0x07, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9D, 0x9F)),
    *"\u2028\u2029\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufdd0\ufeff\uffff",
    *"\U000e0041\U000e007f\U0001fffe\U0010ffff",
)
"""Characters that no text may have, except lone surrogates, which no file can hold."""
ONLY_IN_NOTES: tuple[str, ...] = ("\n", "\t", "\r\n")
LINES: tuple[str, ...] = (
    "\none line,\n\tanother\r\n\r\n\r\na third\n",
    "\t\n    \n",
    "\n# x\n\n- x\n    x\n```\n| x |\n> x\n=1+1\n",
    "\n[@click=app.quit]x[/]\n\x7b\n</p>",
)
"""Texts that are valid only in notes."""
_DATES = (
    "2023", "2023-11", "2023-11-18", "2023-11-18/2023-11-19", "2023-12-28?", "2013%", "1900",
    "2199-12-31", "2023-02-30", "2023-13", "0001-01-01", "9999", "2024/2023", "soon", "..",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    "", " ", "x", "x" * 399, "x" * 4001, "en", "NER", "ML-7", "more than 8817", "camp", "unsigned",
    0, 1, -1, 12, 13, 10**7, 10**8, 2**63, 10**40, 0.0, -91.0, 1e308, math.nan, -math.inf, True,
    False, [], [[]], [1], ["x"], {}, {"value": 1}, {"en": "x"}, {"value": "2023", "sources": []},
    date(1, 1, 1), date(9999, 12, 31), date(2023, 11, 18), datetime(2023, 1, 1, tzinfo=UTC),
    time(12),
)  # fmt: skip
_KEYS = (
    "value", "sources", "reason", "note", "en", "fr", "id", "name", "date", "kind", "bases",
    "troops", "text", "x", "", "é", "a.b", "a b", "[x]", "\x1b", "{{x}}", "constructor",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOKENS = tuple(
    token if isinstance(token, bytes) else token.encode()
    for token in (
        '"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "\n", "\r",
        "\r\n", "\t", " ", "\\", "\\u", "\\e", "\0", "\x1b[31m", "\u202e", "\ufeff", "é", "漢",
        "true", "nan", "inf", "0x", "1e999", "2023-11-18T00:00:00Z", "9" * 50, "[bases.x]\n",
        "[[events]]\n", "[mission]\n", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    )
)  # fmt: skip


def mutate(generator: random.Random, source: str) -> bytes:
    """Make one mutant from the text of a dataset."""
    return generator.choices(_WAYS, weights=(2, 2, 3, 3))[0](generator, source)


def _by_bytes(generator: random.Random, source: str) -> bytes:
    data = bytearray(source.encode())
    for _ in range(generator.choice((1, 1, 1, 2, 5))):
        at = generator.randrange(len(data) + 1)
        reach = at + generator.choice((1, 1, 2, 8, 100, 5000))
        match generator.randrange(6):
            case 0:
                data[at:at] = generator.choice(_TOKENS)
            case 1:
                del data[at:reach]
            case 2:
                data[at:at] = data[at:reach]
            case 3:
                data[at : at + 1] = bytes([generator.randrange(256)])
            case 4 if generator.randrange(4) == 0:
                del data[at:]
            case _:
                data[at:at] = data[(other := generator.randrange(len(data) + 1)) : other + 40]
    return bytes(data)


def _by_lines(generator: random.Random, source: str) -> bytes:
    lines = source.split("\n")
    for _ in range(generator.choice((1, 1, 2, 4))):
        one, other = generator.randrange(len(lines)), generator.randrange(len(lines))
        match generator.randrange(6):
            case 0:
                del lines[one]
            case 1:
                lines.insert(other, lines[one])
            case 2:
                lines[one], lines[other] = lines[other], lines[one]
            case 3:
                lines[one] = lines[one][: len(lines[one]) // 2] + lines[other]
            case 4:
                lines[one] = lines[one].partition("=")[0] + "=" + lines[other].partition("=")[2]
            case _:
                del lines[one : one + generator.randrange(1, 40)]
        lines = lines or [""]
    ending = generator.choices(("\n", "\r\n", "\r"), weights=(20, 4, 1))[0]
    return ending.join(lines).encode()


@lru_cache(maxsize=1)
def _parse(source: str) -> Document:
    return tomli.loads(source)


def _by_sense(generator: random.Random, source: str) -> bytes:
    document: Document = copy.deepcopy(_parse(source))
    for _ in range(generator.choice((1, 1, 1, 2, 3, 6))):
        change(generator, document)
    return tomli_w.dumps(document).encode()


def _gently(generator: random.Random, source: str) -> bytes:
    """Change texts, dates and numbers so that most mutants are valid datasets."""
    document: Document = copy.deepcopy(_parse(source))
    found = list(values(document))
    noted = {(id(holder), key) for holder, key in notes(document)}
    for holder, key in generator.sample(found, min(len(found), generator.choice((1, 3, 10)))):
        match holder[key]:
            case str(day) if _DAY.fullmatch(day):
                moved = date.fromisoformat(day) + timedelta(generator.randrange(-30, 30))
                holder[key] = generator.choice((str(moved), f"{moved}~", str(moved)[:7]))
            case str(text) if " " in text:  # no id, no code
                at = generator.randrange(len(text) + 1)
                texts = ACCEPTED + LINES if (id(holder), key) in noted else ACCEPTED
                holder[key] = text[:at] + generator.choice(texts) + text[at:]
            case int(number) if not isinstance(number, bool) and number > 1:
                holder[key] = generator.choice((number + 1, number * 2, 0, 10**7))
            case float(degrees):
                holder[key] = degrees / 2
    return tomli_w.dumps(document).encode()


def values(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each value that is no table or array, as its container and its key or index there."""
    keys = list(document) if isinstance(document, dict) else range(len(document))
    for key in keys:
        if isinstance(document[key], dict | list):
            yield from values(document[key])
        else:
            yield document, key


def notes(document: Any, *, inside: bool = False) -> Iterator[tuple[Any, Any]]:
    """Yield the `values` that are a note, in any language."""
    for key in list(document) if isinstance(document, dict) else range(len(document)):
        noted = inside or key == "note" or (key == "text" and "about" in document)
        if isinstance(document[key], dict | list):
            yield from notes(document[key], inside=noted)
        elif noted:
            yield document, key


_WAYS: tuple[Callable[[random.Random, str], bytes], ...] = (
    _by_bytes,
    _by_lines,
    _by_sense,
    _gently,
)


def change(generator: random.Random, document: Document) -> None:
    """Change one thing somewhere in a document."""
    holder, key = _pick(generator, document)
    if isinstance(holder, dict):
        _change_key(generator, document, holder, str(key))
    elif isinstance(holder, list):
        _change_item(generator, document, holder, int(key))


def _change_key(generator: random.Random, document: Document, holder: Document, key: str) -> None:
    match generator.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[generator.choice(_KEYS)] = copy.deepcopy(holder[key])
        case 2:
            holder[_retitle(generator, key)] = holder.pop(key)
        case 3:
            holder[key] = _swap_in(generator, document)
        case _:
            holder[key] = _other(generator, holder[key])


def _change_item(
    generator: random.Random, document: Document, holder: list[Any], index: int
) -> None:
    match generator.randrange(6):
        case 0:
            del holder[index]
        case 1:
            holder.insert(generator.randrange(len(holder) + 1), copy.deepcopy(holder[index]))
        case 2:
            generator.shuffle(holder)
        case 3:
            holder[index] = _swap_in(generator, document)
        case _:
            holder[index] = _other(generator, holder[index])


def _pick(generator: random.Random, document: Document) -> tuple[Any, str | int]:
    """Pick a table or an array, and a key or an index in it; deeper ones are more likely."""
    holder: Any = document
    key: str | int = generator.choice(list(document)) if document else ""
    while True:
        inside = holder[key] if not isinstance(holder, dict) or key in holder else None
        if not isinstance(inside, dict | list) or not inside or generator.randrange(8) == 0:
            if isinstance(holder, dict) and key not in holder:
                holder[key] = {}
            return holder, key
        holder = inside
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        key = generator.choice(keys)


def _swap_in(generator: random.Random, document: Document) -> Any:
    """A copy of a value from somewhere else in the document."""
    holder, key = _pick(generator, document)
    return copy.deepcopy(holder[key])


def _other(generator: random.Random, value: Any) -> Any:
    """Another value, mostly of the same type."""
    if generator.randrange(4) == 0:
        return copy.deepcopy(generator.choice(_VALUES))
    match value:
        case bool():
            return not value
        case int():
            return generator.choice((value + 1, value - 1, value * 10, 0, 10**7))
        case float():
            return generator.choice((-value, value + 90, 0.0, value / 1e9))
        case str(text):
            return _other_text(generator, text)
        case date():
            return generator.choice(_DATES)
        case _:
            return copy.deepcopy(generator.choice(_VALUES))


def _other_text(generator: random.Random, text: str) -> str:
    at = generator.randrange(len(text) + 1)
    match generator.randrange(8):
        case 0:
            return text[:at] + generator.choice(REFUSED) + text[at:]
        case 1 | 2:
            return text[:at] + generator.choice(ACCEPTED) + text[at:]
        case 3:
            return generator.choice(ACCEPTED)
        case 4:
            return text * 5
        case 5:
            return text[:at]
    return generator.choice(_DATES)


def _retitle(generator: random.Random, key: str) -> str:
    at = generator.randrange(len(key) + 1)
    typo = key[:at] + generator.choice("aeszx-_.é ") + key[at + 1 :]
    titles: tuple[str, ...] = (typo, typo, key.upper(), generator.choice(_KEYS))
    return generator.choice(titles)


_CELLS = (
    "", "NA", "unknown", "0", "-1", "1e5", "1e308", "nan", "Inf", "3", "1947", "2101", "2023", "13",
    "1.5", "90", "-91", "181", "Mali", "Mali/Niger", "UN", "Chad (950), Nepal (size unknown)",
    "Chad (5)(", '"', "=1+1", "x" * 500, "Ümlaut", "漢字", "\u202e", "\x1b", "\x00", "a\nb", "[x]",
)  # fmt: skip


def mutate_table(generator: random.Random, source: str) -> bytes:
    """Make one mutant from a CSV table: changed cells, columns, rows or bytes."""
    if generator.randrange(4) == 0:
        return _by_bytes(generator, source)
    rows = list(csv.reader(StringIO(source)))
    for _ in range(generator.choice((1, 2, 5))):
        row = generator.choice(rows)
        match generator.randrange(8):
            case 0:
                rows.remove(row)
            case 1:
                rows.insert(generator.randrange(len(rows) + 1), [*row])
            case 2 if row:
                del row[generator.randrange(len(row))]
            case 3:
                row.insert(generator.randrange(len(row) + 1), generator.choice(_CELLS))
            case 4:
                generator.shuffle(row)
            case _ if row:
                row[generator.randrange(len(row))] = generator.choice(_CELLS)
        rows = rows or [[]]
    text = StringIO()
    csv.writer(text, lineterminator=generator.choice(("\n", "\r\n"))).writerows(rows)
    return text.getvalue().encode(errors="replace")
