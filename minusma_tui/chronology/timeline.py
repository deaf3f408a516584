"""The timeline: everything dated in a dataset, in one order."""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minusma_tui.index.views import IndexedView
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, Holder, PersonnelFigure


class EntryKind(StrEnum):
    """The kinds of events, and the kinds that bases, holders of a site and figures add."""

    MILESTONE = "milestone"
    INCIDENT = "incident"
    STATEMENT = "statement"
    REPATRIATION = "repatriation"
    DEPARTURE = "departure"
    HANDOVER = "handover"
    AFTERWARDS = "afterwards"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One thing that happened."""

    date: Period
    kind: EntryKind
    about: Event | Base | Holder | PersonnelFigure
    """The record it comes from; for a departure or the handover of a whole base, the base."""
    bases: tuple[str, ...]
    """Ids; empty if the entry concerns the whole mission."""
    sources: tuple[str, ...]
    contested: bool
    """Whether sources differ on the date, or on the number of a figure."""

    def repeats(self, other: "Entry") -> bool:
        """Return whether an entry of another version of the dataset is about the same.

        It is if the date, the kind and the bases are equal.
        """
        return (self.date, self.kind, self.bases) == (other.date, other.kind, other.bases)


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Entries in the order of their last days, so that a later day only adds entries at the end."""

    entries: IndexedView[Entry]
    _owners: "array[int]"
    """For each entry of the dataset, the index of its base in the dataset. An entry with no base or
    with several has the number of bases plus the index of its group instead."""
    _groups: tuple[tuple[int, ...], ...]
    """The indexes of the bases in each group: none, or several."""

    def until(self, day: date) -> "Timeline":
        """Return the entries that were over at the end of a day."""
        end = bisect_right(self.entries, day, key=lambda entry: entry.date.last_day)
        return Timeline(self.entries[:end], self._owners, self._groups)

    def about(self, marks: bytes) -> "Timeline":
        """Return the entries about the whole mission or about a selected base.

        `marks` has a byte for each base, in the order of the dataset: 1 if it is selected, else 0.
        """
        known = marks + bytes(
            [not group or any(map(marks.__getitem__, group)) for group in self._groups]
        )
        owners = self._owners
        kept = [index for index in self.entries.indexes if known[owners[index]]]
        return Timeline(IndexedView(self.entries.whole, kept), owners, self._groups)


def make_timeline(dataset: Dataset) -> Timeline:
    """Return all entries of a dataset, by last day and then by first day."""
    # Grouped by day first: thousands of entries share some hundred days.
    days = defaultdict[date, list[Entry]](list)
    for entry in _entries(dataset):
        days[entry.date.last_day].append(entry)
    for entries in days.values():
        entries.sort(key=lambda entry: entry.date.first_day)
    return _own([entry for day in sorted(days) for entry in days[day]], dataset)


def _own(entries: Sequence[Entry], dataset: Dataset) -> Timeline:
    """Look up the bases of each entry once, for `Timeline.about`."""
    places = {base: place for place, base in enumerate(dataset.bases)}
    groups: dict[tuple[int, ...], int] = {}
    owners = array("l")
    for entry in entries:
        group = tuple([places[base] for base in entry.bases])
        owner = group[0] if len(group) == 1 else len(places) + groups.setdefault(group, len(groups))
        owners.append(owner)
    return Timeline(IndexedView(entries, range(len(entries))), owners, tuple(groups))


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
        for holder in base.holders:
            since = holder.since
            yield Entry(
                since.value,
                EntryKind.AFTERWARDS,
                holder,
                (base.id,),
                holder.sources,
                since.contested,
            )
    for figure in dataset.personnel:
        departed = figure.departed
        yield Entry(figure.date, EntryKind.FIGURE, figure, (), departed.sources, departed.contested)
