"""What sources disagree on by a day: the mission's facts and notes, then those of each base."""

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
    """What is disputed of the mission or of one base."""

    name: str
    facts: tuple[tuple[str, Fact[Any]], ...]
    """Contested facts with their names, such as handover date."""
    notes: tuple[Note, ...]
    """What sources say of the dispute itself."""


def disputes(situation: Situation) -> list[Disputes]:
    """Of the mission and of the selection, in the order of the list; only where there is any."""
    extract = known_extract(narrow(situation), situation.as_of)
    records = [(situation.dataset.mission.name, extract.mission, extract.mission.notes)]
    for standing in situation.selection:
        base = extract.bases[standing.base.id]
        records.append((base.name.say(), base, base.notes))  # type: ignore[arg-type]
    found = []
    for name, record, notes in records:
        # Spellings are collected, not disputed.
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
    """The value of a claim as people read it; what we inferred says so."""
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
