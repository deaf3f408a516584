"""Completion of the term that is being typed into the filter."""

from collections.abc import Iterator
from itertools import islice

from minusma_tui.language.fold import fold
from minusma_tui.query.fields import BY_NAME, FIELDS
from minusma_tui.query.parse import TERM, split, unquote
from minusma_tui.query.vocabulary import Vocabulary

MAX_OFFERED = 8


def complete(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the whole filter with its last term completed, at most MAX_OFFERED ways.

    They are in the order of the fields, or of the values of a field. What is typed stays as it was
    typed, unless a value needs quotes.
    """
    term = next((m for m in TERM.finditer(text) if m.end() == len(text)), None)
    if term is None:
        return ()
    offers = _values(term[0], vocabulary) if ":" in term[0] else _fields(term[0])
    return tuple(text[: term.start()] + whole for whole in islice(offers, MAX_OFFERED))


def _fields(term: str) -> Iterator[str]:
    """Yield the completed term, with the sign after the name."""
    name = term.removeprefix("-")
    for field in FIELDS:
        rest = field.name[len(name) :]
        if name and fold(name + rest) == field.name:
            yield term + rest + field.example[len(field.name)]


def _values(term: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the term with a value of its field."""
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
            yield term + rest + '"'
        elif " " in value or "," in value:
            yield f'{head}"{value}"'
        else:
            yield term + rest
