"""What do the sources say of one record, fact by fact?"""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from minusma_tui.language.catalogue import msg, tr
from minusma_tui.model.records import Claim, Event, Fact, Note, Ordinal, Plan, Position
from minusma_tui.model.values import Text
from minusma_tui.model.walk import walk


def facts(record: object) -> Iterator[tuple[str, Fact[Any]]]:
    """Every fact in a record with its path, such as `handover.kind`, in the order of the model.

    What a record says itself, with no fact of its own, is one too: the text of a note or of an
    event, the time of a plan. Paths count from 1.
    """
    for path, thing in walk(record):
        match thing:
            case Fact():
                yield _dotted(*path), thing
            case Note() | Event():
                own = Claim(value=thing.text, sources=thing.sources, inferred=thing.inferred)
                yield _dotted(*path, "text"), Fact((own,))
            case Plan():
                plan = Claim(value=thing.date, sources=thing.sources, note=thing.note)
                yield _dotted(*path, "date"), Fact((plan,))


def _dotted(*path: str | int) -> str:
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


_NAMES = (
    msg("cercle"),
    msg("completed"),
    msg("contingents"),
    msg("convoy arrived"),
    msg("convoy distance km"),
    msg("convoy length km"),
    msg("convoy people"),
    msg("convoy route"),
    msg("convoy text"),
    msg("convoy vehicles"),
    msg("counted bases"),
    msg("created"),
    msg("date"),
    msg("deadline"),
    msg("departed"),
    msg("drawdown began"),
    msg("handover by"),
    msg("handover date"),
    msg("handover kind"),
    msg("handover ordinal"),
    msg("handover present"),
    msg("handover terms"),
    msg("handover to"),
    msg("holders since"),
    msg("iso 3166 2"),
    msg("killed"),
    msg("kind"),
    msg("mandate ended"),
    msg("notes text"),
    msg("opened"),
    msg("other names"),
    msg("p code"),
    msg("personnel all"),
    msg("personnel civilian"),
    msg("personnel military"),
    msg("personnel uniformed"),
    msg("phases period"),
    msg("plans date"),
    msg("position"),
    msg("region"),
    msg("strengths troops"),
    msg("text"),
    msg("wounded"),
)
"""Of facts, for the catalogues."""


def say_path(path: str) -> str:
    """The path of a fact as people read it: handover kind."""
    words = (part.replace("_", " ") for part in path.split(".") if not part.isdigit())
    return tr(" ".join(words))


def export_value(value: object) -> str:
    """The value of a claim as text."""
    match value:
        case Text():
            return value.say()
        case Enum():
            return str(value.value)
        case tuple():
            return " | ".join(map(export_value, value))
        case Position():
            return f"{value.latitude}, {value.longitude}"
        case Ordinal():
            return f"{value.number} of {value.of}" if value.of else str(value.number)
        case _:
            return str(value)
