"""A page of facts: labels and values, who says so and who says otherwise, sources by number."""

from collections.abc import Iterable, Sequence
from typing import Any

from minusma_tui.drawing.lines import Line, Role, Span, pad, wrap
from minusma_tui.drawing.source_numbers import SourceNumbers
from minusma_tui.language.catalogue import say_decimal, say_number, semicolon, tr, tr_count
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact, Note, Ordinal, Position
from minusma_tui.model.values import Amount, BaseKind, HandoverKind, Text
from minusma_tui.model.wording import country_name, say_amount, say_period, say_term, say_work
from minusma_tui.situation.columns import CONTESTED_MARK

LABEL_WIDTH = 13
NARROW = 48
"""Cells; below this width labels are in the line and not in a column of their own."""


def inferred() -> Span:
    """Return the remark after a value that we inferred and that no source states."""
    return (f" ({tr('inferred')})", "dim")


class FactSheet:
    """The lines of a page so far, and the numbers that their sources have been given.

    `claims` says whether rival claims are spelled out.
    """

    def __init__(self, dataset: Dataset, width: int, *, claims: bool = True) -> None:
        self.lines: list[Line] = []
        self._sources = dataset.sources
        self._width = width
        self._claims = claims
        self._numbers = SourceNumbers(dataset)
        self._heading: str | None = None

    def text(self, spans: Iterable[Span]) -> None:
        """Add a paragraph without a label."""
        self.lines += wrap(spans, self._width)

    def head(self, heading: str) -> None:
        """Begin a section; its heading is added with its first row, if there is one."""
        self._heading = heading

    def row(
        self, label: str, spans: Sequence[Span], sources: Sequence[str] = (), *, hang: int = 0
    ) -> None:
        """Add a label and its text, then the numbers of its sources.

        Lines after the first are indented by `hang` more cells than the text.
        """
        if self._heading is not None:
            self.lines += [(), ((self._heading, "heading"),)]
            self._heading = None
        numbers = self._numbers.number(sources)
        indent = LABEL_WIDTH if self._width >= NARROW else 2
        line: list[Span] = [(f"{pad(label, indent - 1)} ", "label"), *spans]
        if numbers:
            line += [(f" [{','.join(map(str, numbers))}]", "dim")]
        self.lines += wrap(line, self._width, indent=indent + hang)

    def fact(self, label: str, fact: Fact[Any] | None, unit: str = "", said: str = "") -> None:
        """Add a row for the first claim of a fact, and one for each rival; nothing for None.

        `said` replaces the value if that alone would not say enough.
        """
        if fact is None:
            return
        claim = fact.claims[0]
        role: Role = "text" if isinstance(claim.value, Text) else "strong"
        spans: list[Span] = [(said or say_value(claim.value), role)]
        if unit:
            spans += [(f" {unit}", "dim")]
        if claim.inferred:
            spans += [inferred()]
        if fact.contested:
            spans += [(f" {CONTESTED_MARK}", "contested")]
        if claim.note:
            spans += [(f" · {claim.note.say()}", "dim")]
        self.row(label, spans, claim.sources)
        self.rivals(fact)

    def rivals(self, fact: Fact[Any]) -> None:
        """Add why the first claim of a contested fact is the one shown, and what the others say."""
        if not (self._claims and fact.contested):
            return
        first, *others = fact.claims
        if first.reason:
            self.row("", [(f"{tr('Preferred:')} ", "label"), (first.reason.say(), "dim")])
        for claim in others:
            spans: list[Span] = [(f"{CONTESTED_MARK} ", "contested")]
            spans += [(say_value(claim.value), "text"), (f", {self._publishers(claim)}", "dim")]
            if claim.inferred:
                spans += [inferred()]
            if claim.note:
                spans += [(f" · {claim.note.say()}", "dim")]
            self.row("", spans, claim.sources, hang=2)

    def note(self, note: Note) -> None:
        """Add a row for a note."""
        spans: list[Span] = [(note.text.say(), "text")]
        if note.inferred:
            spans += [inferred()]
        self.row("", spans, note.sources)

    def sources(self) -> None:
        """Add a section with all sources that have been given a number."""
        self.head(tr("Sources"))
        for number, source in self._numbers.all().items():
            spans: list[Span] = [(say_work(source), "text"), (f" ({source.language})", "dim")]
            if source.url:
                spans += [(f" {source.url}", "dim")]
            if source.note:
                spans += [(f" {source.note.say()}", "dim")]
            self.row(f"[{number}]", spans)

    def _publishers(self, claim: Claim[Any]) -> str:
        publishers = list(
            dict.fromkeys(self._sources[source].publisher for source in claim.sources)
        )
        names = semicolon().join(publishers)
        return tr_count("says {names}", "say {names}", len(publishers), names=names)


def say_value(value: Any) -> str:
    """Format the value of any fact."""
    match value:
        case Period():
            return say_period(value)
        case Amount():
            return say_amount(value)
        case Text():
            return value.say()
        case HandoverKind() | BaseKind():
            return say_term(value)
        case Ordinal():
            return say_ordinal(value)
        case Position():
            return _say_position(value)
        case tuple():
            return ", ".join(value)
        case int():
            return say_number(value)
        case _:
            return str(value)


def say_countries(codes: Iterable[str]) -> str:
    """Format the names of countries, given their codes, such as "Niger, Chad"."""
    return ", ".join(country_name(code) for code in codes)


def _say_position(position: Position) -> str:
    north = tr("N") if position.latitude >= 0 else tr("S")
    east = tr("E") if position.longitude >= 0 else tr("W")
    latitude = say_decimal(abs(position.latitude), 4)
    return f"{latitude}° {north}, {say_decimal(abs(position.longitude), 4)}° {east}"


def say_ordinal(ordinal: Ordinal) -> str:
    """Format an ordinal, such as "9th of 12"."""
    known = tr("1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th").split()
    number = ordinal.number
    said = known[number - 1] if number <= len(known) else tr("number {number}", number=number)
    return tr("{ordinal} of {total}", ordinal=said, total=ordinal.of) if ordinal.of else said
