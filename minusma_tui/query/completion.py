"""Completion of the term that is being typed into the filter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from minusma_tui.language.fold import fold
from minusma_tui.query.fields import BY_NAME, FIELDS
from minusma_tui.query.parse import TERM, split, unquote
from minusma_tui.query.vocabulary import Vocabulary

MAX_OFFERED = 8

# The rest of a name or a value after the cursor, which a completion replaces.
_REST_OF_NAME = re.compile(r'[^\s":<>=]*[:<>=]?')
_REST_OF_VALUE = re.compile(r'[^\s",]*')
_REST_OF_QUOTED = re.compile(r'[^",]*"?')


@dataclass(frozen=True, slots=True)
class Completion:
    """A completed term."""

    text: str
    """The whole text of the filter with the term completed."""
    cursor: int
    """The index in `text` at which the completed term ends."""
    label: str
    """The name or value that was offered."""


def complete(text: str, cursor: int, vocabulary: Vocabulary) -> tuple[Completion, ...]:
    """Return completions for the term that ends at the cursor, at most MAX_OFFERED.

    They are in the order of the fields, or of the values of a field. The text before the cursor
    stays as it was typed, unless a value needs quotes.
    """
    typed, behind = text[:cursor], text[cursor:]
    term = next((m for m in TERM.finditer(typed) if m.end() == cursor), None)
    if term is None:
        return ()
    before = typed[: term.start()]
    if ":" not in term[0]:
        rest, offers = _REST_OF_NAME, _fields(term[0])
    else:
        rest = _REST_OF_QUOTED if term[0].count('"') % 2 else _REST_OF_VALUE
        offers = _values(term[0], vocabulary)
    tail = rest.sub("", behind, count=1)
    return tuple(
        Completion(before + whole + tail, len(before + whole), label)
        for whole, label in islice(offers, MAX_OFFERED)
    )


def _fields(term: str) -> Iterator[tuple[str, str]]:
    """Yield the completed term, with the sign after the name, and the name of the field."""
    name = term.removeprefix("-")
    for field in FIELDS:
        rest = field.name[len(name) :]
        if name and fold(name + rest) == field.name:
            yield term + rest + field.example[len(field.name)], field.name


def _values(term: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the completed term and the value."""
    name, _, values = term.partition(":")
    field = BY_NAME.get(fold(name.removeprefix("-")))
    if field is None:
        return
    typed = split(values)[-1]
    head, bare = term[: len(term) - len(typed)], unquote(typed)
    for value in field.values(vocabulary):
        rest = value[len(bare) :]
        if not rest or fold(bare + rest) != fold(value):
            continue
        if typed.count('"') % 2:
            yield term + rest + '"', value
        elif " " in value or "," in value:
            yield f'{head}"{value}"', value
        else:
            yield term + rest, value
