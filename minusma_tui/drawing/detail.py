"""What is known of one base and its handover by that day?"""

from minusma_tui.columns import MARKS, STATUS_NAMES
from minusma_tui.drawing.lines import Line, Span
from minusma_tui.drawing.sheet import COMPUTED, LABEL_WIDTH, Sheet, say_countries
from minusma_tui.model.records import Base, Convoy, Event, Handover
from minusma_tui.model.values import Purpose, Topic
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing, last_strength
from minusma_tui.words import say_amount, say_day, say_number, say_period

TOPIC_TITLES = {
    Topic.SECURITY: "Armed actors",
    Topic.EQUIPMENT: "Equipment",
    Topic.LEGACY: "Legacy",
    Topic.DISPUTE: "Disputed",
    Topic.BACKGROUND: "Background",
}


def draw_detail(
    situation: Situation, standing: Standing, width: int, *, claims: bool = True
) -> list[Line]:
    """Draw a base; `claims` says whether rival claims are spelled out under each contested fact."""
    sheet = Sheet(situation.dataset, width, claims=claims)
    _Detail(situation, standing, sheet).draw()
    return sheet.lines


class _Detail:
    """One base and the sheet it is written on."""

    def __init__(self, situation: Situation, standing: Standing, sheet: Sheet) -> None:
        self._situation = situation
        self._standing = standing
        self._base: Base = standing.base
        self._sheet = sheet

    def draw(self) -> None:
        self._draw_status()
        self._draw_handover()
        self._draw_troops()
        if self._standing.closed and self._base.convoy:
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
            (f"{MARKS[status]} {STATUS_NAMES[status]}", status.value),
            (f", as of {say_day(self._situation.as_of)}", "dim"),
        ]
        if not self._base.counted:
            spans += [(" · outside the count of bases", "dim")]
        self._sheet.text(spans)

    def _draw_handover(self) -> None:
        self._sheet.head("Handover")
        if self._standing.departed:
            self._sheet.fact("left", self._base.departed)
        handover = self._base.handover
        if handover is None:
            return
        if self._standing.handed_over:
            self._sheet.fact("handed over", handover.date)
        if self._standing.handover_kind is not None:
            self._draw_signing(handover)

    def _draw_signing(self, handover: Handover) -> None:
        self._sheet.fact("how", handover.kind)
        self._sheet.fact("by", handover.by)
        self._sheet.fact("to", handover.to)
        self._sheet.fact("present", handover.present)
        self._sheet.fact("terms", handover.terms)
        self._sheet.fact("in order", handover.ordinal)

    def _draw_troops(self) -> None:
        sheet = self._sheet
        sheet.head("Troops")
        strength = last_strength(self._base, self._situation.as_of)
        if strength:
            sheet.fact("troops", strength.troops, f"(estimate, {say_period(strength.date)})")
            if strength.note:
                sheet.row("", [(strength.note.say(), "dim")])
            if strength.by_country:
                parts = ", ".join(
                    f"{code} {say_number(number)}" for code, number in strength.by_country.items()
                )
                sheet.row("by country", [(parts, "text")], strength.sources)
        contingents = self._base.contingents
        if contingents:
            sheet.fact("contingents", contingents, f"({say_countries(contingents.value)})")

    def _draw_convoy(self, convoy: Convoy) -> None:
        sheet = self._sheet
        sheet.head("Last convoy")
        sheet.fact("", convoy.text)
        sheet.fact("route", convoy.route)
        sheet.fact("people", convoy.people)
        sheet.fact("vehicles", convoy.vehicles)
        sheet.fact("length", convoy.length_km, "km")
        sheet.fact("distance", convoy.distance_km, "km")
        if convoy.arrived and self._situation.knows(convoy.arrived.value):
            sheet.fact("arrived", convoy.arrived)

    def _draw_events(self) -> None:
        self._sheet.head("Incidents and events")
        for event in self._situation.events:
            if self._base.id in event.bases:
                self._draw_event(event)

    def _draw_event(self, event: Event) -> None:
        spans: list[Span] = [(event.text.say(), "text")]
        brief: list[str] = []
        at_length = []
        for label, fact in (("killed", event.killed), ("wounded", event.wounded)):
            if fact is None:
                continue
            if fact.contested or fact.sources != event.sources:
                at_length.append((label, fact))
            else:
                brief.append(f"{say_amount(fact.value)} {label}")
        if brief:
            spans += [(f" {', '.join(brief).capitalize()}.", "dim")]
        if event.inferred:
            spans += [COMPUTED]
        when = say_period(event.date.value)
        if len(when) < LABEL_WIDTH:
            self._sheet.row(when, spans, event.sources)
        else:
            self._sheet.row("", [(f"{when}: ", "label"), *spans], event.sources)
        self._sheet.rivals(event.date)
        for label, fact in at_length:
            self._sheet.fact(label, fact)

    def _draw_holders(self) -> None:
        self._sheet.head("Who held it afterwards")
        for holder in self._base.holders:
            if self._situation.knows(holder.since.value):
                since = f"since {say_period(holder.since.value)}"
                spans: list[Span] = [(holder.by.say(), "strong"), (f", {since}", "text")]
                if holder.note:
                    spans += [(f". {holder.note.say()}", "text")]
                self._sheet.row("", spans, holder.sources)
                self._sheet.rivals(holder.since)

    def _draw_plans(self) -> None:
        self._sheet.head("What was planned")
        for plan in self._base.plans:
            if self._situation.knows(plan.said):
                what = "liquidation from " if plan.purpose is Purpose.LIQUIDATION else ""
                spans: list[Span] = [(f"{what}{say_period(plan.date)}", "strong")]
                spans += [(f", said by {plan.by.say()}, {say_period(plan.said)}", "text")]
                if plan.note:
                    spans += [(f". {plan.note.say()}", "text")]
                self._sheet.row("", spans, plan.sources)

    def _draw_notes(self) -> None:
        for topic, title in TOPIC_TITLES.items():
            self._sheet.head(title)
            for note in self._situation.notes(self._base.notes):
                if note.about is topic:
                    self._sheet.note(note)

    def _draw_site(self) -> None:
        sheet, base = self._sheet, self._base
        sheet.head("The site")
        sheet.fact("kind", base.kind)
        sheet.fact("region", base.region)
        sheet.fact("ISO 3166-2", base.iso_3166_2)
        sheet.fact("cercle", base.cercle)
        sheet.fact("P-code", base.p_code)
        sheet.fact("position", base.position)
        sheet.fact("opened", base.opened)
        sheet.fact("also written", base.other_names)
