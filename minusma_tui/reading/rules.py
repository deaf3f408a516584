"""Do the facts of a dataset fit together? One function a rule."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact
from minusma_tui.model.values import HandoverKind
from minusma_tui.reading.explain import suggest
from minusma_tui.reading.problems import Finding, Path

Rule = Callable[[Dataset], Iterator[Finding]]


def check_sources(dataset: Dataset) -> Iterator[Finding]:
    """Each cited source exists, and each source is cited."""
    cited: set[str] = set()
    records: tuple[str, ...] = ()
    for path, thing in _walk(dataset, ()):
        if isinstance(thing, Dataset | Fact) or not hasattr(thing, "sources"):
            continue
        sources: tuple[str, ...] = thing.sources
        if isinstance(thing, Claim) and sources == records:
            continue  # a bare value, which cites what its record does
        if not isinstance(thing, Claim):
            records = sources
        cited.update(sources)
        for index, source in enumerate(sources):
            if source not in dataset.sources:
                message = f"unknown source '{source}'{suggest(source, dataset.sources)}"
                yield Finding((*path, "sources", index), message)
    for source in dataset.sources:
        if source not in cited:
            message = f"source '{source}' is cited by no fact: cite it or remove it"
            yield Finding(("sources", source), message, key=True)


def check_events(dataset: Dataset) -> Iterator[Finding]:
    """Each base that an event names exists."""
    for index, event in enumerate(dataset.events):
        for place, base in enumerate(event.bases):
            if base not in dataset.bases:
                message = f"unknown base '{base}'{suggest(base, dataset.bases)}"
                yield Finding(("events", index, "bases", place), message)


def check_countries(dataset: Dataset) -> Iterator[Finding]:
    """Country codes are those of ISO 3166-1 alpha-3."""
    import pycountry  # noqa: PLC0415  # the names of the world are not wanted by every reader

    codes = {country.alpha_3 for country in pycountry.countries}
    # Of 249 codes of three letters some is near anything: only one that is in use is meant.
    used = codes & {code for _, code in _country_codes(dataset)}
    for path, code in _country_codes(dataset):
        if code not in codes:
            message = f"unknown country code '{code}' (ISO 3166-1 alpha-3){suggest(code, used)}"
            # The codes of a table are its keys, those of an array its values.
            yield Finding(path, message, key=path[-1] == code)


def check_regions(dataset: Dataset) -> Iterator[Finding]:
    """Region codes are those of ISO 3166-2 for the host state."""
    import pycountry  # noqa: PLC0415

    host = pycountry.countries.get(alpha_3=dataset.mission.host_state)
    if host is None:
        return
    regions = {
        region.code for region in pycountry.subdivisions if region.country_code == host.alpha_2
    }
    for base in dataset.bases.values():
        for index, claim in enumerate(base.iso_3166_2.claims if base.iso_3166_2 else ()):
            if claim.value not in regions:
                message = f"'{claim.value}' is no ISO 3166-2 code of {host.name}"
                path = ("bases", base.id, "iso_3166_2", index, "value")
                yield Finding(path, message + suggest(claim.value, sorted(regions)))


def _country_codes(dataset: Dataset) -> Iterator[tuple[Path, str]]:
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
    for path, thing in _walk(dataset, ()):
        if not isinstance(thing, Fact):
            continue
        if thing.contested and thing.claims[0].reason is None:
            yield Finding((*path, 0), "missing 'reason': why is this claim the one shown?")
        seen: list[object] = []
        for index, claim in enumerate(thing.claims):
            if claim.reason is not None and (index or not thing.contested):
                message = "'reason' is for the first of several claims: use 'note'"
                yield Finding((*path, index, "reason"), message, key=True)
            if claim.value in seen:
                message = "the same claim twice: join their sources"
                yield Finding((*path, index, "value"), message)
            seen.append(claim.value)


def check_handovers(dataset: Dataset) -> Iterator[Finding]:
    """A handover that was signed has a date, one that was not has none."""
    for base in dataset.bases.values():
        handover = base.handover
        if handover is None:
            continue
        path: Path = ("bases", base.id, "handover")
        if handover.kind.value is HandoverKind.UNSIGNED:
            for name in ("date", "by", "to", "present"):
                if getattr(handover, name) is not None:
                    message = f"an unsigned handover has no '{name}': expected another kind"
                    yield Finding((*path, name), message, key=True)
        elif handover.date is None:
            yield Finding(path, "missing 'date': expected the day of the handover", key=True)


def check_order(dataset: Dataset) -> Iterator[Finding]:
    """What must come first does."""
    mission = dataset.mission
    if not mission.as_of.exact:
        yield Finding(("mission", "as_of"), f"expected one exact day, found '{mission.as_of}'")
    steps = [("mission", name) for name in ("created", "mandate_ended", "deadline")]
    yield from _in_order([(step, getattr(mission, step[1])) for step in steps])
    created = (("mission", "created"), mission.created)
    for base in dataset.bases.values():
        path: Path = ("bases", base.id)
        handover = base.handover.date if base.handover else None
        left = ((*path, "departed"), base.departed)
        signed = ((*path, "handover", "date"), handover)
        opened = ((*path, "opened"), base.opened)
        arrived = ((*path, "convoy", "arrived"), base.convoy.arrived if base.convoy else None)
        for pair in ([opened, left], [opened, signed], [left, arrived]):
            yield from _in_order(pair)
        for closed in (left, signed):
            yield from _in_order([created, closed])


def check_numbers(dataset: Dataset) -> Iterator[Finding]:
    """Counts agree with what they count."""
    counted = sum(base.counted for base in dataset.bases.values())
    claimed = dataset.mission.counted_bases.value
    if claimed != counted:
        message = f"says {claimed}, but {counted} bases are counted: mend it or a 'counted' key"
        yield Finding(("mission", "counted_bases", 0, "value"), message)
    for index, figure in enumerate(dataset.personnel):
        total = dataset.mission.personnel.get(figure.scope)
        if total and figure.departed.value.number > total.value.number:
            message = f"more than the {total.value} whom the withdrawal concerns"
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


def _in_order(steps: list[tuple[Path, Fact[Period] | None]]) -> Iterator[Finding]:
    """Complain of each period that lies wholly before the one it follows."""
    known = [(path, fact.value) for path, fact in steps if fact is not None]
    for (earlier_path, earlier), (path, later) in pairwise(known):
        if later.last_day < earlier.first_day:
            message = f"{later} is before '{earlier_path[-1]}', {earlier}"
            yield Finding((*path, 0, "value"), message)


def _walk(thing: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Every record and fact with its path."""
    if isinstance(thing, Fact):
        yield path, thing
        thing = thing.claims
    if isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from _walk(item, (*path, index))
    elif isinstance(thing, Mapping):
        for key, item in thing.items():
            yield from _walk(item, (*path, key))
    elif dataclasses.is_dataclass(thing):
        yield path, thing
        for field in dataclasses.fields(thing):
            yield from _walk(getattr(thing, field.name), (*path, field.name))
