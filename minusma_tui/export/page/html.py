"""A situation as one HTML page with all sources, which needs no network and no script."""

import re
from importlib.resources import files

from minusma_tui import __version__
from minusma_tui.chronology.timeline import Entry
from minusma_tui.drawing.description import say_title
from minusma_tui.drawing.gauge import say_completion
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.timeline import say_entry
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.page.bases import bases, disputed
from minusma_tui.export.page.figures import headline, pictures
from minusma_tui.export.page.references import Citations
from minusma_tui.language.catalogue import colon, semicolon, spoken, tr
from minusma_tui.model.wording import country_name, say_days, say_period, say_term
from minusma_tui.situation.figures import state_last
from minusma_tui.situation.situation import Situation

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The page needs only its own style, so everything else is forbidden."""

_BLOCK_END = re.compile("</(?:dd|dl|g|h[1-6]|head|li|meta|ol|p|section|style|table|title|tr)>")
"""End tags behind which a line ends, so that two exports can be compared line by line.

Text has no unescaped `<`, so only tags match.
"""


def write_html(situation: Situation) -> str:
    """Write a whole document about the selected bases, as known at the end of the day."""
    citations = Citations(situation.dataset)
    title = say_title(situation)
    page = tag(
        "html",
        tag("head", *_head(title)),
        tag("body", *_body(situation, title, citations)),
        lang=spoken(),
    )
    return "<!doctype html>\n" + _BLOCK_END.sub("\\g<0>\n", page) + "\n"


def _head(title: str) -> list[Markup]:
    style = (files(__package__) / "page.css").read_text(encoding="utf-8")
    return [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content=f"minusma-tui {__version__}"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("title", title),
        tag("style", Markup(style)),
    ]


def _body(situation: Situation, title: str, citations: Citations) -> list[Markup]:
    mission = situation.dataset.mission
    head = tag(
        "header",
        tag("p", mission.full_name.say(), class_="eyebrow"),
        tag("h1", title),
        tag("p", _lead(situation), class_="lead"),
        class_="page",
    )
    sections = [
        _section("figures", tr("The day in figures"), headline(situation, citations)),
        _section("pictures", tr("Where and how fast"), pictures(situation, citations)),
        _section("bases", tr("The bases"), *_filtered(situation), bases(situation, citations)),
        _section("timeline", tr("What happened"), _timeline(situation, citations)),
        _section("disputes", tr("Where sources disagree"), disputed(situation, citations)),
    ]
    # Last, because it lists what the other sections cite.
    sections.append(_section("references", tr("References"), citations.references()))
    return [
        tag("a", tr("Skip to the figures"), href="#main", class_="skip"),
        head,
        tag("main", *sections, id="main"),
        tag("footer", *_foot(situation)),
    ]


def _section(name: str, title: str, *inside: Markup) -> Markup:
    return tag("section", tag("h2", title, id=name), *inside, aria_labelledby=name, class_=name)


def _lead(situation: Situation) -> str:
    """Sum up the day in one sentence."""
    closed, statement = situation.bases, state_last(situation)
    said = [tr("{closed} of {total} bases closed", closed=closed.closed, total=closed.total)]
    if statement:
        said.append(statement.say_whole())
    days, country = situation.days_left, situation.dataset.mission.host_state
    if days is not None:
        length = say_days(abs(days))
        after = tr("{days} after the deadline", days=length)
        said.append(tr("{days} to the deadline", days=length) if days >= 0 else after)
    if situation.completed:
        said.append(say_completion(situation))
    what = tr("The withdrawal")
    if country:
        what = tr("The withdrawal from {country}", country=country_name(country))
    return f"{what}{colon()}{semicolon().join(said)}."


def _filtered(situation: Situation) -> list[Markup]:
    if not situation.query or not situation.selection:
        return []
    kept, all_bases = len(situation.selection), situation.sites
    text = tag("code", situation.query.text)
    said = tr("{kept} of {total} sites match the filter", kept=kept, total=all_bases)
    return [tag("p", said, " ", text)]


def _timeline(situation: Situation, citations: Citations) -> Markup:
    if not situation.timeline:
        return tag("p", tr("Nothing had been reported by this day."))
    entries = (_entry(situation, entry, citations) for entry in situation.timeline)
    return tag("ol", *entries, class_="timeline")


def _entry(situation: Situation, entry: Entry, citations: Citations) -> Markup:
    period = entry.date
    # HTML has no `datetime` for an interval.
    day = period.first_day.isoformat() if period.exact else None
    when = tag("time", say_period(period), datetime=day) if day else tag("span", say_period(period))
    kind = tag("span", join(say_term(entry.kind)), class_=f"kind {entry.kind}")
    text = plain(tuple(say_entry(situation.dataset, entry)))
    said = tag("p", text, citations.cite(entry.sources))
    names = [situation.dataset.bases[base_id].name.say() for base_id in entry.bases]
    where = tag("p", ", ".join(names), class_="where") if names else Markup()
    return tag("li", tag("p", when, " ", kind, class_="when"), said, where)


def _foot(situation: Situation) -> list[Markup]:
    licence = situation.dataset.licence
    signs = tr("Dates in parentheses are plans; ~ means about, ? uncertain, ≠ contested.")
    parts = [tag("p", signs)]
    if licence:
        parts.append(tag("p", f"{tr('Data:')} ", licence.say()))
    parts.append(tag("p", tr("Made with {program}.", program=f"minusma-tui {__version__}")))
    return parts
