"""Rules by which the facts of a dataset fit together, one function each.

A dataset of which not everything could be read is looked at, too: it may have None wherever
something is missing or wrong, and its `Gaps` tell what a rule cannot know.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from minusma_tui.language import countries
from minusma_tui.language.catalogue import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Claim, Fact, is_record
from minusma_tui.model.values import HandoverKind
from minusma_tui.reading.gaps import Gaps
from minusma_tui.reading.messages import ask_for, suggest
from minusma_tui.reading.problems import Finding, KeyPath

MAX_SUGGESTIONS = 100
"""Unknown names in one dataset; whoever has more did not mistype them."""

T = TypeVar("T")
Rule = Callable[[Dataset, Gaps], Iterator[Finding]]


def check_sources(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Each cited source exists, and each source is cited."""
    if dataset.sources is None:
        return
    yield from _unknown_sources(dataset, gaps)
    cited = _survey(dataset).cited | gaps.cited
    for source in dataset.sources:
        if source not in cited:
            message = tr(
                "source '{source}' is cited by no fact: cite it or remove it", source=source
            )
            yield Finding(("sources", source), message, key=True)


def _unknown_sources(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    suggest_source = _suggester(dataset.sources)
    is_unknown = _unknown(dataset.sources, gaps)
    for part in _survey(dataset).astray:
        of_record: dict[KeyPath, tuple[str, ...]] = {}
        for path, thing in _walk(*part):
            if isinstance(thing, Fact) or not hasattr(thing, "sources"):
                continue
            sources: tuple[str, ...] = thing.sources or ()
            if not isinstance(thing, Claim):
                of_record[path] = sources
            elif sources == of_record.get(path[:-2]):
                continue  # a bare value, which cites what its record does
            for index, source in enumerate(sources):
                if source is not None and is_unknown(source):
                    said = tr("unknown source '{source}'", source=source)
                    yield Finding((*path, "sources", index), said + suggest_source(source))


def check_events(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Each base that an event names exists."""
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
    """Country codes are those of ISO 3166-1 alpha-3."""
    names = countries.names()
    if all(code in names for code in _codes(dataset)):
        return
    # Of 249 codes of three letters some is near anything: one that is in use is meant, or
    # the beginning of a name.
    used = names.keys() & {code for _, code in _country_codes(dataset)}
    for path, code in _country_codes(dataset):
        if code not in names:
            begun = [f"'{a3}' ({name})" for a3, name in names.items() if _begins(name, code)]
            named = ask_for(f" {tr('or')} ".join(begun)) if begun else ""
            message = tr("unknown country code '{code}' (ISO 3166-1 alpha-3)", code=code)
            # The codes of a table are its keys, those of an array its values.
            yield Finding(path, message + (suggest(code, used) or named), key=path[-1] == code)


def _begins(name: str, code: str) -> bool:
    return name.casefold().startswith(code.casefold())


def check_regions(dataset: Dataset, _gaps: Gaps) -> Iterator[Finding]:
    """Region codes are those of ISO 3166-2 for the host state."""
    host = dataset.mission.host_state if dataset.mission else None
    if host is None:
        return
    for base_id, base in _bases(dataset):
        for index, code in _values(base.iso_3166_2):
            regions = countries.regions(host)  # of a table that is read only where it is needed
            if regions and code not in regions:
                message = tr(
                    "'{value}' is no ISO 3166-2 code of {country}",
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
    """Several claims differ, and the first of them, and only it, says why it is shown."""
    for part in _survey(dataset).clashing:
        for path, thing in _walk(*part):
            if isinstance(thing, Fact):
                yield from _compare_claims(thing, path, gaps)


def _compare_claims(fact: Fact[Any], path: KeyPath, gaps: Gaps) -> Iterator[Finding]:
    """What is wrong between the claims of one fact."""
    claims = fact.claims
    if fact.contested and claims[0].reason is None and (*path, 0, "reason") not in gaps.unread:
        yield Finding((*path, 0), tr("missing 'reason': why is this claim the one shown?"))
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.reason is not None and (index or not fact.contested):
            message = tr("'reason' is for the first of several claims: use 'note'")
            yield Finding((*path, index, "reason"), message, key=True)
        value = repr(claim.value)  # records compare by identity, what they print does not
        place = (*path, index, "value")
        if value in seen and not any(gap[: len(place)] == place for gap in gaps.unread):
            yield Finding(place, tr("the same claim twice: join their sources"))
        seen.add(value)


def check_handovers(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """A handover that was signed has a date, one that was not has none."""
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
                        "an unsigned handover has no '{name}': expected another kind", name=name
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
"""What comes first, and what cannot lie wholly before it."""


def check_order(dataset: Dataset, _gaps: Gaps) -> Iterator[Finding]:
    """What must come first does."""
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
    """Complain of each period that lies wholly before one that it follows."""
    for before, after in order:
        earlier, later = _shown(steps[before]), _shown(steps[after])
        if earlier and later and later.last_day < earlier.first_day:
            message = tr(
                "{later} is before '{name}', {earlier}", later=later, name=before, earlier=earlier
            )
            yield Finding((*place, *after.split("."), 0, "value"), message)


def check_numbers(dataset: Dataset, gaps: Gaps) -> Iterator[Finding]:
    """Counts agree with what they count."""
    mission = dataset.mission
    if mission is None:
        return
    claimed = _shown(mission.counted_bases)
    if claimed is not None and _knows_what_counts(dataset, gaps):
        counted = sum(base.counted for base in dataset.bases.values())
        if claimed != counted:
            message = tr(
                "says {claimed}, but the number of counted bases is {counted}: "
                "mend it, or the 'counted' of a base",
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
    """Whether every base is there and says whether it counts."""
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
    """All that the rules find, one after the other, but of what could not be read."""
    found = (finding for rule in RULES for finding in rule(dataset, gaps))
    return (finding for finding in found if finding.path not in gaps.unread)


def _bases(dataset: Dataset) -> Iterator[tuple[str, Base]]:
    """The bases that could be read, with their ids."""
    bases = dataset.bases or {}
    return ((base_id, base) for base_id, base in bases.items() if base is not None)


def _numbered(things: Sequence[T] | None) -> Iterator[tuple[int, T]]:
    """Those that could be read, with their places."""
    return ((index, thing) for index, thing in enumerate(things or ()) if thing is not None)


def _values(fact: Fact[T] | None) -> Iterator[tuple[int, T]]:
    """The values of the claims that could be read, with their places."""
    claims = fact.claims if fact else ()
    return ((index, claim.value) for index, claim in enumerate(claims) if claim.value is not None)


def _shown(fact: Fact[T] | None) -> T | None:
    """The value of the first claim, if it could be read."""
    return fact.value if fact else None


def _suggester(known: Collection[str]) -> Callable[[str], str]:
    """A `suggest` that asks once a name, and gives up where too many are unknown."""
    known_so_far: dict[str, str] = {}

    def suggest_once(wrong: str) -> str:
        if wrong not in known_so_far and len(known_so_far) < MAX_SUGGESTIONS:
            known_so_far[wrong] = suggest(wrong, known)
        return known_so_far.get(wrong, "")

    return suggest_once


def _unknown(known: Collection[str], gaps: Gaps) -> Callable[[str], bool]:
    """Whether an id is not among the known ones, nor like one that was declared wrongly."""
    declared = _suggester(gaps.declared)
    return lambda name: name not in known and name not in gaps.declared and not declared(name)


Located = tuple[KeyPath, object]
"""A base, an event, a source, the mission, with its path."""


class _Survey(NamedTuple):
    """What one quick round through a dataset tells, without places: most have nothing to place."""

    cited: frozenset[str]
    """The ids of all cited sources."""
    astray: tuple[Located, ...]
    """What cites a source that is not there."""
    clashing: tuple[Located, ...]
    """Where something is wrong between the claims of some fact."""


@lru_cache(maxsize=1)
def _survey(dataset: Dataset) -> _Survey:
    cited: set[str] = set()
    astray, clashing = [], []
    known = (dataset.sources or {}).keys()
    for part in _parts(dataset):
        here: set[str] = set()
        clash = False
        waiting: list[Any] = [part[1]]
        while waiting:
            thing = waiting.pop()
            if type(thing) is Fact:
                claims = thing.claims
                for claim in claims:
                    here.update(claim.sources or ())
                if len(claims) > 1 or claims[0].reason is not None:
                    clash = clash or any(_compare_claims(thing, (), Gaps()))
            elif isinstance(thing, tuple):
                waiting += thing
            elif isinstance(thing, Mapping):
                waiting += thing.values()
            else:
                here.update(getattr(thing, "sources", None) or ())
                waiting += filter(None, _reader(thing.__class__)(thing))
        cited |= here
        if not here <= known:
            astray.append(part)
        if clash:
            clashing.append(part)
    return _Survey(frozenset(cited), tuple(astray), tuple(clashing))


def _parts(dataset: Dataset) -> Iterator[Located]:
    for name in _fields(dataset):
        match getattr(dataset, name):
            case tuple(records):
                yield from (((name, index), record) for index, record in _numbered(records))
            case Mapping() as records:
                yield from (
                    ((name, key), record) for key, record in records.items() if record is not None
                )
            case record if is_record(type(record)):
                yield (name,), record


def _walk(path: KeyPath, thing: object) -> Iterator[tuple[KeyPath, object]]:
    """Every record and fact in a part with its path, a record before what is in it."""
    waiting: list[tuple[KeyPath, object]] = [(path, thing)]
    while waiting:
        path, thing = waiting.pop()
        inside: Iterable[tuple[str | int, object]]
        if isinstance(thing, tuple):
            inside = enumerate(thing)
        elif isinstance(thing, Mapping):
            inside = thing.items()
        else:
            yield path, thing
            if isinstance(thing, Fact):
                inside = enumerate(thing.claims)
            else:
                inside = ((name, getattr(thing, name)) for name in _fields(thing))
        for step, part in inside:
            if isinstance(part, tuple | Fact | Mapping) or _fields(part):
                waiting.append(((*path, step), part))


def _fields(thing: object) -> list[str]:
    """The fields of a record; none of anything else, the values of facts included."""
    if not (is_record(type(thing)) and dataclasses.is_dataclass(thing)):
        return []
    return [field.name for field in dataclasses.fields(thing)]


@cache
def _reader(kind: type) -> Callable[[Any], tuple[object, ...]]:
    """Reads those fields of a record that records or facts can be in."""
    names = [name for name, hint in get_type_hints(kind).items() if _holds_records(hint)]
    if len(names) > 1:
        return attrgetter(*names)
    # The getter of one name gives no tuple.
    return lambda record: tuple(getattr(record, name) for name in names)


def _holds_records(hint: object) -> bool:
    kind = get_origin(hint) or hint
    if kind is Fact or is_record(kind):
        return True
    return any(_holds_records(part) for part in get_args(hint))
