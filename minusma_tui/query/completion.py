"""What could the term being typed become?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from minusma_tui.language.fold import fold
from minusma_tui.query.fields import BY_NAME, FIELDS
from minusma_tui.query.parse import TERM, split, unquote
from minusma_tui.query.vocabulary import Vocabulary

MAX_OFFERED = 8

# What of a name or a value stands behind the cursor, and gives way to what is offered.
_REST_OF_NAME = re.compile(r'[^\s":<>=]*[:<>=]?')
_REST_OF_VALUE = re.compile(r'[^\s",]*')
_REST_OF_QUOTED = re.compile(r'[^",]*"?')


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text with the term completed, and where the cursor goes."""

    text: str
    cursor: int
    label: str


def complete(text: str, cursor: int, vocabulary: Vocabulary) -> tuple[Completion, ...]:
    """Offer fields and values for the term under the cursor, the best first.

    What is typed before the cursor stays as it is typed, unless a value needs quotes.
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
    """Pairs of a term with the field's sign behind it, and the name of the field."""
    name = term.removeprefix("-")
    for field in FIELDS:
        rest = field.name[len(name) :]
        if name and fold(name + rest) == field.name:
            yield term + rest + field.example[len(field.name)], field.name


def _values(term: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Pairs of a term with a value, and the value."""
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
