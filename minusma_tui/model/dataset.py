"""What is a dataset? One mission with its bases, events, personnel figures and sources."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from annotated_types import MinLen
from pydantic.config import ConfigDict
from pydantic.functional_validators import BeforeValidator
from pydantic_core import PydanticKnownError

from minusma_tui.model.records import Base, Event, Mission, PersonnelFigure, Source, record
from minusma_tui.model.values import Id, Key, OrUnread, Text

CONFIG = ConfigDict(extra="forbid")
"""Records take no keys but those of their fields."""


def _only_whole(value: object) -> object:
    """For 1.0 and true are equal to 1."""
    if type(value) is not int:
        raise PydanticKnownError("literal_error", {"expected": "1"})
    return value


@record
class Dataset:
    """Everything that one TOML file says."""

    format: OrUnread[Annotated[Literal[1], BeforeValidator(_only_whole)]]
    """The version of the format."""
    licence: Text | None = None
    mission: Mission
    bases: OrUnread[Annotated[Mapping[Key[Id], Base], MinLen(1)]]
    """By id, in the order of the file."""
    events: tuple[Event, ...] = ()
    personnel: tuple[PersonnelFigure, ...] = ()
    sources: OrUnread[Mapping[Key[Id], Source]]
    """By id."""

    @property
    def as_of(self) -> date:
        """The day the dataset opens at."""
        return self.mission.as_of.last_day

    @property
    def drawdown_start(self) -> date | None:
        """The first day of the drawdown, or else of the end of the mandate; None if unknown."""
        began = self.mission.drawdown_began or self.mission.mandate_ended
        return began.value.first_day if began else None

    @property
    def deadline(self) -> date | None:
        """The last day of the withdrawal; None where nobody set one, or no source tells."""
        deadline = self.mission.deadline
        return deadline.value.last_day if deadline else None

    @property
    def first_day(self) -> date:
        """The mission's first day; where no source tells it, the first day that a base is dated."""
        if self.mission.created is not None:
            return self.mission.created.value.first_day
        days = [self.as_of]
        for base in self.bases.values():
            days += [strength.date.first_day for strength in base.strengths]
            facts = (base.opened, base.departed, base.handed_over)
            days += [fact.value.first_day for fact in facts if fact is not None]
        return min(days)
