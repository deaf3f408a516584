"""The rules by which the facts of a dataset fit together, one function each.

A dataset with errors is checked too: it may have None wherever something is missing or wrong, and
its `Gaps` say what a rule cannot know.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from minusma_tui.language import countries
from minusma_tui.language.catalogue import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Fact
from minusma_tui.model.values import HandoverKind
from minusma_tui.model.walk import KeyPath, walk
from minusma_tui.reading.gaps import Gaps
from minusma_tui.reading.messages import ask_for, suggest
from minusma_tui.reading.problems import Finding

MAX_SUGGESTIONS = 100
"""The most unknown names for which a similar one is looked up; more were not mistyped."""

T = TypeVar("T")
Rule = Callable[[Dataset, Gaps], Iterator[Finding]]


def check_sources(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Check that each cited source exists and each source is cited."""
    if dataset.sources is None:
        return
    yield from _unknown_sources(dataset, gaps)
    cited = _survey(dataset).cited | gaps.cited
    for source in dataset.sources:
        if source not in cited:
            message = tr("source '{source}' is not cited: cite it or remove it", source=source)
            yield Finding(("sources", source), message, key=True)


def _unknown_sources(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    suggest_source = _suggester(dataset.sources)
    is_unknown = _unknown(dataset.sources, gaps)
    for path, sources in _citations(dataset):
        for index, source in enumerate(sources):
            if source is not None and is_unknown(source):
                said = tr("unknown source '{source}'", source=source)
                yield Finding((*path, "sources", index), said + suggest_source(source))


def _citations(dataset: Dataset) -> Iterator[tuple[KeyPath, Sequence[str | None]]]:
    """The sources of each record and claim that cites one that does not exist, with its path."""
    of_record: dict[KeyPath, Sequence[str | None]] = {}
    for path, thing in _survey(dataset).astray:
        if not isinstance(thing, Fact):
            of_record[path] = thing.sources
            yield path, thing.sources
            continue
        for index, claim in enumerate(thing.claims):
            # A bare value cites the sources of its record.
            if claim.sources and claim.sources != of_record.get(path[:-1]):
                yield (*path, index), claim.sources


def check_events(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Check that each base that an event names exists."""
    if dataset.bases is None:
        return
    suggest_base = _suggester(dataset.bases)
    is_unknown = _unknown(dataset.bases, gaps)
    for index, event in _numbered(dataset.events):
        for place, base in _numbered(event.bases):
            if is_unknown(base):
                message = tr("unknown base '{base}'", base=base) + suggest_base(base)
                yield Finding(("events", index, "bases", place), message)


def check_countries(dataset: Dataset, _gaps: Gaps) -> Iterator[Finding]:
    """Check that country codes are in ISO 3166-1 alpha-3."""
    names = countries.names()
    if all(code in names for code in _codes(dataset)):
        return
    # Among 249 codes of three letters, one is near to anything: suggest only codes that the
    # dataset uses, or countries whose names begin with the letters.
    used = names.keys() & {code for _, code in _country_codes(dataset)}
    for path, code in _country_codes(dataset):
        if code not in names:
            begun = [f"'{a3}' ({name})" for a3, name in names.items() if _begins(name, code)]
            named = ask_for(f" {tr('or')} ".join(begun)) if begun else ""
            message = tr("unknown country code '{code}' (ISO 3166-1 alpha-3)", code=code)
            # A path that ends in the code is that of a key of `by_country`.
            yield Finding(path, message + (suggest(code, used) or named), key=path[-1] == code)


def _begins(name: str, code: str) -> bool:
    return name.casefold().startswith(code.casefold())


def check_regions(dataset: Dataset, _gaps: Gaps) -> Iterator[Finding]:
    """Check that region codes are in ISO 3166-2 for the host state."""
    host = dataset.mission.host_state if dataset.mission else None
    if host is None:
        return
    for base_id, base in _bases(dataset):
        for index, code in _values(base.iso_3166_2):
            regions = countries.regions(host)  # read from a file when first needed
            if regions and code not in regions:
                message = tr(
                    "'{value}' is not an ISO 3166-2 code of {country}",
                    value=code,
                    country=countries.names()[host],
                )
                path = ("bases", base_id, "iso_3166_2", index, "value")
                yield Finding(path, message + suggest(code, sorted(regions)))


def _codes(dataset: Dataset) -> Iterator[str]:
    if dataset.mission and dataset.mission.host_state is not None:
        yield dataset.mission.host_state
    for _, base in _bases(dataset):
        for _, codes in _values(base.contingents):
            yield from codes
        for _, strength in _numbered(base.strengths):
            yield from strength.by_country


def _country_codes(dataset: Dataset) -> Iterator[tuple[KeyPath, str]]:
    if dataset.mission and dataset.mission.host_state is not None:
        yield ("mission", "host_state"), dataset.mission.host_state
    for base_id, base in _bases(dataset):
        for index, codes in _values(base.contingents):
            for place, code in _numbered(codes):
                yield ("bases", base_id, "contingents", index, "value", place), code
        for index, strength in _numbered(base.strengths):
            for code in strength.by_country:
                yield ("bases", base_id, "strengths", index, "by_country", code), code


def check_claims(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Check that several claims differ, and that the first, and no other, has a reason."""
    for path, fact in _survey(dataset).weighed:
        yield from _compare_claims(fact, path, gaps)


def _compare_claims(fact: Fact[Any], path: KeyPath, gaps: Gaps) -> Iterator[Finding]:
    """Find what is wrong between the claims of one fact."""
    claims = fact.claims
    if fact.contested and claims[0].reason is None and (*path, 0, "reason") not in gaps.unread:
        yield Finding((*path, 0), tr("missing 'reason': say why this claim is the one shown"))
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.reason is not None and (index or not fact.contested):
            message = tr("'reason' is for the first of several claims: use 'note'")
            yield Finding((*path, index, "reason"), message, key=True)
        value = repr(claim.value)  # records compare by identity, their text does not
        place = (*path, index, "value")
        if value in seen and not any(gap[: len(place)] == place for gap in gaps.unread):
            yield Finding(place, tr("the same claim twice: join their sources"))
        seen.add(value)


def check_handovers(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Check that a handover has a date, but an unsigned one no date, `by`, `to` or `present`."""
    for base_id, base in _bases(dataset):
        handover = base.handover
        kind = _shown(handover.kind) if handover else None
        if handover is None or kind is None:
            continue
        path: KeyPath = ("bases", base_id, "handover")
        if kind is HandoverKind.UNSIGNED:
            for name in ("date", "by", "to", "present"):
                if getattr(handover, name) is not None:
                    message = tr(
                        "an unsigned handover has no '{name}': choose another kind", name=name
                    )
                    yield Finding((*path, name), message, key=True)
        elif handover.date is None and (*path, "date") not in gaps.unread:
            yield Finding(path, tr("missing 'date': expected the day of the handover"), key=True)


Steps = Mapping[str, Fact[Period] | None]
MISSION_ORDER = (
    ("created", "mandate_ended"),
    ("created", "deadline"),
    ("mandate_ended", "deadline"),
)
BASE_ORDER = (
    ("opened", "departed"),
    ("opened", "handover.date"),
    ("departed", "convoy.arrived"),
    ("created", "departed"),
    ("created", "handover.date"),
)
"""Pairs of facts; the second cannot lie wholly before the first."""


def check_order(dataset: Dataset, _gaps: Gaps) -> Iterator[Finding]:
    """Check that dates are in order, and that `as_of` is one exact day."""
    mission = dataset.mission
    if mission is not None:
        if mission.as_of is not None and not mission.as_of.exact:
            message = tr("expected one exact day, found '{as_of}'", as_of=mission.as_of)
            yield Finding(("mission", "as_of"), message)
        steps: Steps = {
            "created": mission.created,
            "mandate_ended": mission.mandate_ended,
            "deadline": mission.deadline,
        }
        yield from _in_order(("mission",), steps, MISSION_ORDER)
    for base_id, base in _bases(dataset):
        steps = {
            "created": mission.created if mission else None,
            "opened": base.opened,
            "departed": base.departed,
            "handover.date": base.handed_over,
            "convoy.arrived": base.convoy.arrived if base.convoy else None,
        }
        yield from _in_order(("bases", base_id), steps, BASE_ORDER)


def _in_order(place: KeyPath, steps: Steps, order: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield a finding for each period that lies wholly before one that it must follow."""
    for before, after in order:
        earlier, later = _shown(steps[before]), _shown(steps[after])
        if earlier and later and later.last_day < earlier.first_day:
            message = tr(
                "{later} is before '{name}', {earlier}", later=later, name=before, earlier=earlier
            )
            yield Finding((*place, *after.split("."), 0, "value"), message)


def check_numbers(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Check that `counted_bases` is the number of counted bases, and figures are within totals."""
    mission = dataset.mission
    if mission is None:
        return
    claimed = _shown(mission.counted_bases)
    if claimed is not None and _knows_what_counts(dataset, gaps):
        counted = sum(base.counted for base in dataset.bases.values())
        if claimed != counted:
            message = tr(
                "says {claimed}, but the counted bases number {counted}: "
                "correct it, or the 'counted' of a base",
                claimed=claimed,
                counted=counted,
            )
            yield Finding(("mission", "counted_bases", 0, "value"), message)
    for index, figure in _numbered(dataset.personnel):
        departed, total = _shown(figure.departed), _shown(mission.personnel.get(figure.scope))
        if departed and total and departed.number > total.number:
            message = tr(
                "{figure} exceeds 'personnel.{scope}', {total}",
                figure=departed,
                scope=figure.scope,
                total=total,
            )
            yield Finding(("personnel", index, "departed", 0, "value"), message)


def _knows_what_counts(dataset: Dataset, gaps: Gaps) -> bool:
    """Whether every base could be read, with its `counted`."""
    if dataset.bases is None or ("bases",) in gaps.unread:
        return False
    return not any(
        base is None or ("bases", base_id, "counted") in gaps.unread
        for base_id, base in dataset.bases.items()
    )


RULES: tuple[Rule, ...] = (
    check_sources,
    check_events,
    check_countries,
    check_regions,
    check_claims,
    check_handovers,
    check_order,
    check_numbers,
)


def check(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Yield the findings of all rules, except those about values that could not be read."""
    found = (finding for rule in RULES for finding in rule(dataset, gaps))
    return (finding for finding in found if finding.path not in gaps.unread)


def _bases(dataset: Dataset) -> Iterator[tuple[str, Base]]:
    """The bases that could be read, with their ids."""
    bases = dataset.bases or {}
    return ((base_id, base) for base_id, base in bases.items() if base is not None)


def _numbered(things: Sequence[T] | None) -> Iterator[tuple[int, T]]:
    """The items that could be read, with their indexes."""
    return ((index, thing) for index, thing in enumerate(things or ()) if thing is not None)


def _values(fact: Fact[T] | None) -> Iterator[tuple[int, T]]:
    """The values of the claims that could be read, with their indexes."""
    claims = fact.claims if fact else ()
    return ((index, claim.value) for index, claim in enumerate(claims) if claim.value is not None)


def _shown(fact: Fact[T] | None) -> T | None:
    """The value of the first claim, if it could be read."""
    return fact.value if fact else None


def _suggester(known: Collection[str]) -> Callable[[str], str]:
    """A `suggest` that caches its answers, and gives none after MAX_SUGGESTIONS names."""
    known_so_far: dict[str, str] = {}

    def suggest_once(wrong: str) -> str:
        if wrong not in known_so_far and len(known_so_far) < MAX_SUGGESTIONS:
            known_so_far[wrong] = suggest(wrong, known)
        return known_so_far.get(wrong, "")

    return suggest_once


def _unknown(known: Collection[str], gaps: Gaps) -> Callable[[str], bool]:
    """A test whether an id is unknown, and not like one that was declared with an error."""
    declared = _suggester(gaps.declared)
    return lambda name: name not in known and name not in gaps.declared and not declared(name)


class _Survey(NamedTuple):
    """What one walk over a dataset finds for the rules that look at every record or fact."""

    cited: frozenset[str]
    """The ids of all cited sources."""
    astray: tuple[tuple[KeyPath, Any], ...]
    """Records and facts that cite a source that does not exist, a record before its facts."""
    weighed: tuple[tuple[KeyPath, Fact[Any]], ...]
    """Facts with several claims or with a reason for the first."""


@lru_cache(maxsize=1)
def _survey(dataset: Dataset) -> _Survey:
    known = (dataset.sources or {}).keys()
    cited: set[str] = set()
    sound: set[tuple[str, ...]] = set()
    astray: list[tuple[KeyPath, Any]] = []
    weighed: list[tuple[KeyPath, Fact[Any]]] = []
    for path, thing in walk(dataset):
        if type(thing) is Fact:
            claims = thing.claims
            if len(claims) > 1 or claims[0].reason is not None:
                weighed.append((path, thing))
            citing = claims
        elif not path:  # the sources of the dataset itself are declared, not cited
            continue
        else:
            citing = (thing,)
        for one in citing:
            sources = getattr(one, "sources", None)
            if sources and sources not in sound:
                cited.update(sources)
                if known >= set(sources):
                    sound.add(sources)
                elif (path, thing) not in astray[-1:]:
                    astray.append((path, thing))
    return _Survey(frozenset(cited), tuple(astray), tuple(weighed))
