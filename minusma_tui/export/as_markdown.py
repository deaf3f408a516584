"""A situation as Markdown: headline figures, bases and timeline, with footnotes."""

import re
from collections.abc import Callable, Sequence

from minusma_tui.columns import COLUMNS
from minusma_tui.drawing.curve import draw_pace
from minusma_tui.drawing.gauge import say_days_left, say_scope
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.timeline import say_entry
from minusma_tui.language import colon, say_number, semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Source
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing
from minusma_tui.timeline import Entry
from minusma_tui.words import say_amount, say_day, say_of, say_percent, say_period, say_term

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")
_BEGINS = re.compile(r"^[-+=]|^\d{1,9}[.)](?=\s|$)|\b(?:https?|ftp):(?=//)|\bwww\.", re.IGNORECASE)
"""What begins a list, a heading or a link without brackets, up to the sign that does it."""
PARAGRAPH = 1000
"""Cells wide enough that a paragraph is not broken."""
_TABLE = [column for column in COLUMNS if column.title]


def escape(text: str) -> str:
    """Text of a dataset as text: nothing in it is Markdown or HTML."""
    text = _SPECIAL.sub(r"\\\1", text.strip())
    return _BEGINS.sub(lambda begun: f"{begun[0][:-1]}\\{begun[0][-1]}", text)


def write_markdown(situation: Situation) -> str:
    """A page; each footnote is a source, numbered in the order of first use."""
    notes: dict[str, int] = {}

    def cite(sources: Sequence[str]) -> str:
        return "".join(f"[^{notes.setdefault(source, len(notes) + 1)}]" for source in sources)

    mission = situation.dataset.mission
    title = tr("{mission}, as of {day}", mission=escape(mission.name), day=say_day(situation.as_of))
    lines = [f"# {title}", ""]
    figure, total = situation.figure, situation.personnel_total
    if figure is not None:
        said = say_amount(figure.departed.value)
        if total:
            said = say_of(said, total)
        who = tr("Departed {scope}", scope=say_scope(figure.scope))
        when = tr("as of {day}", day=say_period(figure.date))
        share = say_percent(situation.personnel_percent)
        lines.append(f"- {who}{colon()}**{said}** ({share}), {when}{cite(figure.departed.sources)}")
    bases = situation.bases
    said = tr("{closed} of {total}", closed=bases.closed, total=bases.total)
    lines.append(
        f"- {tr('Closed bases')}{colon()}**{said}** ({say_percent(bases.percent)})"
        + cite(mission.counted_bases.sources)
    )
    if mission.deadline is not None and situation.days_left is not None:
        due = say_day(mission.deadline.value.last_day)
        left = say_days_left(situation.days_left)
        lines.append(f"- {tr('Deadline')}{colon()}{due}, {left}{cite(mission.deadline.sources)}")
    if situation.counts_people:
        lines.append(
            f"- {semicolon().join(plain(line) for line in draw_pace(situation, PARAGRAPH))}"
        )
    if situation.query:
        chosen = situation.selected_bases
        query = situation.query.text.replace("`", " ")
        closed = tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total)
        troops = tr(
            "{departed} of {troops} troops departed (estimate)",
            departed=say_number(chosen.troops_departed),
            troops=say_number(chosen.troops),
        )
        lines.append(f"- {tr('Selection')} `{query}`{colon()}{closed}, {troops}")
    lines += ["", *_table(situation, cite), "", f"## {tr('Timeline')}", ""]
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


def _table(situation: Situation, cite: Callable[[Sequence[str]], str]) -> list[str]:
    if not situation.selection:
        return [tr("No base matches.")]
    titles = [tr("Status"), *(tr(column.title) for column in _TABLE)]
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
