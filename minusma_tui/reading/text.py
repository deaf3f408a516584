"""What may a text of a dataset contain? The one step that keeps terminals safe from it."""

import re
import unicodedata
from collections.abc import Iterator

from minusma_tui.reading.problems import Finding, Path

LONGEST_TEXT = 4_000
MOST_MARKS = 4
"""Combining marks on one letter."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSAFE = re.compile(
    rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI}{_NONCHARACTERS}\U000e0000-\U000e007f]"
)
# TOML can spell any character with a backslash, and a combining mark is in no small class.
_SUSPICIOUS = re.compile(r"\\[^\"\\]|[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u201f\u2026]")
_LINE_ENDS = re.compile(r"\r?\n|\t")

_KINDS = (
    (re.compile("[\x00-\x1f\x7f-\x9f]"), "a control character"),
    (re.compile("[\u2028\u2029]"), "a line separator"),
    (re.compile("[\ud800-\udfff]"), "half of a surrogate pair"),
    (re.compile(f"[{_BIDI}]"), "a mark that changes the direction of writing"),
    (re.compile("[\U000e0000-\U000e007f]"), "an invisible tag character"),
)


def find_unsafe(document: object, source: str) -> Iterator[Finding]:
    """Every text of a parsed document, keys too, that must not reach a terminal, and why.

    `source` is the text it was parsed from: a plain one spares the walk.
    """
    longest = max(map(len, source.split('"')), default=0)
    plain = _LINE_ENDS.sub("", source)
    if longest <= LONGEST_TEXT and not _UNSAFE.search(plain) and not _SUSPICIOUS.search(plain):
        return
    yield from _walk(document, ())


def _walk(thing: object, path: Path) -> Iterator[Finding]:
    if isinstance(thing, str):
        reason = _unsafe(thing)
        if reason:
            yield Finding(path, f"this text {reason}")
    elif isinstance(thing, dict):
        for key, value in thing.items():
            reason = _unsafe(key)
            if reason:
                yield Finding((*path, key), f"this key {reason}", key=True)
            yield from _walk(value, (*path, key))
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from _walk(value, (*path, index))


def _unsafe(text: str) -> str | None:
    if len(text) > LONGEST_TEXT:
        return f"is {len(text):,} characters long, more than the {LONGEST_TEXT:,} of a text"
    match = _UNSAFE.search(text)
    if match:
        kind = next((name for pattern, name in _KINDS if pattern.match(match[0])), "no character")
        return f"contains U+{ord(match[0]):04X}, {kind}: remove it"
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return f"has more than {MOST_MARKS} combining marks on one letter"
    return None


def visible(text: str, longest: int = 60) -> str:
    """For a message: unsafe characters as escapes, a long text cut short."""
    shown = _UNSAFE.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text[: longest + 1])
    return shown if len(text) <= longest else shown[: longest - 1] + "…"
