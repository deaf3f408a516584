"""How does an entry of the timeline read?"""

from functools import lru_cache

from minusma_tui.columns import CONTESTED_MARK, HANDOVER_NAMES, MARKS
from minusma_tui.drawing.gauge import SCOPE_NAMES
from minusma_tui.drawing.lines import Line, Span, wrap
from minusma_tui.drawing.sheet import COMPUTED
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, Fact
from minusma_tui.model.values import Status
from minusma_tui.situation import Situation
from minusma_tui.timeline import Entry, EntryKind
from minusma_tui.words import say_amount, say_period

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
        return [(-1, line) for line in wrap([("Nothing is reported by this day.", "dim")], width)]

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
    said: list[Span] = [*say_entry(dataset, entry), (f" {'; '.join(publishers)}", "dim")]
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
    said = say_amount(departed.value) + (f" of {say_amount(total)}" if total else "")
    return [(f"{said} {SCOPE_NAMES[about.scope]} departed.", "text")]


def _say_event(event: Event) -> list[Span]:
    spans: list[Span] = [(event.text.say(), "text")]
    toll = [
        f"{say_amount(fact.value)} {label}{f' {CONTESTED_MARK}' if fact.contested else ''}"
        for label, fact in (("killed", event.killed), ("wounded", event.wounded))
        if fact is not None
    ]
    if toll:
        spans += [(f" {', '.join(toll).capitalize()}.", "strong")]
    if event.inferred:
        spans += [COMPUTED]
    return spans


def _say_closing(base: Base, kind: EntryKind) -> list[Span]:
    if kind is EntryKind.DEPARTURE:
        return [("The last peacekeepers leave.", "text"), *_computed(base.departed)]
    how = f" ({HANDOVER_NAMES[base.handover.kind.value]})" if base.handover else ""
    to = f" to {base.handover.to.value.say()}" if base.handover and base.handover.to else ""
    return [(f"Handed over{to}{how}.", "text"), *_computed(base.handed_over)]


def _computed(fact: Fact[Period] | None) -> list[Span]:
    return [COMPUTED] if fact and fact.claims[0].inferred else []
