"""How can one look at a hundred thousand bases at once? As the bits of a few numbers.

Bit n of such a number says whether something is true of the n-th base of the dataset. To compare
two of them, or to count what is true, takes a thousandth of looking at each base.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

Bits: TypeAlias = int
"""A set of bases by their places in the dataset."""

_BITS_OF = [[bit for bit in range(8) if eight >> bit & 1] for eight in range(256)]
"""Of each byte."""
_DIGITS = bytes.maketrans(b"01", b"\0\1")


def bits_at(places: Iterable[int]) -> Bits:
    """The set of those places."""
    places = list(places)
    packed = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        packed[place // 8] |= 1 << place % 8
    return int.from_bytes(packed, "little")


def places_in(bits: Bits) -> Sequence[int]:
    """The places in the set, ascending."""
    packed = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return [
        start + bit
        for start, eight in zip(count(0, 8), packed, strict=False)
        if eight
        for bit in _BITS_OF[eight]
    ]


def as_bytes(bits: Bits, size: int) -> bytes:
    """A 1 at each place in the set and a 0 at all others, of which there are `size`."""
    return f"{bits:0{size}b}"[::-1].encode("ascii").translate(_DIGITS)


@dataclass(frozen=True, slots=True)
class BitSums:
    """A number at each place, which can be added up over any set of them; all 0 at first.

    Held by powers of two: the set of places that have the lowest bit, those that have the next.
    """

    powers: tuple[Bits, ...] = ()

    def total(self, among: Bits) -> int:
        """The sum of the numbers at the places in the set."""
        return sum(
            (having & among).bit_count() << power for power, having in enumerate(self.powers)
        )

    def changed(self, anew: Mapping[int, int]) -> "BitSums":
        """Those in which the numbers at these places, none below 0, are so."""
        others = ~bits_at(anew)
        powers = max([len(self.powers), *(number.bit_length() for number in anew.values())])
        having = [*self.powers, *[0] * (powers - len(self.powers))]
        return BitSums(
            tuple(
                (before & others)
                | bits_at(place for place, number in anew.items() if number >> power & 1)
                for power, before in enumerate(having)
            )
        )
