"""The figures of the day as parts of a page: people, bases, days, and the map and curve."""

from minusma_tui.drawing.curve import draw_pace, first_day
from minusma_tui.drawing.gauge import say_completion
from minusma_tui.drawing.lines import PARAGRAPH, plain
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.page.curve import curve_svg
from minusma_tui.export.page.map import map_svg
from minusma_tui.export.page.references import Citations
from minusma_tui.language.catalogue import semicolon, tr
from minusma_tui.model.values import Scope, Status
from minusma_tui.model.wording import (
    percent,
    say_amount,
    say_count_of,
    say_day,
    say_days,
    say_percent,
    say_period,
    say_term,
)
from minusma_tui.situation.columns import MARKS
from minusma_tui.situation.figures import Statement, say_levels, say_scope, state, state_last
from minusma_tui.situation.routes import routes
from minusma_tui.situation.situation import Situation


def headline(situation: Situation, citations: Citations) -> Markup:
    """Boxes for people, bases and days, with bars and sources; with a filter, for its selection."""
    boxes = [_people(situation, citations), _bases(situation, citations)]
    boxes += _days(situation, citations)
    if situation.query:
        boxes.append(_selection(situation))
    return tag("dl", *boxes, class_="headline")


def say_share(share: float | None) -> str:
    """Format a percentage with no-break spaces, such as "63.6 %"."""
    return say_percent(share).replace(" ", "\u00a0")


def _of(whole: str, share: float | None) -> str:
    return f"{tr('of {total}', total=whole)} ({say_share(share)})"


def _box(term: str, number: str, of: str, bar: Markup, *more: str) -> Markup:
    figure = tag("dd", tag("strong", number), f" {of}" if of else "", bar, class_="figure")
    return tag("div", tag("dt", term), figure, *(tag("dd", part) for part in more if part))


def _bar(share: float | None) -> Markup:
    """A bar that screen readers skip: the number beside it says the same."""
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
    statement = state_last(situation)
    if statement is None:
        term = tr("Departed {scope}", scope=say_scope(Scope.ALL))
        return _box(term, "–", "", Markup(), tr("No figure had been reported by this day."))
    figure, share = statement.figure, statement.say_share()
    of = tr("of {total}", total=say_amount(statement.own.amount)) if statement.own else ""
    said = [
        join(f"{statement.say_day()}, {statement.say_credit()}"),
        citations.cite(figure.departed.sources),
    ]
    if figure.departed.contested:
        said.append(join(f"{semicolon()}{tr('sources disagree')}"))
    if statement.measure and statement.shares_its_own_total:
        of += f" ({share})"
    elif statement.measure:
        said += [join(semicolon(), share), citations.cite(statement.measure.sources)]
    pace = semicolon().join(plain(line) for line in draw_pace(situation, PARAGRAPH))
    whole = statement.measure.amount.number if statement.measure else 0
    bar = _bar(percent(statement.amount.number, whole))
    number = say_amount(statement.amount)
    return _box(statement.say_title(), number, of, bar, join(*said), pace)


def _bases(situation: Situation, citations: Citations) -> Markup:
    bases = situation.bases
    statuses = situation.day.statuses
    said = ", ".join(
        say_count_of(status, statuses[status]) for status in Status if status in statuses
    )
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
    """One box about the deadline or the completion; none if there is no deadline."""
    mission, days = situation.dataset.mission, situation.days_left
    if situation.completed:
        cited = citations.cite(situation.completed.sources)
        day = say_period(situation.completed.value)
        said = join(say_completion(situation), cited)
        return [_box(tr("Withdrawal complete"), day, "", Markup(), said)]
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
        more.append(say_levels(chosen.troops, situation.levels))
    term = join(f"{tr('Closed in the selection')} ", tag("code", situation.query.text))
    of = _of(str(chosen.total), chosen.percent) if chosen.total else tr("no counted base")
    return _box(term, str(chosen.closed), of, _bar(chosen.percent), *more)


def pictures(situation: Situation, citations: Citations) -> Markup:
    """The map and the curve side by side, with legends."""
    drawn = map_svg(situation)
    places = tag("p", tr("No base has coordinates.")) if drawn is None else drawn
    return tag(
        "div",
        tag("figure", places, tag("figcaption", _map_key(situation))),
        tag("figure", curve_svg(situation), tag("figcaption", *_curve_key(situation, citations))),
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
            join(tr("Lines join the bases that the last convoys passed; they are not roads."), " ")
        )
    if len(situation.selection) < situation.sites:
        said.append(join(tr("Faint: outside the filter."), " "))
    lost = [one.base.name.say() for one in situation.selection if not one.base.position]
    if lost:
        said.append(join(tr("Without coordinates: {bases}.", bases=", ".join(lost))))
    return join(*said)


def _whom(statement: Statement) -> str:
    said = say_scope(statement.figure.scope)
    return f"{said}, {statement.say_credit()}"


def _curve_key(situation: Situation, citations: Citations) -> list[Markup]:
    """The legend of the curve, and a table of the same figures."""
    said = tr("Reported numbers of people departed.")
    if situation.dataset.deadline and situation.dataset.mission.personnel.get(Scope.ALL):
        said += f" {tr('The dashes are the even pace that meets the deadline.')}"
    if any(one.scope is not Scope.ALL for one in situation.figures):
        said += f" {tr('Squares count only a part of the people.')}"
    if any(one.departed.contested for one in situation.figures):
        said += f" {tr('Crosses are other claims of the same figure.')}"
    rows = [
        tag(
            "tr",
            tag("th", say_period(one.figure.date), scope="row"),
            tag("td", one.say_number(), class_="number"),
            tag("td", _whom(one), citations.cite(one.figure.departed.sources)),
        )
        for one in (state(situation.dataset, figure) for figure in situation.figures)
    ]
    if not rows:
        return [join(tr("No figure had been reported by this day."))]
    titles = [tag("th", title, scope="col") for title in (tr("Day"), tr("Departed"), tr("Of"))]
    table = tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *rows))
    return [join(said), table]
