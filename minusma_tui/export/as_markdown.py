"""A situation as Markdown: headline figures, bases and timeline, with footnotes."""

import re
from collections.abc import Callable, Sequence

from minusma_tui.columns import COLUMNS
from minusma_tui.drawing.curve import draw_pace
from minusma_tui.drawing.gauge import say_scope
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.timeline import say_entry
from minusma_tui.language import say_number
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Source
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing
from minusma_tui.timeline import Entry
from minusma_tui.words import (
    say_amount,
    say_day,
    say_days,
    say_percent,
    say_period,
    say_term,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
PARAGRAPH = 1000
"""Cells wide enough that a paragraph is not broken."""
_TABLE = [column for column in COLUMNS if column.title]


def escape(text: str) -> str:
    """Text of a dataset as text: nothing in it is Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", text)


def write_markdown(situation: Situation) -> str:
    """A page; each footnote is a source, numbered in the order of first use."""
    notes: dict[str, int] = {}

    def cite(sources: Sequence[str]) -> str:
        return "".join(f"[^{notes.setdefault(source, len(notes) + 1)}]" for source in sources)

    mission = situation.dataset.mission
    lines = [f"# {escape(mission.name)}, as of {say_day(situation.as_of)}", ""]
    figure, total = situation.figure, situation.personnel_total
    if figure is not None:
        said = say_amount(figure.departed.value)
        of = f" of {say_number(total.number)}" if total else ""
        lines.append(
            f"- Departed {say_scope(figure.scope)}: **{said}{of}** "
            f"({say_percent(situation.personnel_percent)}), as of {say_period(figure.date)}"
            f"{cite(figure.departed.sources)}"
        )
    bases = situation.bases
    lines.append(
        f"- Closed bases: **{bases.closed} of {bases.total}** ({say_percent(bases.percent)})"
        + cite(mission.counted_bases.sources)
    )
    if mission.deadline is not None and situation.days_left is not None:
        lines.append(
            f"- Deadline: {say_day(mission.deadline.value.last_day)}, {_days(situation.days_left)}"
            + cite(mission.deadline.sources)
        )
    if situation.counts_people:
        lines.append(f"- {'; '.join(plain(line) for line in draw_pace(situation, PARAGRAPH))}")
    if situation.query:
        chosen = situation.selected_bases
        lines.append(
            f"- Selection `{situation.query.text.replace('`', ' ')}`: {chosen.closed} of "
            f"{chosen.total} closed, {say_number(chosen.troops_departed)} of "
            f"{say_number(chosen.troops)} troops departed (estimate)"
        )
    lines += ["", *_table(situation, cite), "", "## Timeline", ""]
    lines += [_entry(situation.dataset, entry, cite) for entry in situation.timeline]
    lines.append("")
    for source_id, number in notes.items():
        lines.append(f"[^{number}]: {_reference(situation.dataset.sources[source_id])}")
    return "\n".join(lines) + "\n"


def _entry(dataset: Dataset, entry: Entry, cite: Callable[[Sequence[str]], str]) -> str:
    names = ", ".join(dataset.bases[base_id].name.say() for base_id in entry.bases)
    where = f" {escape(names)}:" if names else ""
    said = plain(tuple(say_entry(dataset, entry)))
    return f"- **{escape(say_period(entry.date))}**{where} {escape(said)}{cite(entry.sources)}"


def _days(days: int) -> str:
    return f"{say_days(days)} left" if days >= 0 else f"{say_days(-days)} ago"


def _table(situation: Situation, cite: Callable[[Sequence[str]], str]) -> list[str]:
    if not situation.selection:
        return ["No base matches."]
    titles = ["Status", *(column.title for column in _TABLE)]
    rules = ["---", *("--:" if column.align == "right" else "---" for column in _TABLE)]
    lines = [f"| {' | '.join(titles)} |", f"| {' | '.join(rules)} |"]
    for standing in situation.selection:
        cells = [say_term(standing.status)]
        cells += [escape(column.read(standing)) for column in _TABLE]
        cells[1] += cite(_closing_sources(standing))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _closing_sources(standing: Standing) -> Sequence[str]:
    """Who says that the base is closed, or what was planned."""
    base = standing.base
    if standing.departed and base.departed:
        return base.departed.sources
    if standing.handed_over and base.handover and base.handover.date:
        return base.handover.date.sources
    return standing.plan.sources if standing.plan else ()


def _reference(source: Source) -> str:
    parts = [escape(source.publisher)]
    if source.title:
        parts.append(f"“{escape(source.title)}”")
    if source.date:
        parts.append(say_period(source.date))
    return ", ".join(parts) + (f". <{source.url}>" if source.url else "")
