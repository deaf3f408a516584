"""Parsing TOML, with messages of our own about what is not valid TOML."""

import ast
import re
from typing import Any

import tomli

from minusma_tui.language.catalogue import msg, tr
from minusma_tui.reading.files import error_at, line_and_column
from minusma_tui.reading.text import contains, has_long_line, is_unsafe, visible

DEEPEST = 400
"""How deep arrays and inline tables may be nested for the parser."""

# tomli names a key as Python prints a tuple, and refuses integers that Python refuses.
_KEY_TUPLE = re.compile(r"""\((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|, ?)+\)""")
# For a number of millions of digits, tomli takes a hundred bytes of memory a digit.
_LONG_NUMBER = re.compile(r"(?<![\w.+-])[+-]?[0-9][\w.+-]{4300,}")
_TOKEN = re.compile(r"""\"""|'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}]""")
_SURROGATE = re.compile(r"\\[uU](?:0000)?([dD][89a-fA-F][0-9a-fA-F]{2})\Z")

_PLAIN_WORDS = {
    "cannot overwrite a value": msg("this key has a value already"),
    "cannot mutate immutable namespace": msg("cannot add to the finished table"),
    "cannot redefine namespace": msg("cannot define again the table"),
}


def parse_toml(source: str, name: str) -> dict[str, Any]:
    """Parse the text of a file called `name`; raises DatasetError.

    The caller has checked that there is not too much in it (`chunks.fits`).
    """
    number = _LONG_NUMBER.search(source) if has_long_line(source) else None
    if number:
        message = tr("not valid TOML: a number has too many digits")
        raise error_at(name, message, *line_and_column(source[: number.start()]))
    try:
        return tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        raise error_at(name, _explain(error), error.lineno, error.colno) from None
    except RecursionError:
        message = tr("not valid TOML: nested too deeply")
        raise error_at(name, message, *_place_of_depth(source)) from None


def _explain(error: tomli.TOMLDecodeError) -> str:
    """The message of the parser, or our own about invisible characters, which it may not name."""
    found = error.doc[error.pos : error.pos + 1]
    surrogate = _SURROGATE.search(error.doc, max(0, error.pos - 10), error.pos)
    if found == "\r":
        return tr("not valid TOML: a lone carriage return (U+000D): end lines with LF or CRLF")
    if found not in "\n\t" and is_unsafe(found):
        return tr("not valid TOML: the file {reason}", reason=contains(found))
    if surrogate:
        return tr("this text {reason}", reason=contains(chr(int(surrogate[1], 16))))
    message = _KEY_TUPLE.sub(_say_key, error.msg[:1].lower() + error.msg[1:])
    for jargon, plain in _PLAIN_WORDS.items():
        message = message.replace(jargon, tr(plain))
    return tr("not valid TOML: {message}", message=visible(message, longest=300))


def _say_key(match: re.Match[str]) -> str:
    """Return "'a.b'" for "('a', 'b')"."""
    return f"'{'.'.join(ast.literal_eval(match[0]))}'"


def _place_of_depth(source: str) -> tuple[int, int]:
    """The line and column of the first bracket that is nested too deeply.

    The start of the file if keys with too many parts are the reason.
    """
    depth = 0
    for token in _TOKEN.finditer(source):
        if token[0] in ("[", "{"):
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
        if depth > DEEPEST:
            return line_and_column(source[: token.start()])
    return 1, 1
