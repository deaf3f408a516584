"""One fact quoted with its sources: as text, in Markdown, for a bibliography."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from minusma_tui.chronology.standing import Standing
from minusma_tui.chronology.timeline import Entry
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.timeline import say_entry
from minusma_tui.export.reports.markdown import escape
from minusma_tui.language.catalogue import colon, msg, semicolon, tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Fact, PersonnelFigure, Source
from minusma_tui.model.wording import say_amount, say_day, say_period, say_term, say_work
from minusma_tui.situation.figures import state
from minusma_tui.situation.situation import Situation


@dataclass(frozen=True, slots=True)
class Quote:
    """What is said, and who says so."""

    said: str
    """One sentence, or several."""
    sources: tuple[Source, ...]
    """The best first; none where nobody reported anything by then."""


def quote_base(situation: Situation, standing: Standing) -> Quote:
    """How a base stands on the day: when it was left, how it was handed over, its troops."""
    dataset, base = situation.dataset, standing.base
    parts = [
        tr("{status} as of {day}", status=say_term(standing.status), day=say_day(situation.as_of))
    ]
    cited: list[Iterable[str]] = []
    if standing.departed and base.departed:
        said = tr("last peacekeepers left {period}", period=say_period(standing.departed))
        parts.append(said + _inferred(base.departed))
        cited.append(base.departed.sources)
    if standing.handed_over and base.handed_over:
        said = tr("handed over {period}", period=say_period(standing.handed_over))
        parts.append(said + _inferred(base.handed_over))
        cited.append(base.handed_over.sources)
    if standing.handover_kind and base.handover:
        said = tr("handover: {kind}", kind=say_term(standing.handover_kind))
        parts.append(said + _inferred(base.handover.kind))
        cited.append(base.handover.kind.sources)
    if standing.plan:
        parts.append(tr("planned for {period}", period=say_period(standing.plan.date)))
        cited.append(standing.plan.sources)
    if standing.strength and not standing.closed:
        amount, period = standing.strength.troops.value, standing.strength.date
        said = tr(
            "{amount} troops (estimate, {period})",
            amount=say_amount(amount),
            period=say_period(period),
        )
        parts.append(said + _inferred(standing.strength.troops))
        cited.append(standing.strength.troops.sources)
    said = f"{base.name.say()} ({dataset.mission.name}){colon()}{semicolon().join(parts)}."
    return Quote(said, _sources(dataset, chain.from_iterable(cited)))


def quote_entry(dataset: Dataset, entry: Entry) -> Quote:
    """One entry of the timeline."""
    names = ", ".join(dataset.bases[base_id].name.say() for base_id in entry.bases)
    head = f"{say_period(entry.date)}, {names or dataset.mission.name}{colon()}"
    if isinstance(entry.about, PersonnelFigure):
        statement = state(dataset, entry.about)
        said = f"{statement.say_departed()}, {statement.say_credit()}."
    else:
        said = plain(tuple(say_entry(dataset, entry)))
    return Quote(head + said, _sources(dataset, entry.sources))


def _inferred(fact: Fact[Any]) -> str:
    """Behind what no source says in so many words."""
    return f" ({tr('inferred')})" if fact.claims[0].inferred else ""


def _sources(dataset: Dataset, ids: Iterable[str]) -> tuple[Source, ...]:
    return tuple(dataset.sources[source] for source in dict.fromkeys(ids))


def as_plain(quote: Quote) -> str:
    """The sentence and its sources on a line each."""
    return "\n".join(filter(None, [quote.said, *map(say_source, quote.sources)])) + "\n"


def say_source(source: Source) -> str:
    """Publisher, title, day, address: one line."""
    return ", ".join(filter(None, [say_work(source), source.url]))


def as_markdown(quote: Quote) -> str:
    """A paragraph; each source a link where it has an address."""
    cited = []
    for source in quote.sources:
        name = escape(f"{source.publisher}, {source.title}" if source.title else source.publisher)
        linked = f"[{name}](<{source.url}>)" if source.url else name
        cited.append(f"{linked}, {escape(say_period(source.date))}" if source.date else linked)
    behind = f"({semicolon().join(cited)})" if cited else ""
    return " ".join(filter(None, [escape(quote.said), behind])) + "\n"


def as_bibtex(quote: Quote) -> str:
    """An entry a source, for BibLaTeX and BibTeX, with the sentence as its note."""
    return "\n".join(_entry(source, quote.said) for source in quote.sources)


def _entry(source: Source, said: str) -> str:
    fields = {
        "author": f"{{{_tex(source.publisher)}}}",
        "title": _tex(source.title or source.publisher),
        # BibLaTeX reads EDTF; the old BibTeX wants a year.
        "date": str(source.date) if source.date else None,
        "year": str(source.date.first_day.year) if source.date else None,
        "url": source.url,
        "note": _tex(said) or None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{source.id},", *lines, "}", ""])


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Escaped with a backslash they would still be counted, and end the field.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def _tex(text: str) -> str:
    return text.translate(_TEX)


STYLES: dict[str, Callable[[Quote], str]] = {
    msg("plain text"): as_plain,
    msg("Markdown"): as_markdown,
    msg("BibTeX"): as_bibtex,
}
"""By the name that people choose."""
