"""What completes the term that is being typed."""

from collections.abc import Iterator
from itertools import islice

from minusma_tui.language.fold import fold
from minusma_tui.query.fields import BY_NAME, FIELDS
from minusma_tui.query.parse import TERM, split, unquote
from minusma_tui.query.vocabulary import Vocabulary

MAX_OFFERED = 8


def complete(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Offer texts that complete the last term with a field or a value, the best first.

    What is typed stays as it is typed, unless a value needs quotes.
    """
    term = next((m for m in TERM.finditer(text) if m.end() == len(text)), None)
    if term is None:
        return ()
    offers = _values(term[0], vocabulary) if ":" in term[0] else _fields(term[0])
    return tuple(text[: term.start()] + whole for whole in islice(offers, MAX_OFFERED))


def _fields(term: str) -> Iterator[str]:
    """The term as a field's name with the sign behind it."""
    name = term.removeprefix("-")
    for field in FIELDS:
        rest = field.name[len(name) :]
        if name and fold(name + rest) == field.name:
            yield term + rest + field.example[len(field.name)]


def _values(term: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The term with a value of its field."""
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
