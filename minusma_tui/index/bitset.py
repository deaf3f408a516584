"""Sets of bases as the bits of integers.

Bit n says whether the n-th base of the dataset is in the set. Combining two sets, or counting one,
takes a thousandth of the time that testing each base takes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

Bits: TypeAlias = int
"""A set of bases, by their indexes in the dataset."""

_BITS_OF = [[bit for bit in range(8) if eight >> bit & 1] for eight in range(256)]
"""For each byte, the indexes of the bits that are set."""
_DIGITS = bytes.maketrans(b"01", b"\0\1")


def bits_at(places: Iterable[int]) -> Bits:
    """Return the set of these indexes."""
    places = list(places)
    packed = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        packed[place // 8] |= 1 << place % 8
    return int.from_bytes(packed, "little")


def places_in(bits: Bits) -> Sequence[int]:
    """Return the indexes in the set, ascending."""
    packed = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return [
        start + bit
        for start, eight in zip(count(0, 8), packed, strict=False)
        if eight
        for bit in _BITS_OF[eight]
    ]


def as_bytes(bits: Bits, size: int) -> bytes:
    """Return `size` bytes: 1 at each index in the set, 0 elsewhere; `size` exceeds each index."""
    return f"{bits:0{size}b}"[::-1].encode("ascii").translate(_DIGITS)


@dataclass(frozen=True, slots=True)
class BitSums:
    """A number at each index, to be added up over any set of indexes; all are 0 at first.

    The numbers are stored by powers of two: the set of indexes whose number has the lowest bit,
    the set of those whose number has the next bit, and so on.
    """

    powers: tuple[Bits, ...] = ()

    def total(self, among: Bits) -> int:
        """Return the sum of the numbers at the indexes in the set."""
        return sum(
            (having & among).bit_count() << power for power, having in enumerate(self.powers)
        )

    def changed(self, changes: Mapping[int, int]) -> "BitSums":
        """Return a copy with the numbers at these indexes replaced; none may be negative."""
        others = ~bits_at(changes)
        powers = max([len(self.powers), *(number.bit_length() for number in changes.values())])
        having = [*self.powers, *[0] * (powers - len(self.powers))]
        return BitSums(
            tuple(
                (before & others)
                | bits_at(place for place, number in changes.items() if number >> power & 1)
                for power, before in enumerate(having)
            )
        )
