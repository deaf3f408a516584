"""What a text of a dataset may contain; this check alone keeps terminals safe from it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from minusma_tui.language.catalogue import msg, say_number, tr
from minusma_tui.reading.hints import may_have_lines
from minusma_tui.reading.problems import Finding

if TYPE_CHECKING:
    from minusma_tui.model.walk import KeyPath

LONGEST_TEXT = 4_000
"""In characters."""
MAX_NOTE_LINES = 100
MAX_MARKS = 4
"""On one letter: combining marks, and other characters that take no cell of their own."""

_CONTROLS = "\x00-\x1f\x7f-\x9f"
_SEPARATORS = "\u2028\u2029"
_SURROGATES = "\ud800-\udfff"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_INVISIBLE = "\xad\u206a-\u206f\ufeff\ufff9-\ufffb"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSAFE = re.compile(
    f"[{_CONTROLS}{_SEPARATORS}{_SURROGATES}{_BIDI}{_TAGS}{_INVISIBLE}{_NONCHARACTERS}]"
)
_KINDS = {
    "\n\r": msg("a line break"),
    "\t": msg("a tab"),
    _CONTROLS: msg("a control character"),
    _SEPARATORS: msg("a line separator"),
    _SURROGATES: msg("half of a surrogate pair"),
    _BIDI: msg("a mark that changes the direction of writing"),
    _TAGS: msg("an invisible tag character"),
    _INVISIBLE: msg("an invisible character"),
    _NONCHARACTERS: msg("not a character"),
}
"""What each class of unsafe characters is called; the first that has a character counts."""

# From Unicode's NameAliases.txt: `unicodedata` has no names for control characters.
_CONTROL_NAMES = """\
NULL|START OF HEADING|START OF TEXT|END OF TEXT|END OF TRANSMISSION|ENQUIRY|ACKNOWLEDGE|ALERT
BACKSPACE|CHARACTER TABULATION|LINE FEED|LINE TABULATION|FORM FEED|CARRIAGE RETURN|SHIFT OUT
SHIFT IN|DATA LINK ESCAPE|DEVICE CONTROL ONE|DEVICE CONTROL TWO|DEVICE CONTROL THREE
DEVICE CONTROL FOUR|NEGATIVE ACKNOWLEDGE|SYNCHRONOUS IDLE|END OF TRANSMISSION BLOCK|CANCEL
END OF MEDIUM|SUBSTITUTE|ESCAPE|INFORMATION SEPARATOR FOUR|INFORMATION SEPARATOR THREE
INFORMATION SEPARATOR TWO|INFORMATION SEPARATOR ONE|DELETE|PADDING CHARACTER|HIGH OCTET PRESET
BREAK PERMITTED HERE|NO BREAK HERE|INDEX|NEXT LINE|START OF SELECTED AREA|END OF SELECTED AREA
CHARACTER TABULATION SET|CHARACTER TABULATION WITH JUSTIFICATION|LINE TABULATION SET
PARTIAL LINE FORWARD|PARTIAL LINE BACKWARD|REVERSE LINE FEED|SINGLE SHIFT TWO|SINGLE SHIFT THREE
DEVICE CONTROL STRING|PRIVATE USE ONE|PRIVATE USE TWO|SET TRANSMIT STATE|CANCEL CHARACTER
MESSAGE WAITING|START OF GUARDED AREA|END OF GUARDED AREA|START OF STRING
SINGLE GRAPHIC CHARACTER INTRODUCER|SINGLE CHARACTER INTRODUCER|CONTROL SEQUENCE INTRODUCER
STRING TERMINATOR|OPERATING SYSTEM COMMAND|PRIVACY MESSAGE|APPLICATION PROGRAM COMMAND"""
_NAMES = dict(
    zip((*range(0x20), *range(0x7F, 0xA0)), re.split(r"[|\n]", _CONTROL_NAMES), strict=True)
)

# A plain file has no escape that may spell any character, no text over several lines, and no
# character except European letters, digits and signs (`re` has no class of combining marks).
# Lines end in LF or CRLF: TOML allows no CR alone.
_ESCAPE = re.compile(r"\\[^\"\\]")
_PLAIN_BYTES = bytes([0x0A, 0x0D, *range(0x20, 0x7F)])
_SUSPICIOUS = re.compile(
    "[^\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]"
)


def find_unsafe(document: object, source: str) -> Iterator[Finding]:
    """Yield a finding for every text or key of a parsed document that must not reach a terminal.

    `source` is the text that it was parsed from; if that is plain, the document is not searched.
    """
    if _is_plain(source):
        return
    # No recursion: a key of 900 parts nests deeper than Python's recursion limit.
    waiting: list[tuple[KeyPath, object]] = [((), document)]
    while waiting:
        path, thing = waiting.pop()
        if isinstance(thing, str):
            reason = unsafe(thing)
            if reason and may_have_lines(path):
                reason = _unsafe_lines(thing)
            if reason:
                yield Finding(path, tr("this text {reason}", reason=reason))
        elif isinstance(thing, dict):
            for key, value in thing.items():
                reason = unsafe(key)
                if reason:
                    yield Finding((*path, key), tr("this key {reason}", reason=reason), key=True)
                waiting.append(((*path, key), value))
        elif isinstance(thing, list):
            waiting.extend(((*path, index), value) for index, value in enumerate(thing))


def _is_plain(source: str) -> bool:
    """Whether nothing in a file can be unsafe or too long; so it is for nearly all files."""
    if any(sign in source for sign in ('"""', "'''")):
        return False
    if "\\" in source and _ESCAPE.search(source):
        return False
    # Deleting bytes is ten times as fast as searching for characters; what remains are letters
    # with accents.
    rest = source.encode(errors="surrogatepass").translate(None, _PLAIN_BYTES)
    if _SUSPICIOUS.search(rest.decode(errors="surrogatepass")):
        return False
    return not has_long_line(source)


def has_long_line(source: str) -> bool:
    """Whether a line is longer than LONGEST_TEXT."""
    start = 0
    while len(source) - start > LONGEST_TEXT:
        end = source.rfind("\n", start, start + LONGEST_TEXT + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def is_unsafe(character: str) -> bool:
    """Whether a character may not be in a text of one line."""
    return _UNSAFE.match(character) is not None


def unsafe(text: str) -> str | None:
    """Why a text must not reach a terminal as a line, as the end of a sentence; None if it may."""
    if len(text) > LONGEST_TEXT:
        return tr(
            "is {length} characters long, more than the {most} of a text",
            length=say_number(len(text)),
            most=say_number(LONGEST_TEXT),
        )
    match = _UNSAFE.search(text)
    if match:
        return contains(match[0])
    marks = 0
    for character in text if not text.isascii() and _heaps().search(text) else "":
        marks = marks + 1 if _is_mark(character) else 0
        if marks > MAX_MARKS:
            return tr(
                "has more than {most} combining or invisible characters on one letter",
                most=MAX_MARKS,
            )
    return None


def _unsafe_lines(text: str) -> str | None:
    """The same for a note, which may have tabs and several lines."""
    lines = text.strip().count("\n") + 1
    if lines > MAX_NOTE_LINES:
        return tr(
            "has {number} lines, more than the {most} of a note",
            number=say_number(lines),
            most=MAX_NOTE_LINES,
        )
    return unsafe(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def contains(character: str) -> str:
    """The end of a sentence that names a forbidden character in a text."""
    kind = next(name for kind, name in _KINDS.items() if re.match(f"[{kind}]", character))
    name = unicodedata.name(character, _NAMES.get(ord(character), ""))
    code = f"U+{ord(character):04X} {name}".rstrip()
    return tr("contains {code}, {kind}: remove it", code=code, kind=tr(kind))


def visible(text: str, longest: int = 60) -> str:
    """The text for a message: unsafe characters as escapes, cut to `longest` characters."""
    shown: list[str] = []
    marks = width = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        harmful = marks > MAX_MARKS or _UNSAFE.match(character)
        shown.append(f"\\u{{{ord(character):x}}}" if harmful else character)
        width += len(shown[-1])
        if width > longest:
            while width >= longest:
                width -= len(shown.pop())
            return "".join(shown) + "…"
    return "".join(shown)


def blanked(text: str) -> str:
    """The text with a blank for each unsafe character, of the same length.

    For typed or pasted text, which nobody can be asked to fix.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        kept.append(" " if marks > MAX_MARKS or _UNSAFE.match(character) else character)
    return "".join(kept)


@cache
def _heaps() -> re.Pattern[str]:
    """A pattern of what may be too many marks on one letter; testing each character is far slower.

    It is made from all marks when a text first needs it, which takes about 20 ms. `re` is slow with
    many characters beyond U+FFFF, so it matches all of them except pictographs.
    """
    marks = re.escape("".join(filter(_is_mark, map(chr, range(0xA0, 0x10000)))))
    return re.compile(f"[{marks}\U00010000-\U0001f2ff\U0001fb00-\U0010ffff]{{{MAX_MARKS + 1}}}")


def _is_mark(character: str) -> bool:
    """Whether a character is drawn in the cell of the letter before it, or not at all."""
    return (
        unicodedata.category(character) in ("Mn", "Me", "Cf")
        or "\u1160" <= character <= "\u11ff"  # the later parts of a Korean syllable
        or "\ud7b0" <= character <= "\ud7ff"
    )
