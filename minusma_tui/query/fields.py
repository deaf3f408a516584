"""The fields of the filter: the values they take and what they test."""

import difflib
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from minusma_tui.chronology.standing import Standing
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.language.fold import fold, fold_lines
from minusma_tui.model.period import Period, parse_period
from minusma_tui.model.values import BaseKind, HandoverKind, Status
from minusma_tui.query.terms import Test
from minusma_tui.query.vocabulary import Vocabulary
from minusma_tui.reading.text import visible

MAX_NAMED = 6
"""How many possible values an error message lists."""


class UnknownValueError(Exception):
    """A value that its field does not accept; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the filter."""

    name: str
    expects: str
    """What a value means, in English."""
    example: str
    """A whole term; with `own_example` its value is a placeholder."""
    values: Callable[[Vocabulary], Iterable[str]]
    """The values to complete, as people write them; empty if any text is accepted."""
    make: Callable[[str, Vocabulary], Test]
    """Make the test of one value. Raises UnknownValueError, also for an empty value."""
    own_example: bool = False
    """Whether examples must take a value from the dataset, which accepts no others."""

    def example_in(self, vocabulary: Vocabulary) -> str:
        """Return a term that is valid for the dataset, or `example` if it has no value."""
        values = self.values(vocabulary) if self.own_example else ()
        value = next(iter(values), None)
        if value is None:
            return self.example
        return f'{self.name}:"{value}"' if " " in value else f"{self.name}:{value}"


def unknown(what: str, value: str, known: Iterable[str]) -> UnknownValueError:
    """Return the error for an unknown value.

    It lists the values that begin with it, or else the nearest value, or else some of all values.
    """
    what = tr(what)
    ways: dict[str, str] = {}
    for way in known:
        ways.setdefault(fold(way), way)
    if not ways:
        return UnknownValueError(tr("no base of this dataset has a {what}", what=what))
    longer = [way for folded, way in ways.items() if folded.startswith(fold(value))]
    if longer:
        return UnknownValueError(tr("expected {what}", what=name_some(longer)))
    # With a cutoff of 0.6, any two country codes that share two letters would be near.
    near = difflib.get_close_matches(fold(value), ways, n=1, cutoff=0.7)
    if near:
        return UnknownValueError(
            tr(
                "no {what} '{value}': did you mean '{nearest}'?",
                what=what,
                value=visible(value),
                nearest=ways[near[0]],
            )
        )
    return UnknownValueError(
        tr(
            "no {what} '{value}': expected {values}",
            what=what,
            value=visible(value),
            values=name_some(ways.values()),
        )
    )


def name_some(values: Iterable[str]) -> str:
    """Join the first MAX_NAMED values, such as "Gao, Kidal, Ménaka, …"."""
    named = list(values)
    more = ", …" if len(named) > MAX_NAMED else ""
    return ", ".join(named[:MAX_NAMED]) + more


def _regions(vocabulary: Vocabulary) -> Iterable[str]:
    return vocabulary.regions.values()


def _region(value: str, vocabulary: Vocabulary) -> Test:
    wanted = fold(value)
    if wanted not in vocabulary.regions:
        raise unknown(msg("region"), value, _regions(vocabulary))
    ways = vocabulary.region_ways
    return lambda standing: wanted in ways[standing.base.id]


def _choice(
    kinds: type[StrEnum], what: str, read: Callable[[Standing], StrEnum | None]
) -> tuple[Callable[[Vocabulary], list[str]], Callable[[str, Vocabulary], Test]]:
    """Return the `values` and the `make` of a field whose values are those of an enumeration."""
    # Hyphens and blanks are equivalent: the format has both, and a hyphen needs no quotes.
    known = {kind.value.replace(" ", "-"): kind for kind in kinds}

    def make(value: str, _vocabulary: Vocabulary) -> Test:
        hyphened = value.replace(" ", "-")
        wanted = known.get(fold(hyphened))
        if wanted is None:
            raise unknown(what, hyphened, known)
        return lambda standing: read(standing) is wanted

    return lambda _vocabulary: list(known), make


def _countries(vocabulary: Vocabulary) -> Iterable[str]:
    return vocabulary.countries.values()


def _contingent(value: str, vocabulary: Vocabulary) -> Test:
    code = vocabulary.country_codes.get(fold(value))
    if code is None:
        raise unknown(msg("contingent"), value, _countries(vocabulary))
    contingents = vocabulary.contingents
    return lambda standing: code in contingents[standing.base.id]


def _sources(vocabulary: Vocabulary) -> Iterable[str]:
    return vocabulary.source_names.offered


def _source(value: str, vocabulary: Vocabulary) -> Test:
    matching = vocabulary.source_names.matching(value)
    if not matching:
        raise unknown(msg("source"), value, vocabulary.source_names.nearest_first(value))
    sources = vocabulary.sources
    return lambda standing: not matching.isdisjoint(sources[standing.base.id])


def _contested(value: str, _vocabulary: Vocabulary) -> Test:
    answers = {"yes": True, "no": False}
    if fold(value) not in answers:
        raise UnknownValueError(tr("expected yes or no"))
    wanted = answers[fold(value)]
    return lambda standing: standing.contested is wanted


def _text(value: str, vocabulary: Vocabulary) -> Test:
    wanted = fold_lines(value)
    if not wanted:
        raise UnknownValueError(tr("expected a word, such as text:convoy"))
    texts = vocabulary.texts
    return lambda standing: wanted in texts[standing.base.id]


def _period(value: str) -> Period:
    try:
        return parse_period(value)
    except ValueError as error:
        raise UnknownValueError(str(error)) from None


def _after(value: str, _vocabulary: Vocabulary) -> Test:
    first_day = _period(value).first_day
    return lambda standing: (
        standing.closed_on is not None and standing.closed_on.last_day >= first_day
    )


def _before(value: str, _vocabulary: Vocabulary) -> Test:
    last_day = _period(value).last_day
    return lambda standing: (
        standing.closed_on is not None and standing.closed_on.first_day <= last_day
    )


_NUMBER = re.compile(r"\d{1,8}", re.ASCII)
COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def troops(sign: str, value: str) -> Test:
    """Return a test that compares the estimate of troops; it is false for a base without one."""
    if not _NUMBER.fullmatch(value):
        raise UnknownValueError(tr("expected a whole number, such as troops{sign}500", sign=sign))
    compare, number = COMPARE[sign], int(value)
    return lambda standing: standing.troops is not None and compare(standing.troops.number, number)


def _troops(value: str, _vocabulary: Vocabulary) -> Test:
    return troops("=", value)


def _anything(_vocabulary: Vocabulary) -> tuple[str, ...]:
    return ()


FIELDS = (
    Field(
        "region",
        msg("a region or its ISO 3166-2 code"),
        "region:NAME",
        _regions,
        _region,
        own_example=True,
    ),
    Field(
        "status",
        msg("how the base stands on the day"),
        "status:departed",
        *_choice(Status, msg("status"), lambda standing: standing.status),
    ),
    Field(
        "handover",
        msg("the kind of handover"),
        "handover:unsigned",
        *_choice(HandoverKind, msg("kind of handover"), lambda standing: standing.handover_kind),
    ),
    Field(
        "contingent",
        msg("a troop-contributing country, by code or name"),
        "contingent:COUNTRY",
        _countries,
        _contingent,
        own_example=True,
    ),
    Field(
        "kind",
        msg("the kind of base"),
        "kind:camp",
        *_choice(BaseKind, msg("kind of base"), lambda standing: standing.base.kind.value),
    ),
    Field(
        "source",
        msg("any source cited: id, publisher or title"),
        "source:ID",
        _sources,
        _source,
        own_example=True,
    ),
    Field(
        "contested",
        msg("yes if sources disagree on a listed value"),
        "contested:yes",
        lambda _vocabulary: ["yes", "no"],
        _contested,
    ),
    Field(
        "text", msg("a word in everything written about the base"), "text:convoy", _anything, _text
    ),
    Field("after", msg("closed on that day or later"), "after:2023-10-01", _anything, _after),
    Field("before", msg("closed on that day or earlier"), "before:2023-11", _anything, _before),
    Field(
        "troops",
        msg("an estimate of troops, with > >= < <= or ="),
        "troops>500",
        _anything,
        _troops,
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
