"""Which of the sources of a dataset does someone mean by an id, a publisher or a title?"""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from minusma_tui.language.fold import fold, fold_lines
from minusma_tui.model.records import Source

_DATE_PART = re.compile(r"-\d{4}.*")
_REMARK = re.compile(r"\s*[(,:;/\"].*", re.DOTALL)
"""Behind a publisher: whom it quotes, and the like."""
_MIN_WORD = 4
"""Letters of a word that may be meant where it is nearly what someone typed."""
_MAX_COMPARED = 1_500
"""Names; to bring more of them in order of nearness takes too long while someone types."""


class SourceNames:
    """The names of all sources, each folded once."""

    def __init__(self, ids: Iterable[str], sources: Mapping[str, Source]) -> None:
        """`ids` are those of all that are cited; there may be no more to know of them."""
        self._sources = sources
        self._ids = tuple(dict.fromkeys(ids))

    @cached_property
    def _words(self) -> dict[str, str]:
        """By id: publisher and title, folded."""
        texts = {source.id: (source.publisher, source.title) for source in self._sources.values()}
        return {
            source: "\n".join(map(fold_lines, filter(None, texts.get(source, ()))))
            for source in self._ids
        }

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """What one may write for a source: ids without their date, publishers, whole ids."""
        stems = {_DATE_PART.sub("", source) for source in self._ids}
        publishers = {_REMARK.sub("", source.publisher) for source in self._sources.values()}
        ways = (*_short_first(stems), *sorted(publishers, key=fold), *_short_first(self._ids))
        by_letters: dict[str, str] = {}
        for way in filter(None, ways):
            by_letters.setdefault(fold(way), way)
        return tuple(by_letters.values())

    def matching(self, text: str) -> frozenset[str]:
        """The ids of the sources that a text names.

        It is an id, or the part of one before a hyphen, or stands in the publisher or title at the
        beginning of a word.
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
        """What one may write, in the order of its likeness to the text, or as it is offered."""
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
