"""The dataset: one mission with its bases, events, personnel figures and sources."""

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
"""The configuration for reading records: an unknown key is an error."""


def _only_whole(value: object) -> object:
    """Refuse 1.0 and true, which are equal to 1."""
    if type(value) is not int:
        raise PydanticKnownError("literal_error", {"expected": "1"})
    return value


@record
class Dataset:
    """A dataset: everything that one TOML file says."""

    format: OrUnread[Annotated[Literal[1], BeforeValidator(_only_whole)]]
    """The version of the format."""
    licence: Text | None = None
    mission: Mission
    bases: OrUnread[Annotated[Mapping[Key[Id], Base], MinLen(1)]]
    """The bases by id, in the order of the file."""
    events: tuple[Event, ...] = ()
    personnel: tuple[PersonnelFigure, ...] = ()
    sources: OrUnread[Mapping[Key[Id], Source]]
    """The sources by id."""

    @property
    def as_of(self) -> date:
        """The day at which the dashboard opens."""
        return self.mission.as_of.last_day

    @property
    def drawdown_start(self) -> date | None:
        """The first day of the drawdown; if unknown, that of the end of the mandate, or None."""
        began = self.mission.drawdown_began or self.mission.mandate_ended
        return began.value.first_day if began else None

    @property
    def deadline(self) -> date | None:
        """The last day on which the withdrawal is in time; None if the dataset has no deadline."""
        deadline = self.mission.deadline
        return deadline.value.last_day if deadline else None

    @property
    def first_day(self) -> date:
        """The first day of the mission; if it is unknown, the first day of any date of a base."""
        if self.mission.created is not None:
            return self.mission.created.value.first_day
        days = [self.as_of]
        for base in self.bases.values():
            days += [strength.date.first_day for strength in base.strengths]
            facts = (base.opened, base.departed, base.handed_over)
            days += [fact.value.first_day for fact in facts if fact is not None]
        return min(days)
