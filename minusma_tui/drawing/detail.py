"""What is known of one base and its handover by a day."""

from rich.cells import cell_len

from minusma_tui.chronology.known import known_base
from minusma_tui.chronology.standing import Standing
from minusma_tui.drawing.lines import Line, Span
from minusma_tui.drawing.sheet import LABEL_WIDTH, FactSheet, inferred, say_countries
from minusma_tui.language.catalogue import colon, msg, say_number, tr
from minusma_tui.model.records import Convoy, Event, Handover
from minusma_tui.model.values import Purpose, Topic
from minusma_tui.model.wording import say_day, say_period, say_term
from minusma_tui.situation.columns import MARKS
from minusma_tui.situation.figures import say_event_toll
from minusma_tui.situation.situation import Situation

_TOPIC_TITLES = {
    Topic.SECURITY: msg("Armed actors"),
    Topic.EQUIPMENT: msg("Equipment"),
    Topic.LEGACY: msg("Legacy"),
    Topic.DISPUTE: msg("Disputed"),
    Topic.BACKGROUND: msg("Background"),
}


def draw_detail(
    situation: Situation, standing: Standing, width: int, *, claims: bool = True
) -> list[Line]:
    """Draw a base; `claims` says whether rival claims are spelled out under each contested fact."""
    sheet = FactSheet(situation.dataset, width, claims=claims)
    _Detail(situation, standing, sheet).draw()
    return sheet.lines


class _Detail:
    """One base and the sheet that it is drawn on."""

    def __init__(self, situation: Situation, standing: Standing, sheet: FactSheet) -> None:
        self._situation = situation
        self._standing = standing
        self._base = known_base(standing.base, situation.as_of)
        self._sheet = sheet

    def draw(self) -> None:
        self._draw_status()
        self._draw_handover()
        self._draw_troops()
        if self._base.convoy:
            self._draw_convoy(self._base.convoy)
        self._draw_events()
        self._draw_holders()
        self._draw_plans()
        self._draw_notes()
        self._draw_site()
        self._sheet.sources()

    def _draw_status(self) -> None:
        status = self._standing.status
        spans: list[Span] = [
            (f"{MARKS[status]} {say_term(status)}", status.value),
            (f", {tr('as of {day}', day=say_day(self._situation.as_of))}", "dim"),
        ]
        if not self._base.counted:
            spans += [(f" · {tr('outside the count of bases')}", "dim")]
        self._sheet.text(spans)

    def _draw_handover(self) -> None:
        self._sheet.head(tr("Handover"))
        self._sheet.fact(tr("departure"), self._base.departed)
        handover = self._base.handover
        if handover is not None:
            self._sheet.fact(tr("handed over"), handover.date)
            self._draw_signing(handover)

    def _draw_signing(self, handover: Handover) -> None:
        self._sheet.fact(tr("handover"), handover.kind)
        self._sheet.fact(tr("by"), handover.by)
        self._sheet.fact(tr("to"), handover.to)
        self._sheet.fact(tr("present"), handover.present)
        self._sheet.fact(tr("terms"), handover.terms)
        self._sheet.fact(tr("closure"), handover.ordinal)

    def _draw_troops(self) -> None:
        sheet = self._sheet
        sheet.head(tr("Troops"))
        strength = self._standing.strength
        if strength:
            sheet.fact(
                tr("troops"),
                strength.troops,
                tr("(estimate, {period})", period=say_period(strength.date)),
            )
            if strength.note:
                sheet.row("", [(strength.note.say(), "dim")])
            if strength.by_country:
                parts = ", ".join(
                    f"{code} {say_number(number)}" for code, number in strength.by_country.items()
                )
                sheet.row(tr("by country"), [(parts, "text")], strength.sources)
        contingents = self._base.contingents
        if contingents:
            sheet.fact(tr("contingents"), contingents, f"({say_countries(contingents.value)})")

    def _draw_convoy(self, convoy: Convoy) -> None:
        sheet = self._sheet
        sheet.head(tr("Last convoy"))
        sheet.fact("", convoy.text)
        sheet.fact(tr("route"), convoy.route)
        sheet.fact(tr("people"), convoy.people)
        sheet.fact(tr("vehicles"), convoy.vehicles)
        sheet.fact(tr("length"), convoy.length_km, "km")
        sheet.fact(tr("distance"), convoy.distance_km, "km")
        sheet.fact(tr("arrived"), convoy.arrived)

    def _draw_events(self) -> None:
        self._sheet.head(tr("Incidents and events"))
        for event in self._situation.events_of(self._base.id):
            self._draw_event(event)

    def _draw_event(self, event: Event) -> None:
        spans: list[Span] = [(event.text.say(), "text")]
        brief: list[str] = []
        at_length = []
        for said, fact in say_event_toll(event):
            if fact.contested or fact.sources != event.sources:
                at_length.append(fact)
            else:
                brief.append(said)
        if brief:
            spans += [(f" {', '.join(brief).capitalize()}.", "dim")]
        if event.inferred:
            spans += [inferred()]
        when = say_period(event.date.value)
        if cell_len(when) < LABEL_WIDTH:
            self._sheet.row(when, spans, event.sources)
        else:
            self._sheet.row("", [(f"{when}{colon()}", "label"), *spans], event.sources)
        self._sheet.rivals(event.date)
        for fact in at_length:
            self._sheet.fact(tr("killed") if fact is event.killed else tr("wounded"), fact)

    def _draw_holders(self) -> None:
        self._sheet.head(tr("Who held it afterwards"))
        for holder in self._base.holders:
            since = tr("since {period}", period=say_period(holder.since.value))
            spans: list[Span] = [(holder.by.say(), "strong"), (f", {since}", "text")]
            if holder.note:
                spans += [(f". {holder.note.say()}", "text")]
            self._sheet.row("", spans, holder.sources)
            self._sheet.rivals(holder.since)

    def _draw_plans(self) -> None:
        self._sheet.head(tr("What was planned"))
        for plan in self._base.plans:
            when = say_period(plan.date)
            if plan.purpose is Purpose.LIQUIDATION:
                when = tr("liquidation from {period}", period=when)
            said = tr("said by {by}, {period}", by=plan.by.say(), period=say_period(plan.said))
            spans: list[Span] = [(when, "strong")]
            spans += [(f", {said}", "text")]
            if plan.note:
                spans += [(f". {plan.note.say()}", "text")]
            self._sheet.row("", spans, plan.sources)

    def _draw_notes(self) -> None:
        for topic, title in _TOPIC_TITLES.items():
            self._sheet.head(tr(title))
            for note in self._base.notes:
                if note.about is topic:
                    self._sheet.note(note)

    def _draw_site(self) -> None:
        sheet, base = self._sheet, self._base
        sheet.head(tr("The site"))
        sheet.fact(tr("kind"), base.kind)
        sheet.fact(tr("region"), base.region)
        sheet.fact("ISO 3166-2", base.iso_3166_2)
        sheet.fact(tr("cercle"), base.cercle)
        sheet.fact(tr("P-code"), base.p_code)
        sheet.fact(tr("position"), base.position)
        sheet.fact(tr("opened"), base.opened)
        sheet.fact(tr("also written"), base.other_names)
