"""A situation as Markdown: headline figures, bases, timeline, disputes and references."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from minusma_tui.chronology.standing import Standing
from minusma_tui.chronology.timeline import Entry
from minusma_tui.drawing.curve import draw_pace
from minusma_tui.drawing.description import say_title
from minusma_tui.drawing.gauge import say_completion, say_days_left
from minusma_tui.drawing.lines import PARAGRAPH, plain
from minusma_tui.drawing.source_numbers import SourceNumbers
from minusma_tui.drawing.timeline import say_entry
from minusma_tui.export.disputes import disputes, say_claimed
from minusma_tui.language.catalogue import colon, semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Claim, Source
from minusma_tui.model.values import Text
from minusma_tui.model.wording import say_day, say_percent, say_period, say_term, say_work
from minusma_tui.situation.columns import TITLED
from minusma_tui.situation.figures import Statement, say_levels, state_last
from minusma_tui.situation.situation import Situation

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")
_BEGINS = re.compile(r"^[-+=]|^\d{1,9}[.)](?=\s|$)|\b(?:https?|ftp):(?=//)|\bwww\.", re.IGNORECASE)
"""What begins a list, a heading or a link without brackets, up to the sign that does it."""


def escape(text: str) -> str:
    """Text of a dataset as text: nothing in it is Markdown or HTML."""
    text = _SPECIAL.sub(r"\\\1", text.strip())
    return _BEGINS.sub(lambda begun: f"{begun[0][:-1]}\\{begun[0][-1]}", text)


class References(SourceNumbers):
    """The numbers as links of a Markdown page; footnotes would run together and be repeated."""

    def cite(self, sources: Iterable[str]) -> str:
        """[3,7], linked to the references; empty for no source."""
        links = [f"[{number}](#ref-{number})" for number, _ in self.ascending(sources)]
        return f" \\[{','.join(links)}\\]" if links else ""

    def list(self) -> list[str]:
        """A line for each source cited so far; its place is named where the links lead."""
        return [
            f'{number}. <span id="ref-{number}"></span>{_reference(source)}'
            for number, source in self.all().items()
        ]


def write_markdown(situation: Situation) -> str:
    """A page; the references are a numbered list in the order of first use."""
    references = References(situation.dataset)
    lines = [f"# {escape(say_title(situation))}", "", *_headline(situation, references)]
    lines += ["", *_table(situation, references), "", f"## {tr('Timeline')}", ""]
    lines += [_entry(situation.dataset, entry, references) for entry in situation.timeline]
    lines += _disputes(situation, references)
    lines += ["", f"## {tr('References')}", "", *references.list()]
    return "\n".join(lines) + "\n"


def _headline(situation: Situation, references: References) -> Iterator[str]:
    mission, bases = situation.dataset.mission, situation.bases
    statement = state_last(situation)
    if statement is not None:
        yield _people(statement, references)
    said = tr("{closed} of {total}", closed=bases.closed, total=bases.total)
    yield (
        f"- {tr('Closed bases')}{colon()}**{said}** ({say_percent(bases.percent)})"
        + references.cite(mission.counted_bases.sources)
    )
    if situation.completed:
        yield f"- {say_completion(situation)}{references.cite(situation.completed.sources)}"
    elif mission.deadline is not None and situation.days_left is not None:
        due = say_day(mission.deadline.value.last_day)
        left = say_days_left(situation.days_left)
        cited = references.cite(mission.deadline.sources)
        yield f"- {tr('Deadline')}{colon()}{due}, {left}{cited}"
    pace = [escape(plain(line)) for line in draw_pace(situation, PARAGRAPH)]
    if pace:
        yield f"- {semicolon().join(pace)}"
    if situation.query:
        chosen = situation.selected_bases
        query = situation.query.text.replace("`", " ")
        said = tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total)
        if chosen.troops:
            said += f", {say_levels(chosen.troops, situation.levels)}"
        yield f"- {tr('Selection')} `{query}`{colon()}{said}"


def _people(statement: Statement, references: References) -> str:
    credit = escape(f"{statement.say_day()}, {statement.say_credit()}")
    cited = references.cite(statement.figure.departed.sources)
    said = f"- {statement.say_title()}{colon()}**{statement.say_number()}**, {credit}{cited}"
    share = statement.say_share()
    if statement.measure is None:
        return said
    if statement.shares_its_own_total:
        return f"{said} ({share})"
    return f"{said}{semicolon()}{escape(share)}{references.cite(statement.measure.sources)}"


def _entry(dataset: Dataset, entry: Entry, references: References) -> str:
    names = ", ".join(dataset.bases[base_id].name.say() for base_id in entry.bases)
    where = f"{escape(names)}{colon()}" if names else ""
    said = plain(tuple(say_entry(dataset, entry)))
    cited = references.cite(entry.sources)
    return f"- **{escape(say_period(entry.date))}** {where}{escape(said)}{cited}"


def _disputes(situation: Situation, references: References) -> Iterator[str]:
    """Contested facts with all their claims and reasons, and what is said of the dispute."""
    found = disputes(situation)
    if found:
        yield from ("", f"## {tr('Where sources disagree')}")
    for one in found:
        yield from ("", f"### {escape(one.name)}", "")
        for name, fact in one.facts:
            yield f"- {escape(name)}"
            for claim in fact.claims:
                yield f"  - {_claim(claim, references)}"
        for note in one.notes:
            inferred = f" ({tr('inferred')})" if note.inferred else ""
            yield f"- {_flat(note.text)}{inferred}{references.cite(note.sources)}"


def _claim(claim: Claim[Any], references: References) -> str:
    said = escape(say_claimed(claim))
    if claim.reason:
        said = f"**{said}**"
    said += references.cite(claim.sources)
    if claim.reason:
        said += f" {tr('Preferred:')} {_flat(claim.reason)}"
    return f"{said} {_flat(claim.note)}" if claim.note else said


def _flat(text: Text) -> str:
    """A note on one line: a line break would end the item of the list."""
    return escape(" ".join(text.say().split()))


def _table(situation: Situation, references: References) -> list[str]:
    if not situation.selection:
        return [tr("No base matches.")]
    titles = [tr("Status"), *(tr(column.title) for column in TITLED)]
    rules = ["---", *("--:" if column.align == "right" else "---" for column in TITLED)]
    lines = [f"| {' | '.join(titles)} |", f"| {' | '.join(rules)} |"]
    for standing in situation.selection:
        cells = [say_term(standing.status)]
        cells += [escape(column.read(standing)) for column in TITLED]
        cells[1] += references.cite(_closing_sources(standing))
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
    said = escape(say_work(source))
    return f"{said}. <{source.url}>" if source.url else said
