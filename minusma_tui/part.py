"""How can a part of a hundred thousand things be had at each key? By their indexes alone."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Part(Sequence[T], Generic[T]):
    """Some of the things of a sequence, in an order of its own; each is fetched when asked for.

    A tuple would touch them all, wherever they lie in the memory, which takes longer than to find
    them.
    """

    __slots__ = ("indexes", "whole")

    def __init__(self, whole: Sequence[T], indexes: Sequence[int]) -> None:
        """`indexes` say which of the whole, and in which order."""
        self.whole = whole
        self.indexes = indexes

    def __len__(self) -> int:
        return len(self.indexes)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Part[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Part[T]":
        if isinstance(index, slice):
            return Part(self.whole, self.indexes[index])
        return self.whole[self.indexes[index]]

    def __iter__(self) -> Iterator[T]:
        return map(self.whole.__getitem__, self.indexes)

    def __eq__(self, other: object) -> bool:
        """As tuples of the same things are."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
