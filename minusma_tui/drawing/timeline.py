"""The entries of the timeline, drawn and in words."""

from minusma_tui.chronology.timeline import Entry, EntryKind
from minusma_tui.drawing.lines import Line, Span, wrap
from minusma_tui.drawing.sheet import inferred
from minusma_tui.language.catalogue import colon, semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Event, Fact, Holder
from minusma_tui.model.values import Status
from minusma_tui.model.wording import say_period, say_term
from minusma_tui.situation.columns import CONTESTED_MARK, MARKS
from minusma_tui.situation.figures import say_event_toll, say_inferred, state
from minusma_tui.situation.situation import Situation
from minusma_tui.situation.world import World, kept_by_world

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
    """Draw at most `height` lines around an entry, each with the index of its entry.

    The chosen entry is in the middle, or nearer to an end if the timeline ends there. Without
    entries there is a remark with the index -1.
    """
    entries = situation.timeline
    if not entries:
        return [
            (-1, line)
            for line in wrap([(tr("Nothing had been reported by this day."), "dim")], width)
        ]

    def drawn(index: int) -> list[tuple[int, Line]]:
        return [(index, line) for line in draw_entry(situation.world, entries[index], width)]

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
    # The beginning of an entry that is higher than the pane must be visible.
    start = min(len(above), len(above) - (height - len(amid)) // 2)
    start = max(0, min(start, len(lines) - height))
    return lines[start : start + height]


@kept_by_world(1024, worded=True)
def draw_entry(world: World, entry: Entry, width: int) -> tuple[Line, ...]:
    """Draw a line with the date and the bases, then what happened and who says so."""
    dataset = world.dataset
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
    """Return what happened, in words."""
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
        # The publishers that follow are those it was inferred from.
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
        # A note may have several lines; entries have one.
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
