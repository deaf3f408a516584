"""How are a hundred thousand things had at each key? Some by their indexes, most as they were."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class IndexedView(Sequence[T], Generic[T]):
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
    def __getitem__(self, index: slice) -> "IndexedView[T]": ...
    def __getitem__(self, index: int | slice) -> "T | IndexedView[T]":
        if isinstance(index, slice):
            return IndexedView(self.whole, self.indexes[index])
        return self.whole[self.indexes[index]]

    def __iter__(self) -> Iterator[T]:
        return map(self.whole.__getitem__, self.indexes)

    def __eq__(self, other: object) -> bool:
        """As tuples of the same things are."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class OverlayView(Sequence[T], Generic[T]):
    """A sequence of which a few things are others now.

    To copy the sequence would touch all of them.
    """

    __slots__ = ("_replacements", "_whole")

    def __init__(self, whole: Sequence[T], replacements: Mapping[int, T] | None = None) -> None:
        """`whole` must stay as it is; `replacements` are by index."""
        self._whole = whole
        self._replacements = replacements or {}

    def __len__(self) -> int:
        return len(self._whole)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        return self._replacements[index] if index in self._replacements else self._whole[index]

    def __iter__(self) -> Iterator[T]:
        things = list(self._whole)
        for index, thing in self._replacements.items():
            things[index] = thing
        return iter(things)

    def overlaid(self, replacements: Mapping[int, T]) -> "OverlayView[T]":
        """The same with these, too; it is copied where there are many, so that few are kept."""
        overlaid = OverlayView(self._whole, {**self._replacements, **replacements})
        return (
            OverlayView(list(overlaid))
            if len(overlaid._replacements) * 16 > len(self)
            else overlaid
        )
