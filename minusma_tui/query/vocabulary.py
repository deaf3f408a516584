"""Which words does a dataset know, and what is written about each base?

Everything is folded once a dataset and only when a query first asks for it.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
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


@lru_cache(maxsize=2)
def vocabulary_of(dataset: Dataset) -> "Vocabulary":
    """The one of a dataset, so that nothing is folded twice."""
    return Vocabulary(dataset)


class Vocabulary:
    """What a filter can be about in one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._bases = dataset.bases
        self._events = dataset.events
        self._sources = dataset.sources

    def prepare(self) -> None:
        """Fold what the first words typed into a filter are looked for in."""
        _ = self.listed_names, self.regions, self.country_codes, self.countries

    @cached_property
    def names(self) -> dict[str, str]:
        """By base: the folded text that a plain word is looked for in."""
        return {base.id: _join(map(fold, self._named(base))) for base in self._bases.values()}

    @cached_property
    def listed_names(self) -> Names:
        """The same by the place of the base in the dataset, to find all that have a word."""
        return Names(tuple(self.names.values()))

    @cached_property
    def texts(self) -> dict[str, str]:
        """By base: everything else that people can read of it, folded."""
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
        """Every region by its folded self: the names in alphabetical order, then the codes."""
        bases = self._bases.values()
        names = {name for base in bases if base.region for name in _every(base.region.value)}
        codes = {base.iso_3166_2.value for base in bases if base.iso_3166_2}
        return {fold(way): way for way in [*sorted(names, key=fold), *sorted(codes)]}

    @cached_property
    def region_ways(self) -> dict[str, frozenset[str]]:
        """By base: each folded way to write its region, its code too."""
        return {base.id: frozenset(map(fold, _region_ways(base))) for base in self._bases.values()}

    @cached_property
    def countries(self) -> dict[str, str]:
        """Every troop-contributing country by its folded self: the codes, then the names."""
        # English comes last, so that of Bénin and Benin it stays.
        names = [name for code in self._codes for name in reversed(_country_names(code))]
        return {fold(way): way for way in [*self._codes, *sorted(names, key=fold)]}

    @cached_property
    def country_codes(self) -> dict[str, str]:
        """The code of every troop-contributing country, by its folded code and names."""
        return {fold(way): code for code in self._codes for way in (code, *_country_names(code))}

    @property
    def _codes(self) -> list[str]:
        return sorted(frozenset().union(*self.contingents.values()))

    @cached_property
    def contingents(self) -> dict[str, frozenset[str]]:
        """By base: the codes of the countries that any claim names."""
        return {base.id: frozenset(_countries(base)) for base in self._bases.values()}

    @cached_property
    def sources(self) -> dict[str, frozenset[str]]:
        """By base: the ids of its sources."""
        ids = {base.id: sources_of(base) for base in self._bases.values()}
        for event in self._events:
            for base_id in event.bases:
                ids[base_id] += sources_of(event)
        return {base_id: frozenset(cited) for base_id, cited in ids.items()}

    @cached_property
    def source_names(self) -> SourceNames:
        """What one may call each source, those too that only facts of the mission cite."""
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
    # A line break is in no query, so that nothing matches across two texts. Most names are the
    # same in every language.
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
    """Every text of a base but the name, region and cercle that it is listed with."""
    for path, text in _texts(base):
        if path not in _LISTED:
            yield from _every(text)
    for words in (base.other_names, base.convoy.route if base.convoy else None):
        for claim in words.claims if words else ():
            yield from claim.value


def _texts(record: object) -> Iterator[tuple[KeyPath, Text]]:
    """Every text in a record with its path."""
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
