"""The search for the sources of a dataset by id, publisher or title."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from minusma_tui.language.fold import fold, fold_lines
from minusma_tui.model.records import Source

_DATE_PART = re.compile(r"-\d{4}.*")
_REMARK = re.compile(r"\s*[(,:;/\"].*", re.DOTALL)
"""What follows the name of a publisher, such as whom it quotes."""
_MIN_WORD = 4
"""Letters; shorter words of a name are not compared with the text on their own."""
_MAX_COMPARED = 1_500
"""Names; sorting more of them by likeness takes too long while someone types."""


class SourceNames:
    """What the sources of a dataset can be called; each text is folded once."""

    def __init__(self, ids: Iterable[str], sources: Mapping[str, Source]) -> None:
        """`ids` are those of all sources that are cited; `sources` need not have all of them."""
        self._sources = sources
        self._ids = tuple(dict.fromkeys(ids))

    @cached_property
    def _words(self) -> dict[str, str]:
        """The folded publisher and title of each source, by id."""
        texts = {source.id: (source.publisher, source.title) for source in self._sources.values()}
        return {
            source: "\n".join(map(fold_lines, filter(None, texts.get(source, ()))))
            for source in self._ids
        }

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The ways to write a source: ids without their date, publishers, whole ids."""
        stems = {_DATE_PART.sub("", source) for source in self._ids}
        publishers = {_REMARK.sub("", source.publisher) for source in self._sources.values()}
        ways = (*_short_first(stems), *sorted(publishers, key=fold), *_short_first(self._ids))
        by_letters: dict[str, str] = {}
        for way in filter(None, ways):
            by_letters.setdefault(fold(way), way)
        return tuple(by_letters.values())

    def matching(self, text: str) -> frozenset[str]:
        """Return the ids of the sources that a text means.

        The text is the id, the beginning of the id up to a hyphen, or the beginning of a word in
        the publisher or title. An empty text means none.
        """
        wanted = fold_lines(text)
        if not wanted:
            return frozenset()
        begins = re.compile(rf"(?<![^\W_]){re.escape(wanted)}")
        return frozenset(
            source
            for source, words in self._words.items()
            if f"{source}-".startswith(f"{wanted}-") or begins.search(words)
        )

    def nearest_first(self, text: str) -> tuple[str, ...]:
        """Return `offered` in the order of likeness to the text, unless there are too many."""
        if len(self.offered) > _MAX_COMPARED:
            return self.offered
        wanted = fold(text)
        matcher = SequenceMatcher(b=wanted)

        def likeness(way: str) -> tuple[float, bool]:
            ratios = []
            words = (word for word in fold(way).split() if len(word) >= _MIN_WORD)
            for part in {fold(way), *words}:
                matcher.set_seq1(part)
                ratios.append(matcher.ratio())
            return max(ratios), fold(way)[:1] == wanted[:1]

        return tuple(sorted(self.offered, key=likeness, reverse=True))


def _short_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (len(name), name))
