"""The numbers of sources: one numbering for the screen, the page and the Markdown report."""

from collections.abc import Iterable

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Source


class SourceNumbers:
    """Numbers sources in the order of their first use; the list of them comes last."""

    def __init__(self, dataset: Dataset) -> None:
        self._sources = dataset.sources
        self._numbers: dict[str, int] = {}

    def number(self, sources: Iterable[str]) -> dict[int, Source]:
        """Each source by its number, the best first."""
        return {
            self._numbers.setdefault(source, len(self._numbers) + 1): self._sources[source]
            for source in sources
        }

    def ascending(self, sources: Iterable[str]) -> list[tuple[int, Source]]:
        """The same in the order of the numbers, as readers of a page expect them."""
        return sorted(self.number(sources).items(), key=lambda numbered: numbered[0])

    def all(self) -> dict[int, Source]:
        """Every source that has a number, by its number."""
        return {number: self._sources[source] for source, number in self._numbers.items()}
