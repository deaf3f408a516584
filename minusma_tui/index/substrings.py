"""In which of a hundred thousand texts is a word? Most of them an index rules out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from minusma_tui.index.bitset import Bits, bits_at, places_in


class Names:
    """What plain words are looked for in: a folded text for each base, by its place.

    The index knows of each letter and each pair of letters where it is. It is of plain Latin
    letters and digits alone, to which most texts are folded: there are 1,332 such pairs and
    letters at most, while of all signs there would be millions.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        # Texts have regions and countries in common, of which each is taken apart once.
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
        """Those of the bases that have a word, folded and not empty, in their text."""
        parts = list(_parts(word))
        for part in parts:
            among &= self._having.get(part, 0)
        if word in parts:
            return among
        texts = self._texts
        # Most texts that have all parts of a word have the word.
        return among ^ bits_at([place for place in places_in(among) if word not in texts[place]])


def _parts(word: str) -> Iterator[str]:
    """The letters and pairs of letters that the index has, if they are in any text."""
    plain = [letter if letter.isascii() and letter.isalnum() else None for letter in word]
    yield from filter(None, plain)
    for first, second in pairwise(plain):
        if first and second:
            yield first + second
