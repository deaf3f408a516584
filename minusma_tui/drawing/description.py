"""What a picture of the dashboard shows, in words, for people who cannot see it."""

from collections.abc import Iterable

from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.language.catalogue import colon, semicolon, tr
from minusma_tui.model.wording import say_day
from minusma_tui.reading.text import visible
from minusma_tui.situation.situation import Situation

_WIDTH = 1_000
"""Cells; in fewer, the gauge leaves something out."""
_LONGEST = 1_000
"""Characters; a screen reader reads all of them aloud."""


def say_title(situation: Situation) -> str:
    """Say which mission and which day the picture shows."""
    mission = situation.dataset.mission.name
    return tr("{mission}, as of {day}", mission=mission, day=say_day(situation.as_of))


def describe(situation: Situation, panes: Iterable[str]) -> str:
    """Say which panes are on the screen, what the filter is, and what the gauge says."""
    said = [tr("The dashboard of minusma-tui"), ", ".join(panes)]
    if situation.query:
        said.append(f"{tr('Filter')}{colon()}{situation.query.text}")
    for line in draw_gauge(situation, _WIDTH):
        words = "".join(text for text, role in line if role not in ("full", "empty"))
        said.append(" ".join(words.split()))
    return visible(semicolon().join(filter(None, said)), _LONGEST)
