"""How far is the drawdown, and how far in the selection: people, bases, days?"""

from rich.cells import cell_len

from minusma_tui.columns import CONTESTED_MARK, MARKS
from minusma_tui.drawing.lines import Line, Span, bar, fit, plain, wrap
from minusma_tui.drawing.sheet import computed
from minusma_tui.language import colon, msg, say_number, tr
from minusma_tui.model.values import Scope, Status
from minusma_tui.roll import Tally, percent
from minusma_tui.situation import Change, Situation
from minusma_tui.words import (
    say_amount,
    say_count_of,
    say_day,
    say_days,
    say_of,
    say_percent,
    say_period,
    say_rate,
    say_term,
)

_SCOPES = {
    Scope.ALL: msg("personnel"),
    Scope.UNIFORMED: msg("uniformed personnel"),
    Scope.MILITARY: msg("military personnel"),
    Scope.CIVILIAN: msg("civilian personnel"),
}

ROOMY = 60
"""From this width on there is room for more than the numbers."""


def say_scope(scope: Scope) -> str:
    """Whom a figure counts: uniformed personnel."""
    return tr(_SCOPES[scope])


def draw_gauge(situation: Situation, width: int) -> list[Line]:
    """The gauge as a column of bars with what each stands on."""
    lines = _personnel(situation, width) if situation.counts_people else []
    lines += _bases(situation, width)
    lines += _deadline(situation, width)
    if situation.query:
        lines += _selection(situation, width)
    if situation.change is not None:
        lines += _change(situation.change, width)
    return lines


def draw_short_gauge(situation: Situation, width: int) -> list[Line]:
    """The gauge in a line each for people, bases and days, one more for a selection."""
    figure, total = situation.figure, situation.personnel_total
    if figure is None:
        people: list[Span] = [(tr("no figure reported yet"), "dim")]
    else:
        said = say_amount(figure.departed.value)
        people = [(say_of(said, total) if total else said, "strong")]
        if figure.scope is not Scope.ALL:
            people += [(f" {say_term(figure.scope)}", "text")]
        people += [(f", {say_period(figure.date)}", "dim")]
    departed = figure.departed.value.number if figure else 0
    bases = situation.bases
    closed: list[Span] = [
        (tr("{closed} of {total} closed", closed=bases.closed, total=bases.total), "strong")
    ]
    days, deadline = situation.days_left, situation.dataset.deadline
    if days is not None and deadline is not None:
        due = say_day(deadline)
        until = tr("{days} to {due}", days=say_days(days), due=due)
        closed += [(f", {until if days >= 0 else tr('was due {due}', due=due)}", "dim")]
    lines = [_short_line(tr("Bases"), bases.closed, bases.total, closed, width)]
    if situation.counts_people:
        whole = total.number if total else 0
        lines.insert(0, _short_line(tr("Personnel"), departed, whole, people, width))
    if situation.query:
        chosen = situation.selected_bases
        kept: list[Span] = [
            (tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total), "strong")
        ]
        if chosen.troops:
            gone, troops = say_number(chosen.troops_departed), say_number(chosen.troops)
            kept += [(f", {tr('est. {gone} of {troops} troops', gone=gone, troops=troops)}", "dim")]
        lines.append(_short_line(tr("Selection"), chosen.closed, chosen.total, kept, width))
    return lines


def _short_line(label: str, part: int, whole: int, said: list[Span], width: int) -> Line:
    """A label, a bar and what fits of the words behind it."""
    head: list[Span] = [(f"{label:<10}", "label")]
    bar_width = min(20, width - 60)
    if bar_width >= 8:
        head += bar(part, whole, bar_width)
    head += [(f"{say_percent(percent(part, whole)):>8}  ", "strong")]
    kept = list(said)
    while kept and sum(cell_len(text) for text, _ in [*head, *kept]) > width:
        kept.pop()
    return (*head, *kept)


def _personnel(situation: Situation, width: int) -> list[Line]:
    figure, total = situation.figure, situation.personnel_total
    scope = say_scope(figure.scope if figure else Scope.ALL)
    title: Span = (tr("Departed {scope}", scope=scope), "heading")
    if figure is None:
        nothing: Line = ((tr("No figure was reported by this day."), "dim"),)
        return [(title,), bar(0, 1, width), nothing]
    departed = figure.departed
    lines: list[Line] = [(title,)]
    said = say_amount(departed.value)
    if total is not None:
        lines = _titled_bar(title, departed.value.number, total.number, width)
        said = say_of(said, total)
    spans: list[Span] = [(said, "strong")]
    if departed.contested:
        spans += [(f" {CONTESTED_MARK}", "contested")]
    if departed.claims[0].inferred:
        spans += [computed()]
    source = situation.dataset.sources[departed.sources[0]]
    reported = tr(
        "as of {period}, says {publisher}",
        period=say_period(figure.date),
        publisher=source.publisher,
    )
    return [*lines, *wrap(spans, width), ((fit(reported, width).rstrip(), "dim"),)]


def _bases(situation: Situation, width: int) -> list[Line]:
    bases = situation.bases
    lines = _titled_bar((tr("Closed bases"), "heading"), bases.closed, bases.total, width)
    spans: list[Span] = [
        (tr("{closed} of {total}", closed=bases.closed, total=bases.total), "strong")
    ]
    for status in Status:
        count = situation.roll.statuses.get(status, 0)
        said = say_count_of(status, count) if width >= ROOMY else say_number(count)
        if count:
            spans += [
                ("  ", "text"),
                # Blanks that do not break keep a sign and what it counts on one line.
                (f"{MARKS[status]} {said}".replace(" ", "\u00a0"), status.value),
            ]
    lines += wrap(spans, width)
    if width >= ROOMY:
        apart = [one.base.name.say() for one in situation.standings if not one.base.counted]
        if apart:
            lines += wrap(
                [(tr("outside the count: {bases}", bases=", ".join(apart)), "dim")], width
            )
    return lines


def _deadline(situation: Situation, width: int) -> list[Line]:
    """One line, or none."""
    days, deadline = situation.days_left, situation.dataset.deadline
    if days is None or deadline is None:
        return []
    said = say_days_left(days) if days else tr("today")
    name, due = tr("Deadline"), say_day(deadline)
    title: Line = ((name, "heading"), (f" {due}", "text"))
    if cell_len(plain(title)) + cell_len(said) >= width:
        return wrap([(name, "heading"), (f" {due}, ", "text"), (said, "strong")], width)
    return [_titled(title, said, width)]


def say_days_left(days: int) -> str:
    """42 days left, or so many ago."""
    return (
        tr("{days} left", days=say_days(days))
        if days >= 0
        else tr("{days} ago", days=say_days(-days))
    )


def _selection(situation: Situation, width: int) -> list[Line]:
    chosen = situation.selected_bases
    title: Span = (tr("Selection"), "heading")
    if not chosen.total:
        return [(title,), *wrap([(tr("no counted base is in it"), "dim")], width)]
    lines = _titled_bar(title, chosen.closed, chosen.total, width)
    spans: list[Span] = [
        (tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total), "strong")
    ]
    spans += [(", ", "text"), _troops(chosen)]
    return lines + wrap(spans, width)


def _troops(chosen: Tally) -> Span:
    if not chosen.troops:
        return (tr("no estimate of troops"), "dim")
    share = percent(chosen.troops_departed, chosen.troops)
    departed, troops = say_number(chosen.troops_departed), say_number(chosen.troops)
    return (
        tr(
            "{departed} of {troops} troops departed (estimate, {percent})",
            departed=departed,
            troops=troops,
            percent=say_percent(share),
        ),
        "text",
    )


def _change(change: Change, width: int) -> list[Line]:
    """What changed since the marked day, or what changes until then."""
    days = (change.until - change.since).days
    title = tr("{first} to {last}", first=say_day(change.since), last=say_day(change.until))
    spans: list[Span] = [(f"{title} ", "heading"), (f"{say_days(days)}{colon()}", "dim")]
    spans += [(tr("+{bases} closed", bases=change.bases), "strong"), (", ", "text")]
    if change.departed is None or change.per_day is None:
        return wrap([*spans, (tr("no comparable figures"), "dim")], width)
    spans += [
        (
            tr(
                "{number} people",
                number=f"{'+' * (change.departed >= 0)}{say_number(change.departed)}",
            ),
            "strong",
        )
    ]
    return wrap([*spans, (f", {tr('{rate} a day', rate=say_rate(change.per_day))}", "text")], width)


def _titled(title: Line, said: str, width: int) -> Line:
    """What is measured on the left, how much on the right."""
    gap = max(1, width - cell_len(plain(title)) - cell_len(said))
    return (*title, (" " * gap, "text"), (said, "strong"))


def _titled_bar(title: Span, part: int, whole: int, width: int) -> list[Line]:
    """What is measured and its share of 100, above the bar."""
    share = say_percent(percent(part, whole))
    return [_titled((title,), share, width), bar(part, whole, width)]
