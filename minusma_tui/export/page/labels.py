"""Rectangles of labels and marks, to place labels where they hide least."""

from dataclasses import dataclass

LETTER = 8.0
"""The mean width of a letter of a label in a wide font, in picture units."""


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A rectangle; down is positive, as in SVG."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "LabelBox") -> float:
        """The area of the intersection."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)

    def outside(self, frame: "LabelBox") -> float:
        """The area that lies outside a frame."""
        return (self.right - self.left) * (self.bottom - self.top) - self.shared(frame)
