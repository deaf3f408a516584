"""A large file is read in chunks, with the same results as a whole, but in less memory."""

import pytest
from pydantic import TypeAdapter

from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.chunks import TABLES_IN_A_PIECE, cut
from minusma_tui.reading.load import read
from minusma_tui.reading.problems import MAX_PROBLEMS, DatasetError, Problem
from tests.support.synthetic import mission

BASES = 2 * TABLES_IN_A_PIECE + 7
SOURCE = mission(BASES)
SIGNS = 14_000
"""A limit of tokens that is above those of a chunk and below those of the file."""


def uncut(source: str) -> str:
    """The same dataset with a text of several lines, because of which it is read whole."""
    return source.replace('"SYNTHETIC"', '"""SYNTHETIC"""', 1)


def test_pieces_make_the_same_dataset_as_the_whole() -> None:
    assert len(cut(SOURCE.encode()).chunks) > 1
    assert not cut(uncut(SOURCE).encode()).chunks
    pieced, whole = (
        TypeAdapter(Dataset).dump_python(read(text.encode(), "x.toml"))
        for text in (SOURCE, uncut(SOURCE))
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
    """The user has left while the file was read."""


def test_what_counting_raises_ends_the_reading() -> None:
    def leave(_done: int, _total: int) -> None:
        raise LeftError

    with pytest.raises(LeftError):
        read(SOURCE.encode(), "x.toml", leave)


def test_a_file_that_was_cut_off_is_refused_before_its_bases_are_read() -> None:
    seen: list[int] = []
    with pytest.raises(DatasetError):
        read(SOURCE.encode()[:-10], "x.toml", lambda done, _total: seen.append(done))
    assert seen == []


LAST = f"[bases.b{BASES - 1}]"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(LAST, "[bases.b1]", id="base twice"),
        pytest.param(LAST, f"[bases.b0.handover]\n{LAST}", id="base spread"),
        pytest.param(LAST, f"{LAST}\nodd = 1", id="unknown key"),
        pytest.param(LAST, f"{LAST}\nname = ", id="broken"),
        pytest.param("[[events]]", "[extra]\n[[events]]", id="between"),
        pytest.param("format = 1", "format = 1\nevents = []", id="events twice"),
        pytest.param('"Prefect"', '"Pre\\u202Efect"', id="unsafe"),
        pytest.param('publisher = "Publisher 7"', "publisher = 7", id="behind the chunks"),
        pytest.param('["s1"]', '["sx"]', id="rule"),
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


class TestTooLargeToReadAtOnce:
    """The problems of a file that is too large to be parsed at once are found chunk by chunk."""

    @pytest.fixture(autouse=True)
    def _small_limits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minusma_tui.reading.chunks.MAX_TOKENS", SIGNS)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            pytest.param(LAST, f"{LAST}\nname = ", id="broken"),
            pytest.param('"Prefect"', '"Pre\\u202Efect"', id="unsafe"),
            pytest.param('"Publisher 7"', '"Publisher\0 7"', id="NUL behind the chunks"),
            pytest.param("drawdown_began", "drawdown_begun", id="before the chunks"),
            pytest.param('name = "SYNTHETIC"', "name =", id="broken before the chunks"),
        ],
    )
    def test_problems_are_where_they_are_in_the_file(
        self, old: str, new: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spoilt = SOURCE.replace(old, new, 1)
        assert spoilt != SOURCE
        pieced = found_in(spoilt)
        monkeypatch.setattr("minusma_tui.reading.chunks.MAX_TOKENS", 10**6)
        assert pieced == found_in(spoilt)

    def test_all_of_it_is_told_in_one_round(self, monkeypatch: pytest.MonkeyPatch) -> None:
        spoilt = (
            SOURCE.replace('name = "SYNTHETIC"', "name = 5", 1)
            .replace(LAST, f"{LAST}\nodd = 1", 1)
            .replace('["s1"]', '["sx"]', 1)
            .replace('kind = "incident"', 'kind = "accident"', 1)
            .replace('bases = ["b1', 'bases = ["x1', 1)
            .replace('publisher = "Publisher 7"', "publisher = 7", 1)
        )
        pieced = found_in(spoilt)
        assert len(pieced) == 6
        monkeypatch.setattr("minusma_tui.reading.chunks.MAX_TOKENS", 10**6)
        assert pieced == found_in(spoilt)

    def test_a_base_that_stands_twice(self) -> None:
        problem, *_ = found_in(SOURCE.replace(LAST, "[bases.b1]", 1))
        assert problem.message == "cannot declare 'bases.b1' twice"
        assert SOURCE.split("\n")[problem.line - 1] == LAST

    @pytest.mark.parametrize(
        "spoilt",
        [
            SOURCE.replace("[[events]]", "[extra]\n[[events]]", 1),
            SOURCE.replace("format = 1", "format = 1\nevents = []", 1),
        ],
    )
    def test_other_tables_must_stand_apart(self, spoilt: str) -> None:
        (problem,) = found_in(spoilt)
        assert problem.message.startswith("in a file of this size no other table may stand")

    def test_a_sound_one_of_another_layout_says_what_to_do(self) -> None:
        (problem,) = found_in(uncut(SOURCE))
        assert problem.message.startswith("is too large to be read at once (8 MiB, ")

    def test_very_many_problems_are_not_all_looked_for(self) -> None:
        found = found_in(
            SOURCE.replace('value = "', 'value = "x').replace("troops = ", "troops = -")
        )
        assert len(found) == MAX_PROBLEMS + 1
        assert found[-1].message.startswith("there are more problems: only the first")


@pytest.mark.parametrize("limit", ["MAX_TABLES", "MAX_TOTAL_TOKENS"])
def test_what_could_not_be_held_is_not_begun(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"minusma_tui.reading.chunks.{limit}", BASES)
    (problem,) = found_in(SOURCE)
    assert str(problem) == (
        "x.toml:1:1: is too large: "
        "at most 110,000 bases and events, 6,600,000 values and texts are read"
    )


def found_in(source: str) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        read(source.encode(), "x.toml")
    return caught.value.problems
