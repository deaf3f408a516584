"""What sources disagree on by a day, of the mission and of each selected base."""

from dataclasses import dataclass
from typing import Any

from minusma_tui.export.extract import known_extract, narrow
from minusma_tui.export.facts import export_value, facts, say_path
from minusma_tui.language.catalogue import tr
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact, Note
from minusma_tui.model.values import Amount, HandoverKind, Topic
from minusma_tui.model.wording import say_amount, say_period, say_term
from minusma_tui.situation.situation import Situation


@dataclass(frozen=True, slots=True)
class Disputes:
    """The disputes about the mission or about one base."""

    name: str
    facts: tuple[tuple[str, Fact[Any]], ...]
    """The contested facts with their names, such as "handover date"."""
    notes: tuple[Note, ...]
    """The notes about disputes."""


def disputes(situation: Situation) -> list[Disputes]:
    """The disputes about the mission, then about the selected bases in the order of the list.

    What is not disputed is left out.
    """
    extract = known_extract(narrow(situation), situation.as_of)
    records = [(situation.dataset.mission.name, extract.mission, extract.mission.notes)]
    for standing in situation.selection:
        base = extract.bases[standing.base.id]
        records.append((base.name.say(), base, base.notes))  # type: ignore[arg-type]
    found = []
    for name, record, notes in records:
        # Several claims of other names are a collection of spellings, not a dispute.
        contested = tuple(
            (say_path(path), fact)
            for path, fact in facts(record)
            if fact.contested and path != "other_names"
        )
        disputed = tuple(note for note in notes if note.about is Topic.DISPUTE)
        if contested or disputed:
            found.append(Disputes(name, contested, disputed))
    return found


def say_claimed(claim: Claim[Any]) -> str:
    """Format the value of a claim; an inferred one is marked as such."""
    value = claim.value
    match value:
        case Period():
            said = say_period(value)
        case Amount():
            said = say_amount(value)
        case HandoverKind():
            said = say_term(value)
        case _:
            said = export_value(value).replace(" | ", ", ")
    return f"{said} ({tr('inferred')})" if claim.inferred else said
