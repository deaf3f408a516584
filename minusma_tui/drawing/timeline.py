"""How does an entry of the timeline read?"""

from collections.abc import Callable
from functools import lru_cache, partial

from minusma_tui.columns import CONTESTED_MARK, MARKS
from minusma_tui.drawing.lines import Line, Span, wrap
from minusma_tui.drawing.sheet import inferred
from minusma_tui.figures import say_event_toll, say_inferred, state
from minusma_tui.language import colon, semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, Fact, Holder
from minusma_tui.model.values import Status
from minusma_tui.situation import Situation
from minusma_tui.timeline import Entry, EntryKind
from minusma_tui.words import say_period, say_term

SIGNS: dict[EntryKind, Span] = {
    EntryKind.MILESTONE: ("◇", "strong"),
    EntryKind.INCIDENT: ("!", "contested"),
    EntryKind.STATEMENT: ("»", "label"),
    EntryKind.REPATRIATION: ("→", "departed"),
    EntryKind.DEPARTURE: (MARKS[Status.DEPARTED], "departed"),
    EntryKind.HANDOVER: (MARKS[Status.HANDED_OVER], "handed-over"),
    EntryKind.AFTERWARDS: ("▪", "label"),
    EntryKind.FIGURE: ("#", "full"),
}
INDENT = 2


def draw_timeline(
    situation: Situation, chosen: int, width: int, height: int
) -> list[tuple[int, Line]]:
    """The lines around an entry, at most `height`, each with the index of its entry.

    The chosen entry is amid the lines, or nearer to an end where the timeline ends.
    """
    entries = situation.timeline
    if not entries:
        return [
            (-1, line) for line in wrap([(tr("Nothing is reported by this day."), "dim")], width)
        ]

    def drawn(index: int) -> list[tuple[int, Line]]:
        return [(index, line) for line in draw_entry(situation.dataset, entries[index], width)]

    above: list[tuple[int, Line]] = []
    for index in range(chosen - 1, -1, -1):
        if len(above) >= height:
            break
        above = drawn(index) + above
    below: list[tuple[int, Line]] = []
    for index in range(chosen + 1, len(entries)):
        if len(below) >= height:
            break
        below += drawn(index)
    amid = drawn(chosen)
    lines = above + amid + below
    # Of an entry that is higher than the pane its beginning must be seen.
    start = min(len(above), len(above) - (height - len(amid)) // 2)
    start = max(0, min(start, len(lines) - height))
    return lines[start : start + height]


def draw_entry(dataset: Dataset, entry: Entry, width: int) -> tuple[Line, ...]:
    """When and what, then the words for it and who says so, below each other."""
    return _entries_drawn(dataset)(entry, width)


# In two steps: one cache of 1,024 entries kept every version of the dataset that they are of.
@lru_cache(maxsize=2)
def _entries_drawn(dataset: Dataset) -> Callable[[Entry, int], tuple[Line, ...]]:
    """Draws entries of a dataset, each once."""
    return lru_cache(maxsize=1024)(partial(_draw_entry, dataset))


def _draw_entry(dataset: Dataset, entry: Entry, width: int) -> tuple[Line, ...]:
    head: list[Span] = [SIGNS[entry.kind], (f" {say_period(entry.date)}", "label")]
    names = ", ".join(dataset.bases[base_id].name.say() for base_id in entry.bases)
    if names:
        head += [(f"  {names}", "strong")]
    if entry.contested:
        head += [(f" {CONTESTED_MARK}", "contested")]
    publishers = dict.fromkeys(dataset.sources[source].publisher for source in entry.sources)
    said: list[Span] = [*say_entry(dataset, entry), (f" {semicolon().join(publishers)}", "dim")]
    margin: Span = (" " * INDENT, "text")
    lines = wrap(head, width, indent=INDENT)
    lines += [(margin, *line) for line in wrap(said, max(1, width - INDENT))]
    return tuple(lines)


def say_entry(dataset: Dataset, entry: Entry) -> list[Span]:
    """What happened, in words."""
    about = entry.about
    if isinstance(about, Event):
        return _say_event(about)
    if isinstance(about, Base):
        return _say_closing(about, entry.kind)
    if isinstance(about, Holder):
        return _say_holder(about)
    statement = state(dataset, about)
    spans: list[Span] = [(f"{statement.say_departed()}.", "text")]
    if statement.inferred:
        # The names of the sources that follow say what it was inferred from.
        spans += [(f" ({say_inferred(about.departed.claims[0])})", "dim")]
    return spans


def _say_event(event: Event) -> list[Span]:
    spans: list[Span] = [(event.text.say(), "text")]
    toll = [
        said + (f" {CONTESTED_MARK}" if fact.contested else "")
        for said, fact in say_event_toll(event)
    ]
    if toll:
        spans += [(f" {', '.join(toll).capitalize()}.", "strong")]
    if event.inferred:
        spans += [inferred()]
    return spans


def _say_holder(holder: Holder) -> list[Span]:
    spans: list[Span] = [(f"{tr('Held afterwards by')}{colon()}{holder.by.say()}.", "text")]
    spans += _inferred(holder.since)
    if holder.note:
        # On one line, as all that stands here: a note may have several.
        spans += [(f" {' '.join(holder.note.say().split())}", "text")]
    return spans


def _say_closing(base: Base, kind: EntryKind) -> list[Span]:
    if kind is EntryKind.DEPARTURE:
        return [(tr("The last peacekeepers leave."), "text"), *_inferred(base.departed)]
    said = tr("Handed over")
    if base.handover and base.handover.to:
        said = tr("Handed over to {whom}", whom=base.handover.to.value.say())
    how = f" ({say_term(base.handover.kind.value)})" if base.handover else ""
    return [(f"{said}{how}.", "text"), *_inferred(base.handed_over)]


def _inferred(fact: Fact[Period] | None) -> list[Span]:
    return [inferred()] if fact and fact.claims[0].inferred else []
