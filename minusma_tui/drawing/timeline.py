"""How does an entry of the timeline read?"""

from functools import lru_cache

from minusma_tui.columns import CONTESTED_MARK, MARKS
from minusma_tui.drawing.gauge import say_scope
from minusma_tui.drawing.lines import Line, Span, wrap
from minusma_tui.drawing.sheet import computed
from minusma_tui.language import semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, Fact
from minusma_tui.model.values import Status
from minusma_tui.situation import Situation
from minusma_tui.timeline import Entry, EntryKind
from minusma_tui.words import say_amount, say_of, say_period, say_term, say_toll

SIGNS: dict[EntryKind, Span] = {
    EntryKind.MILESTONE: ("◇", "strong"),
    EntryKind.INCIDENT: ("!", "contested"),
    EntryKind.STATEMENT: ("»", "label"),
    EntryKind.REPATRIATION: ("→", "departed"),
    EntryKind.DEPARTURE: (MARKS[Status.DEPARTED], "departed"),
    EntryKind.HANDOVER: (MARKS[Status.HANDED_OVER], "handed-over"),
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


@lru_cache(maxsize=1024)
def draw_entry(dataset: Dataset, entry: Entry, width: int) -> tuple[Line, ...]:
    """When and what, then the words for it and who says so, below each other."""
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
    departed = about.departed
    fact = dataset.mission.personnel.get(about.scope)
    total = about.of or (fact.value if fact else None)
    said = say_amount(departed.value)
    if total:
        said = say_of(said, total)
    said = tr("{number} {scope} departed.", number=said, scope=say_scope(about.scope))
    return [(said, "text")]


def _say_event(event: Event) -> list[Span]:
    spans: list[Span] = [(event.text.say(), "text")]
    toll = [
        said + (f" {CONTESTED_MARK}" if fact.contested else "") for said, fact in say_toll(event)
    ]
    if toll:
        spans += [(f" {', '.join(toll).capitalize()}.", "strong")]
    if event.inferred:
        spans += [computed()]
    return spans


def _say_closing(base: Base, kind: EntryKind) -> list[Span]:
    if kind is EntryKind.DEPARTURE:
        return [(tr("The last peacekeepers leave."), "text"), *_computed(base.departed)]
    said = tr("Handed over")
    if base.handover and base.handover.to:
        said = tr("Handed over to {whom}", whom=base.handover.to.value.say())
    how = f" ({say_term(base.handover.kind.value)})" if base.handover else ""
    return [(f"{said}{how}.", "text"), *_computed(base.handed_over)]


def _computed(fact: Fact[Period] | None) -> list[Span]:
    return [computed()] if fact and fact.claims[0].inferred else []
