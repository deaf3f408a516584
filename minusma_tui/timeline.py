"""What happened when? Every dated thing of a dataset in one order."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, PersonnelFigure


class EntryKind(StrEnum):
    """Those of an event, and what bases and figures add."""

    MILESTONE = "milestone"
    INCIDENT = "incident"
    STATEMENT = "statement"
    REPATRIATION = "repatriation"
    DEPARTURE = "departure"
    HANDOVER = "handover"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One thing that happened."""

    date: Period
    kind: EntryKind
    about: Event | Base | PersonnelFigure
    """Of a departure or the handover of a whole base, the base."""
    bases: tuple[str, ...]
    """Ids; empty where it concerns the whole mission."""
    sources: tuple[str, ...]
    contested: bool
    """Whether sources differ on the day, or on the number of a figure."""

    def repeats(self, other: "Entry") -> bool:
        """Whether it tells of what the other, of another version of the dataset, tells."""
        return (self.date, self.kind, self.bases) == (other.date, other.kind, other.bases)


@lru_cache(maxsize=4)
def timeline(dataset: Dataset) -> tuple[Entry, ...]:
    """All entries, in the order in which they were over, so that time only ever adds at the end."""
    # By day first: thousands of entries have some hundred days between them.
    days = defaultdict[date, list[Entry]](list)
    for entry in _entries(dataset):
        days[entry.date.last_day].append(entry)
    for entries in days.values():
        entries.sort(key=lambda entry: entry.date.first_day)
    return tuple([entry for day in sorted(days) for entry in days[day]])


def _entries(dataset: Dataset) -> Iterator[Entry]:
    for event in dataset.events:
        kind = EntryKind(event.kind.value)
        day = event.date
        yield Entry(day.value, kind, event, event.bases, event.sources, day.contested)
    for base in dataset.bases.values():
        for kind, fact in (
            (EntryKind.DEPARTURE, base.departed),
            (EntryKind.HANDOVER, base.handed_over),
        ):
            if fact is not None:
                yield Entry(fact.value, kind, base, (base.id,), fact.sources, fact.contested)
    for figure in dataset.personnel:
        departed = figure.departed
        yield Entry(figure.date, EntryKind.FIGURE, figure, (), departed.sources, departed.contested)
