"""Which facts does each source support?"""

from collections import defaultdict
from dataclasses import dataclass

from minusma_tui.export.facts import facts, say_path
from minusma_tui.language.catalogue import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Source
from minusma_tui.model.walk import sources_of
from minusma_tui.model.wording import say_period


@dataclass(frozen=True, slots=True)
class Support:
    """One source and what it is cited for."""

    source: Source
    facts: dict[str, list[str]]
    """Names of facts, such as `handover date`, by what they are about: a base, the mission."""


def supports(dataset: Dataset) -> list[Support]:
    """Of every source, those cited for most facts first."""
    cited: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    records: list[tuple[str, object]] = [(dataset.mission.name, dataset.mission)]
    records += [(base.name.say(), base) for base in dataset.bases.values()]
    records += [
        (tr("event of {period}", period=say_period(one.date.value)), one) for one in dataset.events
    ]
    records += [
        (tr("figure of {period}", period=say_period(one.date)), one) for one in dataset.personnel
    ]
    for about, record in records:
        for source in sources_of(record):
            _ = cited[source][about]  # also where no single fact of the record cites it
        for path, fact in facts(record):
            name = say_path(path)
            for claim in fact.claims:
                for source in claim.sources:
                    names = cited[source][about]
                    if name not in names:
                        names.append(name)
    found = [Support(source, dict(cited[source.id])) for source in dataset.sources.values()]
    return sorted(found, key=lambda one: -sum(map(len, one.facts.values())))
