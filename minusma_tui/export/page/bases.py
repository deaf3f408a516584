"""The table of the bases and the list of disputes, as parts of a page."""

from collections.abc import Sequence

from minusma_tui.chronology.standing import Standing
from minusma_tui.export.disputes import disputes, say_claimed
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.page.references import Citations
from minusma_tui.language.catalogue import tr
from minusma_tui.model.records import Claim, Fact, Note
from minusma_tui.model.wording import country_name, say_term
from minusma_tui.situation.columns import CONTESTED_MARK, MARKS, TITLED
from minusma_tui.situation.situation import Situation


def bases(situation: Situation, citations: Citations) -> Markup:
    """The selection as a table, in the order of the list."""
    if not situation.selection:
        return tag("p", tr("No base matches the filter"), " ", tag("code", situation.query.text))
    titles: list[tuple[str, str | None]] = [(tr("Status"), None)]
    titles += [
        (tr(column.title), "number" if column.align == "right" else None) for column in TITLED
    ]
    head = tag("tr", *(tag("th", title, scope="col", class_=role) for title, role in titles))
    rows = [_row(standing, citations) for standing in situation.selection]
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), class_="bases"),
        class_="wide",
        # A region that scrolls must be reachable with the keyboard and have a name.
        role="region",
        aria_label=tr("Table of the bases"),
        tabindex="0",
    )


def _row(standing: Standing, citations: Citations) -> Markup:
    status = standing.status
    mark = tag("span", MARKS[status], class_="mark", aria_hidden="true")
    cells = [tag("td", mark, " ", say_term(status), class_=f"status {status.value}")]
    for column in TITLED:
        text = column.read(standing)
        cited = citations.cite(_sources(column.id, standing)) if text else Markup()
        if column.id == "name":
            cells.append(tag("th", text, _contested(standing), scope="row"))
        elif column.id == "contingents":
            cells.append(tag("td", _countries(text.split())))
        else:
            role = "number" if column.align == "right" else None
            cells.append(tag("td", text, cited, class_=role))
    return tag("tr", *cells)


def _contested(standing: Standing) -> Markup:
    if not standing.contested:
        return Markup()
    mark = tag("span", CONTESTED_MARK, class_="contested", aria_hidden="true")
    return join(" ", mark, tag("span", f"({tr('sources disagree')})", class_="unseen"))


def _countries(codes: Sequence[str]) -> Markup:
    said = [tag("abbr", code, title=country_name(code)) for code in codes]
    return join(*(part for one in said for part in (" ", one)))


def _sources(column: str, standing: Standing) -> Sequence[str]:
    """The sources of what a cell says; none if it cites nothing."""
    base = standing.base
    if column == "departed":
        if standing.departed and base.departed:
            return base.departed.sources
        return standing.plan.sources if standing.plan else ()
    if column == "handed_over" and base.handed_over:
        return base.handed_over.sources
    if column == "handover" and standing.handover_kind and base.handover:
        return base.handover.kind.sources
    if column == "troops":
        return standing.strength.troops.sources if standing.strength else ()
    if column == "region" and base.region:
        return base.region.sources
    return ()


def disputed(situation: Situation, citations: Citations) -> Markup:
    """Every contested fact of the mission and of the selection, with all its claims."""
    parts: list[Markup] = []
    for one in disputes(situation):
        parts.append(tag("h3", one.name))
        if one.facts:
            parts.append(tag("dl", *(_dispute(name, fact, citations) for name, fact in one.facts)))
        if one.notes:
            parts.append(tag("ul", *(_note(note, citations) for note in one.notes)))
    if not parts:
        return tag("p", tr("The sources agree on everything known by this day."))
    how = tr("The first claim of a fact is the one shown, with the reason; all claims are listed.")
    return join(tag("p", how), *parts)


def _dispute(name: str, fact: Fact[object], citations: Citations) -> Markup:
    return tag("div", tag("dt", name), *(_claim(one, citations) for one in fact.claims))


def _claim(claim: Claim[object], citations: Citations) -> Markup:
    value = say_claimed(claim)
    said = [tag("strong", value) if claim.reason else join(value), citations.cite(claim.sources)]
    for why in (claim.reason, claim.note):
        if why:
            said += [Markup(" "), tag("span", why.say(), class_="why")]
    return tag("dd", *said)


def _note(note: Note, citations: Citations) -> Markup:
    inferred = f" ({tr('inferred')})" if note.inferred else ""
    return tag("li", note.text.say(), inferred, citations.cite(note.sources))
