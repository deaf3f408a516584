"""A large file is read in pieces; nobody can tell, but by the memory it takes."""

import pytest

from benchmarks.synthetic import mission
from minusma_tui.reading.load import adapter, read
from minusma_tui.reading.pieces import TABLES_IN_A_PIECE, cut
from minusma_tui.reading.problems import DatasetError, Problem

BASES = 2 * TABLES_IN_A_PIECE + 7
SOURCE = mission(BASES)


def uncut(source: str) -> str:
    """The same dataset, but with a text of several lines, for which a file is read whole."""
    return source.replace('"SYNTHETIC"', '"""SYNTHETIC"""', 1)


def test_pieces_make_the_same_dataset_as_the_whole() -> None:
    assert cut(SOURCE.encode()) is not None
    assert cut(uncut(SOURCE).encode()) is None
    pieced, whole = (
        adapter().dump_python(read(text.encode(), "x.toml")) for text in (SOURCE, uncut(SOURCE))
    )
    assert pieced == whole
    assert list(pieced["bases"]) == list(whole["bases"])


def test_the_count_goes_up_to_all_bases() -> None:
    seen: list[tuple[int, int]] = []
    read(SOURCE.encode(), "x", lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (BASES, BASES)
    assert len(seen) > 2


class LeftError(Exception):
    """Whoever waited has gone."""


def test_what_counting_raises_ends_the_reading() -> None:
    def leave(_done: int, _total: int) -> None:
        raise LeftError

    with pytest.raises(LeftError):
        read(SOURCE.encode(), "x.toml", leave)


LAST = f"[bases.base-{BASES - 1}]"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(LAST, "[bases.base-1]", id="base twice"),
        pytest.param(LAST, f"[bases.base-0.handover]\n{LAST}", id="base spread"),
        pytest.param(LAST, f"{LAST}\nodd = 1", id="unknown key"),
        pytest.param(LAST, f"{LAST}\nname = ", id="broken"),
        pytest.param("[[events]]", "[extra]\n[[events]]", id="between"),
        pytest.param("format = 1", "format = 1\nevents = []", id="events twice"),
        pytest.param('"Prefect"', '"Pre\\u202Efect"', id="unsafe"),
        pytest.param('publisher = "Publisher 7"', "publisher = 7", id="behind the pieces"),
        pytest.param('["source-1"]', '["source-x"]', id="rule"),
    ],
)
def test_problems_are_those_of_the_whole_file(old: str, new: str) -> None:
    spoilt = SOURCE.replace(old, new, 1)
    found: list[tuple[Problem, ...]] = []
    for text in (spoilt, uncut(spoilt)):
        with pytest.raises(DatasetError) as caught:
            read(text.encode(), "x.toml")
        found.append(caught.value.problems)
    assert found[0] == found[1]
