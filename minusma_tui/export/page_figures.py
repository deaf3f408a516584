"""The day in figures, as parts of a page: people, bases, days, and the map and curve."""

from minusma_tui.columns import MARKS
from minusma_tui.drawing.gauge import say_scope
from minusma_tui.export.citations import Citations
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.svg_curve import draw_curve, first_day
from minusma_tui.export.svg_map import draw_map
from minusma_tui.language import say_decimal, say_number, semicolon, tr
from minusma_tui.model.records import PersonnelFigure
from minusma_tui.model.values import Scope, Status
from minusma_tui.roll import percent
from minusma_tui.routes import routes
from minusma_tui.situation import Situation
from minusma_tui.words import (
    say_amount,
    say_count_of,
    say_day,
    say_days,
    say_percent,
    say_period,
    say_term,
)


def headline(situation: Situation, citations: Citations) -> Markup:
    """People, bases and days, each with a bar and its sources; then the selection, if any."""
    boxes = [_people(situation, citations), _bases(situation, citations)]
    boxes += _days(situation, citations)
    if situation.query:
        boxes.append(_selection(situation))
    return tag("dl", *boxes, class_="headline")


def say_share(share: float | None) -> str:
    """63.6 %, on one line."""
    return say_percent(share).replace(" ", "\u00a0")


def _of(whole: str, share: float | None) -> str:
    return f"{tr('of {total}', total=whole)} ({say_share(share)})"


def _box(term: str, number: str, of: str, bar: Markup, *more: str) -> Markup:
    figure = tag("dd", tag("strong", number), f" {of}" if of else "", bar, class_="figure")
    return tag("div", tag("dt", term), figure, *(tag("dd", part) for part in more if part))


def _bar(share: float | None) -> Markup:
    """Decoration: the number beside it says the same."""
    if share is None:
        return Markup()
    full = tag("rect", class_="full", width=min(100.0, share), height=4)
    ground = tag("rect", class_="empty", width=100, height=4)
    box = "0 0 100 4"
    return tag(
        "svg",
        *(ground, full),
        viewBox=box,
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="bar",
    )


def _people(situation: Situation, citations: Citations) -> Markup:
    figure, total = situation.figure, situation.personnel_total
    term = tr("Departed {scope}", scope=say_scope(figure.scope if figure else Scope.ALL))
    if figure is None:
        return _box(term, "–", "", _bar(0), tr("No figure was reported by this day."))
    share = situation.personnel_percent
    of = _of(say_amount(total), share) if total else ""
    said = [tr("as of {day}", day=say_period(figure.date)), citations.cite(figure.departed.sources)]
    if figure.departed.contested:
        said.append(f"; {tr('sources disagree')}")
    if figure.departed.claims[0].inferred:
        said.append(f"; {tr('computed, not reported')}")
    return _box(
        term, say_amount(figure.departed.value), of, _bar(share), join(*said), _pace(situation)
    )


def _pace(situation: Situation) -> str:
    pace = situation.pace
    said = []
    if pace.actual_per_day is not None:
        rate = say_decimal(pace.actual_per_day, 0)
        said.append(tr("{rate} a day between the last two figures", rate=rate))
    if pace.required_per_day is not None:
        rate = say_decimal(pace.required_per_day, 0)
        said.append(tr("{rate} a day needed from now on", rate=rate))
    return semicolon().join(said)


def _bases(situation: Situation, citations: Citations) -> Markup:
    bases = situation.bases
    counted = [one for one in situation.standings if one.base.counted]
    counts = [(status, sum(one.status is status for one in counted)) for status in Status]
    said = ", ".join(say_count_of(status, count) for status, count in counts if count)
    apart = [one.base.name.say() for one in situation.standings if not one.base.counted]
    cited = citations.cite(situation.dataset.mission.counted_bases.sources)
    return _box(
        tr("Closed bases"),
        str(bases.closed),
        _of(str(bases.total), bases.percent),
        _bar(bases.percent),
        join(said, cited),
        tr("outside the count: {bases}", bases=", ".join(apart)) if apart else "",
    )


def _days(situation: Situation, citations: Citations) -> list[Markup]:
    """One box, or none."""
    mission, days = situation.dataset.mission, situation.days_left
    if mission.deadline is None or days is None:
        return []
    deadline, began = mission.deadline.value.last_day, first_day(situation)
    share = percent((situation.as_of - began).days, (deadline - began).days)
    where = tr("To the deadline") if days >= 0 else tr("After the deadline")
    cited = citations.cite(mission.deadline.sources)
    passed = _bar(min(100.0, max(0.0, share)) if share is not None else None)
    due = join(say_day(deadline), cited)
    return [_box(where, say_days(abs(days)), "", passed, due)]


def _selection(situation: Situation) -> Markup:
    chosen = situation.selected_bases
    more = []
    if chosen.troops:
        gone, troops = say_number(chosen.troops_departed), say_number(chosen.troops)
        said = tr("{departed} of {troops} troops departed (estimate)", departed=gone, troops=troops)
        more.append(said)
    term = join(f"{tr('Closed in the selection')} ", tag("code", situation.query.text))
    of = _of(str(chosen.total), chosen.percent) if chosen.total else tr("of no counted base")
    return _box(term, str(chosen.closed), of, _bar(chosen.percent), *more)


def pictures(situation: Situation, citations: Citations) -> Markup:
    """The map and the curve side by side, with what their signs mean."""
    drawn = draw_map(situation)
    places = tag("p", tr("No base has coordinates.")) if drawn is None else drawn
    return tag(
        "div",
        tag("figure", places, tag("figcaption", _map_key(situation))),
        tag("figure", draw_curve(situation), tag("figcaption", *_curve_key(situation, citations))),
        class_="pictures",
    )


def _map_key(situation: Situation) -> Markup:
    statuses = {one.status for one in situation.selection}
    keys = [
        join(tag("span", MARKS[one], class_=one.value, aria_hidden="true"), " ", say_term(one))
        for one in Status
        if one in statuses
    ]
    said = [tag("span", key, class_="key") for key in keys]
    if routes(situation):
        said.append(
            join(tr("Lines join the bases that the last convoys passed; they are no roads."), " ")
        )
    if len(situation.selection) < situation.sites:
        said.append(join(tr("Faint: outside the filter."), " "))
    lost = [one.base.name.say() for one in situation.selection if not one.base.position]
    if lost:
        said.append(join(tr("Without coordinates: {bases}.", bases=", ".join(lost))))
    return join(*said)


def _whom(figure: PersonnelFigure) -> str:
    said = say_scope(figure.scope)
    return f"{said}, {tr('computed')}" if figure.departed.claims[0].inferred else said


def _curve_key(situation: Situation, citations: Citations) -> list[Markup]:
    """In words what the signs are, then the same figures as a table."""
    said = tr("Reported numbers of people departed.")
    if situation.dataset.deadline and situation.dataset.mission.personnel.get(Scope.ALL):
        said += f" {tr('The dashes are the straight way to the deadline.')}"
    if any(one.scope is not Scope.ALL for one in situation.figures):
        said += f" {tr('Squares count only a part of the people.')}"
    if any(one.departed.contested for one in situation.figures):
        said += f" {tr('Crosses are other claims of the same figure.')}"
    rows = [
        tag(
            "tr",
            tag("th", say_period(one.date), scope="row"),
            tag("td", say_amount(one.departed.value), class_="number"),
            tag("td", _whom(one), citations.cite(one.departed.sources)),
        )
        for one in situation.figures
    ]
    if not rows:
        return [join(tr("No figure was reported by this day."))]
    titles = [tag("th", title, scope="col") for title in (tr("Day"), tr("Departed"), tr("Of whom"))]
    table = tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *rows))
    return [join(said), table]
