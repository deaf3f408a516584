"""The search for a word in 100,000 texts, most of which an index rules out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from minusma_tui.index.bitset import Bits, bits_at, places_in


class Names:
    """A folded text for each base, in the order of the dataset, in which plain words are searched.

    The index has the bases of each letter and of each pair of adjacent letters. It covers only
    ASCII letters and digits, to which most texts fold: these make at most 1,332 letters and pairs,
    while all characters would make millions.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        # Texts share words, such as regions and countries; each word is split only once.
        words = defaultdict[str, list[int]](list)
        for place, text in enumerate(texts):
            for word in text.split():
                words[word].append(place)
        found = defaultdict[str, list[int]](list)
        for word, places in words.items():
            for part in set(_parts(word)):
                found[part] += places
        self._having = {part: bits_at(places) for part, places in found.items()}

    def holding(self, word: str, among: Bits) -> Bits:
        """Return the bases of the set whose text has the word, which is folded and not empty."""
        parts = list(_parts(word))
        for part in parts:
            among &= self._having.get(part, 0)
        if word in parts:
            return among
        texts = self._texts
        # Most texts that have all parts of a word have the word, so the others are removed.
        return among ^ bits_at([place for place in places_in(among) if word not in texts[place]])


def _parts(word: str) -> Iterator[str]:
    """Yield the letters and pairs of letters of a word that the index covers."""
    plain = [letter if letter.isascii() and letter.isalnum() else None for letter in word]
    yield from filter(None, plain)
    for first, second in pairwise(plain):
        if first and second:
            yield first + second
