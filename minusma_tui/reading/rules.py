"""Do the facts of a dataset fit together? One function a rule."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from minusma_tui import countries
from minusma_tui.language import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact, is_record
from minusma_tui.model.values import HandoverKind
from minusma_tui.reading.explain import ask_for, suggest
from minusma_tui.reading.problems import Finding
from minusma_tui.reading.problems import Path as Place

MOST_SUGGESTIONS = 100
"""Unknown names in one dataset; whoever has more did not mistype them."""

Rule = Callable[[Dataset], Iterator[Finding]]


def check_sources(dataset: Dataset) -> Iterator[Finding]:
    """Each cited source exists, and each source is cited."""
    yield from _unknown_sources(dataset)
    cited = _survey(dataset).cited
    for source in dataset.sources:
        if source not in cited:
            message = tr(
                "source '{source}' is cited by no fact: cite it or remove it", source=source
            )
            yield Finding(("sources", source), message, key=True)


def _unknown_sources(dataset: Dataset) -> Iterator[Finding]:
    suggest_source = _suggester(dataset.sources)
    for part in _survey(dataset).astray:
        of_record: dict[Place, tuple[str, ...]] = {}
        for path, thing in _walk(*part):
            if isinstance(thing, Fact) or not hasattr(thing, "sources"):
                continue
            sources: tuple[str, ...] = thing.sources
            if not isinstance(thing, Claim):
                of_record[path] = sources
            elif sources == of_record.get(path[:-2]):
                continue  # a bare value, which cites what its record does
            for index, source in enumerate(sources):
                if source not in dataset.sources:
                    said = tr("unknown source '{source}'", source=source)
                    yield Finding((*path, "sources", index), said + suggest_source(source))


def check_events(dataset: Dataset) -> Iterator[Finding]:
    """Each base that an event names exists."""
    suggest_base = _suggester(dataset.bases)
    for index, event in enumerate(dataset.events):
        for place, base in enumerate(event.bases):
            if base not in dataset.bases:
                message = tr("unknown base '{base}'", base=base) + suggest_base(base)
                yield Finding(("events", index, "bases", place), message)


def check_countries(dataset: Dataset) -> Iterator[Finding]:
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


def check_regions(dataset: Dataset) -> Iterator[Finding]:
    """Region codes are those of ISO 3166-2 for the host state."""
    host = dataset.mission.host_state
    if host is None:
        return
    for base in dataset.bases.values():
        for index, claim in enumerate(base.iso_3166_2.claims if base.iso_3166_2 else ()):
            regions = countries.regions(host)  # of a table that is read only where it is needed
            if regions and claim.value not in regions:
                message = tr(
                    "'{value}' is no ISO 3166-2 code of {country}",
                    value=claim.value,
                    country=countries.names()[host],
                )
                path = ("bases", base.id, "iso_3166_2", index, "value")
                yield Finding(path, message + suggest(claim.value, sorted(regions)))


def _codes(dataset: Dataset) -> Iterator[str]:
    if dataset.mission.host_state is not None:
        yield dataset.mission.host_state
    for base in dataset.bases.values():
        for claim in base.contingents.claims if base.contingents else ():
            yield from claim.value
        for strength in base.strengths:
            yield from strength.by_country


def _country_codes(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    if dataset.mission.host_state is not None:
        yield ("mission", "host_state"), dataset.mission.host_state
    for base in dataset.bases.values():
        for index, claim in enumerate(base.contingents.claims if base.contingents else ()):
            for place, code in enumerate(claim.value):
                yield ("bases", base.id, "contingents", index, "value", place), code
        for index, strength in enumerate(base.strengths):
            for code in strength.by_country:
                yield ("bases", base.id, "strengths", index, "by_country", code), code


def check_claims(dataset: Dataset) -> Iterator[Finding]:
    """Several claims differ, and the first of them, and only it, says why it is shown."""
    for part in _survey(dataset).clashing:
        for path, thing in _walk(*part):
            if isinstance(thing, Fact):
                for found in _compare_claims(thing):
                    yield Finding((*path, *found.path), found.message, key=found.key)


def _compare_claims(fact: Fact[Any]) -> list[Finding]:
    """What is wrong between the claims of one fact; its paths begin inside the fact."""
    claims = fact.claims
    found: list[Finding] = []
    if fact.contested and claims[0].reason is None:
        found.append(Finding((0,), tr("missing 'reason': why is this claim the one shown?")))
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.reason is not None and (index or not fact.contested):
            message = tr("'reason' is for the first of several claims: use 'note'")
            found.append(Finding((index, "reason"), message, key=True))
        value = repr(claim.value)  # records compare by identity, what they print does not
        if value in seen:
            found.append(Finding((index, "value"), tr("the same claim twice: join their sources")))
        seen.add(value)
    return found


def check_handovers(dataset: Dataset) -> Iterator[Finding]:
    """A handover that was signed has a date, one that was not has none."""
    for base in dataset.bases.values():
        handover = base.handover
        if handover is None:
            continue
        path: Place = ("bases", base.id, "handover")
        if handover.kind.value is HandoverKind.UNSIGNED:
            for name in ("date", "by", "to", "present"):
                if getattr(handover, name) is not None:
                    message = tr(
                        "an unsigned handover has no '{name}': expected another kind", name=name
                    )
                    yield Finding((*path, name), message, key=True)
        elif handover.date is None:
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


def check_order(dataset: Dataset) -> Iterator[Finding]:
    """What must come first does."""
    mission = dataset.mission
    if not mission.as_of.exact:
        yield Finding(
            ("mission", "as_of"), tr("expected one exact day, found '{as_of}'", as_of=mission.as_of)
        )
    steps: Steps = {
        "created": mission.created,
        "mandate_ended": mission.mandate_ended,
        "deadline": mission.deadline,
    }
    yield from _in_order(("mission",), steps, MISSION_ORDER)
    for base in dataset.bases.values():
        steps = {
            "created": mission.created,
            "opened": base.opened,
            "departed": base.departed,
            "handover.date": base.handed_over,
            "convoy.arrived": base.convoy.arrived if base.convoy else None,
        }
        yield from _in_order(("bases", base.id), steps, BASE_ORDER)


def _in_order(place: Place, steps: Steps, order: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Complain of each period that lies wholly before one that it follows."""
    for before, after in order:
        earlier, later = steps[before], steps[after]
        if earlier and later and later.value.last_day < earlier.value.first_day:
            message = tr(
                "{later} is before '{name}', {earlier}",
                later=later.value,
                name=before,
                earlier=earlier.value,
            )
            yield Finding((*place, *after.split("."), 0, "value"), message)


def check_numbers(dataset: Dataset) -> Iterator[Finding]:
    """Counts agree with what they count."""
    counted = sum(base.counted for base in dataset.bases.values())
    claimed = dataset.mission.counted_bases.value
    if claimed != counted:
        message = tr(
            "says {claimed}, but the number of counted bases is {counted}: "
            "mend it, or the 'counted' of a base",
            claimed=claimed,
            counted=counted,
        )
        yield Finding(("mission", "counted_bases", 0, "value"), message)
    for index, figure in enumerate(dataset.personnel):
        total = dataset.mission.personnel.get(figure.scope)
        if total and figure.departed.value.number > total.value.number:
            message = tr(
                "{figure} exceeds 'personnel.{scope}', {total}",
                figure=figure.departed.value,
                scope=figure.scope,
                total=total.value,
            )
            yield Finding(("personnel", index, "departed", 0, "value"), message)


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


def check(dataset: Dataset) -> Iterator[Finding]:
    """All that the rules find, one after the other."""
    return (found for rule in RULES for found in rule(dataset))


def _suggester(known: Collection[str]) -> Callable[[str], str]:
    """A `suggest` that asks once a name, and gives up where too many are unknown."""
    known_so_far: dict[str, str] = {}

    def suggest_once(wrong: str) -> str:
        if wrong not in known_so_far and len(known_so_far) < MOST_SUGGESTIONS:
            known_so_far[wrong] = suggest(wrong, known)
        return known_so_far.get(wrong, "")

    return suggest_once


Located = tuple[Place, object]
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
    for part in _parts(dataset):
        here: set[str] = set()
        clash = False
        waiting: list[Any] = [part[1]]
        while waiting:
            thing = waiting.pop()
            if type(thing) is Fact:
                claims = thing.claims
                for claim in claims:
                    here.update(claim.sources)
                if len(claims) > 1 or claims[0].reason is not None:
                    clash = clash or bool(_compare_claims(thing))
            elif isinstance(thing, tuple):
                waiting += thing
            elif isinstance(thing, Mapping):
                waiting += thing.values()
            else:
                here.update(getattr(thing, "sources", ()))
                waiting += filter(None, _reader(thing.__class__)(thing))
        cited |= here
        if not here <= dataset.sources.keys():
            astray.append(part)
        if clash:
            clashing.append(part)
    return _Survey(frozenset(cited), tuple(astray), tuple(clashing))


def _parts(dataset: Dataset) -> Iterator[Located]:
    for name in _fields(dataset):
        match getattr(dataset, name):
            case tuple(records):
                yield from (((name, index), record) for index, record in enumerate(records))
            case Mapping() as records:
                yield from (((name, key), record) for key, record in records.items())
            case record if is_record(type(record)):
                yield (name,), record


def _walk(path: Place, thing: object) -> Iterator[tuple[Place, object]]:
    """Every record and fact in a part with its path, a record before what is in it."""
    waiting: list[tuple[Place, object]] = [(path, thing)]
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
