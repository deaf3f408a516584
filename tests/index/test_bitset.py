"""The index of up to a hundred thousand bases: bit sets, numbers, names, patched sequences."""

from typing import Any, ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minusma_tui.index.bitset import BitSums, as_bytes, bits_at, places_in
from minusma_tui.index.substrings import Names
from minusma_tui.index.views import OverlayView

SIZE = 300
places = st.sets(st.integers(0, SIZE - 1))
numbers = st.dictionaries(st.integers(0, SIZE - 1), st.integers(0, 5000))
# Letters that the index has, with blanks, line breaks and signs that it does not have.
LETTERS = "abé1 \n中"
words = st.text(LETTERS.replace("\n", ""), min_size=1, max_size=4)


@given(places)
@example(set(range(SIZE)))
def test_what_is_put_in_comes_out(some: set[int]) -> None:
    bits = bits_at(some)
    assert bits.bit_count() == len(some)
    assert list(places_in(bits)) == sorted(some)
    assert as_bytes(bits, SIZE) == bytes(place in some for place in range(SIZE))


def test_of_nothing_there_are_no_places() -> None:
    assert bits_at([]) == 0
    assert list(places_in(0)) == []
    assert as_bytes(0, 3) == b"\0\0\0"
    assert BitSums().total(bits_at([1, 2])) == 0
    assert BitSums().changed({}) == BitSums()


@given(numbers, numbers, places)
def test_numbers_add_up_as_they_were_last_changed(
    first: dict[int, int], then: dict[int, int], among: set[int]
) -> None:
    changed = BitSums().changed(first).changed(then)
    expected = sum((first | then).get(place, 0) for place in among)
    assert changed.total(bits_at(among)) == expected


@given(st.lists(st.text(LETTERS, max_size=8), max_size=20), words, places)
def test_a_word_is_found_where_it_is(texts: list[str], word: str, among: set[int]) -> None:
    asked = {place for place in among if place < len(texts)}
    found = Names(texts).holding(word, bits_at(asked))
    assert list(places_in(found)) == [place for place in sorted(asked) if word in texts[place]]


class Noted(tuple[str, ...]):
    """Texts that record which of them are read."""

    __slots__ = ()
    looked_at: ClassVar[list[int]] = []

    def __getitem__(self, index: Any) -> Any:
        self.looked_at.append(index)
        return super().__getitem__(index)


@pytest.mark.parametrize(
    ("word", "holding", "looked_at"),
    [
        ("gao", [0], [0, 3]),  # the texts with "ga" and "ao"
        ("ga", [0, 1, 3], []),
        ("g", [0, 1, 3], []),
        ("x", [], []),
        ("xa-", [], []),
        ("ga-", [], [0, 1, 3]),  # a sign is not in the index
        ("-", [], [0, 1, 2, 3]),
    ],
)
def test_a_word_is_looked_for_only_where_its_pairs_are(
    word: str, holding: list[int], looked_at: list[int]
) -> None:
    names = Names(Noted(("gao", "ga oa", "ao", "aoga")))
    Noted.looked_at.clear()
    assert list(places_in(names.holding(word, bits_at(range(4))))) == holding
    assert Noted.looked_at == looked_at


@given(st.lists(st.integers(), min_size=1, max_size=60), st.data())
def test_a_patched_sequence_is_the_copy_that_was_changed(
    things: list[int], data: st.DataObject
) -> None:
    overlaid, copy = OverlayView(tuple(things)), things[:]
    replacements = st.dictionaries(st.integers(0, len(things) - 1), st.integers(), max_size=2)
    for anew in data.draw(st.lists(replacements, max_size=6)):
        before, said = overlaid, list(overlaid)
        overlaid = overlaid.overlaid(anew)
        for index, thing in anew.items():
            copy[index] = thing
        assert list(before) == said
    assert list(overlaid) == copy
    assert [overlaid[index] for index in range(-len(copy), len(copy))] == copy + copy
    assert overlaid[1::2] == copy[1::2]
    with pytest.raises(IndexError):
        overlaid[len(copy)]
