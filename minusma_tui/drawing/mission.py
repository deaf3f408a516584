"""What is known of the mission as a whole by that day: totals, deadlines, phases, disputes?"""

from minusma_tui.drawing.gauge import SCOPE_NAMES
from minusma_tui.drawing.lines import Line, Span
from minusma_tui.drawing.sheet import Sheet
from minusma_tui.situation import Situation
from minusma_tui.words import country_name, say_period


def draw_mission(situation: Situation, width: int, *, claims: bool = True) -> list[Line]:
    """Draw the mission with the claims behind each number of the gauge."""
    mission = situation.dataset.mission
    sheet = Sheet(situation.dataset, width, claims=claims)
    _draw_calendar(situation, sheet)
    sheet.head("Whom it concerns")
    for scope, fact in mission.personnel.items():
        sheet.fact(scope.value, fact, SCOPE_NAMES[scope])
    sheet.head("Reported departures")
    for figure in situation.figures:
        sheet.fact(say_period(figure.date), figure.departed, SCOPE_NAMES[figure.scope])
        if figure.note:
            sheet.row("", [(figure.note.say(), "dim")])
    _draw_events(situation, sheet)
    sheet.head("Notes")
    for note in situation.notes(mission.notes):
        sheet.note(note)
    sheet.sources()
    return sheet.lines


def _draw_calendar(situation: Situation, sheet: Sheet) -> None:
    mission = situation.dataset.mission
    sheet.head("The mission")
    sheet.row("name", [(mission.full_name.say(), "text")])
    if mission.host_state is not None:
        sheet.row("host state", [(country_name(mission.host_state), "text")])
    for label, fact in (
        ("created", mission.created),
        ("mandate end", mission.mandate_ended),
        ("drawdown", mission.drawdown_began),
        ("completed", mission.completed),
    ):
        if fact and situation.knows(fact.value):
            sheet.fact(label, fact)
    sheet.fact("deadline", mission.deadline)
    sheet.fact("bases", mission.counted_bases)
    for phase in mission.phases:
        sheet.fact(phase.name.say(), phase.period)


def _draw_events(situation: Situation, sheet: Sheet) -> None:
    sheet.head("Events of the whole mission")
    for event in situation.events:
        if not event.bases:
            said: list[Span] = [(f"{say_period(event.date.value)}: ", "label")]
            sheet.row("", [*said, (event.text.say(), "text")], event.sources)
