"""Sequence views that copy nothing: one selects by index, one overlays a few replacements."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class IndexedView(Sequence[T], Generic[T]):
    """Some items of a sequence, in an order of their own, each fetched on access.

    A tuple would touch every item, wherever it is in memory, which takes longer than finding them.
    """

    __slots__ = ("indexes", "whole")

    def __init__(self, whole: Sequence[T], indexes: Sequence[int]) -> None:
        """`indexes` say which items of `whole` the view has, and in which order."""
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
        """Compare as tuples with the same items would."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class OverlayView(Sequence[T], Generic[T]):
    """A sequence with a few items replaced.

    A copy of the sequence would touch every item.
    """

    __slots__ = ("_replacements", "_whole")

    def __init__(self, whole: Sequence[T], replacements: Mapping[int, T] | None = None) -> None:
        """`whole` must not change afterwards; `replacements` are by index."""
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
        """Return a view with further replacements.

        It is flattened once the replacements exceed a sixteenth of the items.
        """
        overlaid = OverlayView(self._whole, {**self._replacements, **replacements})
        return (
            OverlayView(list(overlaid))
            if len(overlaid._replacements) * 16 > len(self)
            else overlaid
        )
