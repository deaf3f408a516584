"""The bases and what is disputed of them, as parts of a page."""

from collections.abc import Sequence

from minusma_tui.columns import COLUMNS, CONTESTED_MARK, MARKS
from minusma_tui.export.citations import Citations
from minusma_tui.export.claims import facts, say_path, say_value
from minusma_tui.export.extract import known, narrow
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.language import tr
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact
from minusma_tui.model.values import Amount, HandoverKind
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing
from minusma_tui.words import country_name, say_amount, say_period, say_term

_TABLE = [column for column in COLUMNS if tr(column.title)]


def bases(situation: Situation, citations: Citations) -> Markup:
    """The selection as a table, in the order of the list."""
    if not situation.selection:
        return tag("p", tr("No base matches the filter"), " ", tag("code", situation.query.text))
    titles: list[tuple[str, str | None]] = [(tr("Status"), None)]
    titles += [
        (tr(column.title), "number" if column.align == "right" else None) for column in _TABLE
    ]
    head = tag("tr", *(tag("th", title, scope="col", class_=role) for title, role in titles))
    rows = [_row(standing, citations) for standing in situation.selection]
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), class_="bases"),
        class_="wide",
        # What scrolls can be reached with the keyboard, and says what it is.
        role="region",
        aria_label=tr("Table of the bases"),
        tabindex="0",
    )


def _row(standing: Standing, citations: Citations) -> Markup:
    status = standing.status
    mark = tag("span", MARKS[status], class_="mark", aria_hidden="true")
    cells = [tag("td", mark, " ", say_term(status), class_=f"status {status.value}")]
    for column in _TABLE:
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
    """Who says what the cell says."""
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


def disputes(situation: Situation, citations: Citations) -> Markup:
    """Every fact that is contested, of the mission and of the selection, with all its claims."""
    extract = known(narrow(situation), situation.as_of)
    records = [(situation.dataset.mission.name, facts(extract.mission))]
    records += [
        (one.base.name.say(), facts(extract.bases[one.base.id])) for one in situation.selection
    ]
    parts: list[Markup] = []
    for name, found in records:
        # Spellings are collected, not disputed.
        contested = [(path, one) for path, one in found if one.contested and path != "other_names"]
        if contested:
            parts.append(tag("h3", name))
            parts.append(tag("dl", *(_dispute(path, fact, citations) for path, fact in contested)))
    if not parts:
        return tag("p", tr("The sources agree on all that is known by this day."))
    how = tr(
        "Of the claims of a fact the first is the one shown, with the reason; none is left out."
    )
    return join(tag("p", how), *parts)


def _dispute(path: str, fact: Fact[object], citations: Citations) -> Markup:
    return tag("div", tag("dt", say_path(path)), *(_claim(one, citations) for one in fact.claims))


def _claim(claim: Claim[object], citations: Citations) -> Markup:
    value = _say(claim.value)
    said = [tag("strong", value) if claim.reason else join(value), citations.cite(claim.sources)]
    if claim.inferred:
        said.append(join(f" ({tr('computed')})"))
    why = claim.reason or claim.note
    if why:
        said += [Markup(" "), tag("span", why.say(), class_="why")]
    return tag("dd", *said)


def _say(value: object) -> str:
    if isinstance(value, Period):
        return say_period(value)
    if isinstance(value, Amount):
        return say_amount(value)
    if isinstance(value, HandoverKind):
        return say_term(value)
    return say_value(value).replace(" | ", ", ")
