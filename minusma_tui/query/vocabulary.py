"""The words that a dataset knows and what is written about each base.

Everything is folded once for each dataset, when a query first needs it.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from minusma_tui.index.substrings import Names
from minusma_tui.language.fold import fold, fold_lines
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base, Fact
from minusma_tui.model.values import Text
from minusma_tui.model.walk import KeyPath, sources_of, walk
from minusma_tui.model.wording import country_name
from minusma_tui.query.sources import SourceNames

LANGUAGES = ("en", "fr")


class Vocabulary:
    """What a filter can refer to in one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._bases = dataset.bases
        self._events = dataset.events
        self._sources = dataset.sources

    def prepare(self) -> None:
        """Fold in advance what the first words typed into a filter are searched in."""
        _ = self.listed_names, self.regions, self.country_codes, self.countries

    @cached_property
    def names(self) -> dict[str, str]:
        """The folded text of each base in which plain words are searched, by id of the base."""
        return {base.id: _join(map(fold, self._named(base))) for base in self._bases.values()}

    @cached_property
    def listed_names(self) -> Names:
        """An index of the same texts, in the order of the dataset."""
        return Names(tuple(self.names.values()))

    @cached_property
    def texts(self) -> dict[str, str]:
        """All other texts that people can read about each base, folded, by id of the base."""
        about: dict[str, list[str]] = {base_id: [] for base_id in self._bases}
        for event in self._events:
            texts = [way for _, text in _texts(event) for way in _every(text)]
            for base_id in event.bases:
                about[base_id] += texts
        return {
            base.id: _join(map(fold_lines, chain(_written(base), about[base.id])))
            for base in self._bases.values()
        }

    @cached_property
    def regions(self) -> dict[str, str]:
        """Regions by their folded form: the names in alphabetical order, then the codes."""
        bases = self._bases.values()
        names = {name for base in bases if base.region for name in _every(base.region.value)}
        codes = {base.iso_3166_2.value for base in bases if base.iso_3166_2}
        return {fold(way): way for way in [*sorted(names, key=fold), *sorted(codes)]}

    @cached_property
    def region_ways(self) -> dict[str, frozenset[str]]:
        """The folded names and ISO 3166-2 code of the region of each base, by id of the base."""
        return {base.id: frozenset(map(fold, _region_ways(base))) for base in self._bases.values()}

    @cached_property
    def countries(self) -> dict[str, str]:
        """Troop-contributing countries by their folded form: the codes, then the names."""
        # Bénin and Benin fold to the same key; English comes last and so replaces French.
        names = [name for code in self._codes for name in reversed(_country_names(code))]
        return {fold(way): way for way in [*self._codes, *sorted(names, key=fold)]}

    @cached_property
    def country_codes(self) -> dict[str, str]:
        """The codes of the troop-contributing countries, by their folded codes and names."""
        return {fold(way): code for code in self._codes for way in (code, *_country_names(code))}

    @property
    def _codes(self) -> list[str]:
        return sorted(frozenset().union(*self.contingents.values()))

    @cached_property
    def contingents(self) -> dict[str, frozenset[str]]:
        """The codes of the contributing countries that any claim names, by id of the base."""
        return {base.id: frozenset(_countries(base)) for base in self._bases.values()}

    @cached_property
    def sources(self) -> dict[str, frozenset[str]]:
        """The ids of the sources cited for each base and its events, by id of the base."""
        ids = {base.id: sources_of(base) for base in self._bases.values()}
        for event in self._events:
            for base_id in event.bases:
                ids[base_id] += sources_of(event)
        return {base_id: frozenset(cited) for base_id, cited in ids.items()}

    @cached_property
    def source_names(self) -> SourceNames:
        """What each source can be called, including sources cited only for the mission."""
        return SourceNames([*self._sources, *chain(*self.sources.values())], self._sources)

    def _named(self, base: Base) -> Iterator[str]:
        yield from _every(base.name)
        for names in base.other_names.claims if base.other_names else ():
            yield from names.value
        for fact in (base.region, base.cercle):
            if fact is not None:
                yield from _every(fact.value)
        for code in sorted(_countries(base)):
            yield from (code, *_country_names(code))


def _join(folded: Iterable[str]) -> str:
    # No query has a line break, so nothing matches across two texts. Duplicates are removed, since
    # most names are the same in every language.
    return "\n".join(dict.fromkeys(folded))


def _region_ways(base: Base) -> Iterator[str]:
    if base.region is not None:
        yield from _every(base.region.value)
    if base.iso_3166_2 is not None:
        yield base.iso_3166_2.value


def _every(text: Text) -> list[str]:
    return list(text.by_language.values())


def _countries(base: Base) -> set[str]:
    codes: set[str] = set()
    for claim in base.contingents.claims if base.contingents else ():
        codes.update(claim.value)
    return codes


def _country_names(code: str) -> list[str]:
    return [country_name(code, language) for language in LANGUAGES]


_LISTED = {("name",), ("region", 0, "value"), ("cercle", 0, "value")}
"""The paths of the texts that a base is shown with in the list."""


def _written(base: Base) -> Iterator[str]:
    """Yield every text of a base except the name, region and cercle that it is listed with."""
    for path, text in _texts(base):
        if path not in _LISTED:
            yield from _every(text)
    for words in (base.other_names, base.convoy.route if base.convoy else None):
        for claim in words.claims if words else ():
            yield from claim.value


def _texts(record: object) -> Iterator[tuple[KeyPath, Text]]:
    """Yield every text in a record, at any depth, with its path."""
    for path, thing in walk(record):
        if isinstance(thing, Fact):
            for index, claim in enumerate(thing.claims):
                for name in ("value", "note", "reason"):
                    text = getattr(claim, name)
                    if isinstance(text, Text):
                        yield (*path, index, name), text
        else:
            for name in thing.__dataclass_fields__:
                text = getattr(thing, name)
                if isinstance(text, Text):
                    yield (*path, name), text
