"""What do the sources say of one record, fact by fact?"""

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from minusma_tui.language.catalogue import msg, tr
from minusma_tui.model.records import Claim, Event, Fact, Note, Ordinal, Plan, Position, is_record
from minusma_tui.model.values import Text


def facts(thing: object, path: str = "") -> Iterator[tuple[str, Fact[Any]]]:
    """Every fact in a record with its path, such as `handover.kind`, in the order of the model.

    What a record says itself, with no fact of its own, is one too: the text of a note or of an
    event, the time of a plan.
    """
    if isinstance(thing, Fact):
        yield path, thing
    elif isinstance(thing, tuple):
        for number, part in enumerate(thing, start=1):
            yield from facts(part, f"{path}.{number}")
    elif isinstance(thing, Mapping):
        for name, part in thing.items():
            yield from facts(part, f"{path}.{name}")
    elif is_record(type(thing)) and dataclasses.is_dataclass(thing):
        before = f"{path}." if path else ""
        if isinstance(thing, Note | Event):
            own = Claim(value=thing.text, sources=thing.sources, inferred=thing.inferred)
            yield f"{before}text", Fact((own,))
        elif isinstance(thing, Plan):
            plan = Claim(value=thing.date, sources=thing.sources, note=thing.note)
            yield f"{before}date", Fact((plan,))
        for field in dataclasses.fields(thing):
            yield from facts(getattr(thing, field.name), f"{before}{field.name}")


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
