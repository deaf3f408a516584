"""The formats of exports and reports, a row each, for the command line and the dialog alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from minusma_tui.language.catalogue import colon, msg, semicolon, tr

if TYPE_CHECKING:
    from minusma_tui.situation.situation import Situation


class NothingToExportError(Exception):
    """The filter keeps no base; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Report:
    """A format that a report is printed in."""

    name: str
    description: str
    """In English."""
    writer: str
    """Its module in this package and its function, imported when first used: starts are fast."""

    def write(self, situation: "Situation") -> str:
        """The text, which ends with a newline."""
        text: str = _import(self.writer)(situation)
        return text


@dataclass(frozen=True, slots=True)
class Format:
    """A format that files are exported in; its name is also the suffix of the files."""

    name: str
    description: str
    """In English."""
    writer: str | None
    """As that of a report; None for the picture of the screen, which only the app can draw."""

    def write(
        self, situation: "Situation", draw_screen: "Callable[[Situation], str]"
    ) -> str | bytes:
        """The content of the file; bytes are not text.

        `draw_screen` draws the picture. Raises NothingToExportError.
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
        msg("the whole dataset; the day only sets where it opens"),
        "data.dataset:write_dataset",
    ),
    Format(
        "sqlite",
        msg("all that is known by then, with claims and sources"),
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
    """The format of that name, which must be one of them."""
    return next(one for one in formats if one.name == name)


def describe(formats: Sequence[AnyFormat]) -> str:
    """What each format is for, on one line."""
    return semicolon().join(f"{one.name}{colon()}{tr(one.description)}" for one in formats)
