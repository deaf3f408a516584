"""What is known of the mission as a whole by a day: dates, totals, figures, events, notes."""

from minusma_tui.chronology.known import known_mission
from minusma_tui.drawing.lines import Line, Span
from minusma_tui.drawing.sheet import FactSheet
from minusma_tui.language.catalogue import colon, msg, tr
from minusma_tui.model.records import Mission
from minusma_tui.model.wording import country_name, say_period, say_term
from minusma_tui.situation.figures import say_scope, state
from minusma_tui.situation.situation import Situation


def draw_mission(situation: Situation, width: int, *, claims: bool = True) -> list[Line]:
    """Draw the mission with the claims behind each number of the gauge.

    `claims` says whether rival claims are spelled out under each contested fact.
    """
    mission = known_mission(situation.dataset.mission, situation.as_of)
    sheet = FactSheet(situation.dataset, width, claims=claims)
    _draw_calendar(mission, sheet)
    sheet.head(tr("Whom it concerns"))
    for scope, fact in mission.personnel.items():
        sheet.fact(say_term(scope), fact, say_scope(scope))
    sheet.head(tr("Reported departures"))
    for figure in situation.figures:
        said = state(situation.dataset, figure).say_number()
        whom = say_scope(figure.scope)
        sheet.fact(say_period(figure.date), figure.departed, whom, said)
        if figure.note:
            sheet.row("", [(figure.note.say(), "dim")])
    _draw_events(situation, sheet)
    sheet.head(tr("Notes"))
    for note in mission.notes:
        sheet.note(note)
    sheet.sources()
    return sheet.lines


def _draw_calendar(mission: Mission, sheet: FactSheet) -> None:
    sheet.head(tr("The mission"))
    sheet.row(tr("name"), [(mission.full_name.say(), "text")])
    if mission.host_state is not None:
        sheet.row(tr("host state"), [(country_name(mission.host_state), "text")])
    for label, fact in (
        (msg("created"), mission.created),
        (msg("mandate end"), mission.mandate_ended),
        (msg("drawdown"), mission.drawdown_began),
        (msg("completed"), mission.completed),
    ):
        sheet.fact(tr(label), fact)
    sheet.fact(tr("deadline"), mission.deadline)
    sheet.fact(tr("bases"), mission.counted_bases)
    for phase in mission.phases:
        sheet.fact(phase.name.say(), phase.period)


def _draw_events(situation: Situation, sheet: FactSheet) -> None:
    sheet.head(tr("Events of the whole mission"))
    for event in situation.events_of(None):
        said: list[Span] = [(f"{say_period(event.date.value)}{colon()}", "label")]
        sheet.row("", [*said, (event.text.say(), "text")], event.sources)
