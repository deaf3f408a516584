"""The formats of exports and reports, one row each, for the command line and the dialog."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from minusma_tui.language.catalogue import colon, msg, semicolon, tr

if TYPE_CHECKING:
    from minusma_tui.situation.situation import Situation


class NothingToExportError(Exception):
    """The filter keeps no base; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Report:
    """A format of the report."""

    name: str
    description: str
    """In English."""
    writer: str
    """The module in this package and the function, as "module:function".

    It is imported when it is first used, so that the program starts fast.
    """

    def write(self, situation: "Situation") -> str:
        """Return the text, which ends with a newline."""
        text: str = _import(self.writer)(situation)
        return text


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exported files; its name is also their suffix."""

    name: str
    description: str
    """In English."""
    writer: str | None
    """As for a report; None for the picture of the screen, which only the app can draw."""

    def write(
        self, situation: "Situation", draw_screen: "Callable[[Situation], str]"
    ) -> str | bytes:
        """Return the content of the file; bytes if the format is binary.

        `draw_screen` draws the picture of the screen. Raises NothingToExportError.
        """
        write = _import(self.writer) if self.writer else draw_screen
        content: str | bytes = write(situation)
        return content


def _import(writer: str) -> "Callable[[Situation], Any]":
    module, function = writer.split(":")
    found = import_module(f"{__package__}.{module}")
    write: Callable[[Situation], Any] = getattr(found, function)
    return write


REPORTS = (
    Report("text", msg("the gauge, the bases and the timeline"), "reports.text:write_text"),
    Report(
        "markdown",
        msg("the same with disputes and numbered references"),
        "reports.markdown:write_markdown",
    ),
    Report("json", msg("the figures and the bases, for scripts"), "reports.json:write_json"),
)
FORMATS = (
    Format("csv", msg("a table of the bases, with HXL hashtags"), "data.csv:write_csv"),
    Format("geojson", msg("bases and last convoys, for maps"), "data.geojson:write_geojson"),
    Format(
        "json",
        msg("the complete dataset (the date only sets the opening day)"),
        "data.dataset:write_dataset",
    ),
    Format(
        "sqlite",
        msg("everything known by that day, with all claims and sources"),
        "data.sqlite:write_sqlite",
    ),
    Format(
        "html",
        msg("a page to read, print and pass on; needs no network"),
        "page.html:write_html",
    ),
    Format("svg", msg("the dashboard as a picture"), None),
)

AnyFormat = TypeVar("AnyFormat", Report, Format)


def find(formats: Sequence[AnyFormat], name: str) -> AnyFormat:
    """The format with a name; raises StopIteration if there is none."""
    return next(one for one in formats if one.name == name)


def describe(formats: Sequence[AnyFormat]) -> str:
    """Describe all formats in one line."""
    return semicolon().join(f"{one.name}{colon()}{tr(one.description)}" for one in formats)
