"""The line and column of a value, in whatever style the file is written."""

from functools import lru_cache

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.files.bundled import embedded
from minusma_tui.model.walk import KeyPath
from minusma_tui.reading.load import DEFAULT
from minusma_tui.reading.places import Locations
from tests.support.reading import SOUND


def leaves(thing: object, path: KeyPath = ()) -> list[tuple[KeyPath, object]]:
    """Every value of a document that is no table or array, with the keys that lead to it."""
    if isinstance(thing, dict):
        return [leaf for key, part in thing.items() for leaf in leaves(part, (*path, key))]
    if isinstance(thing, list):
        return [leaf for index, part in enumerate(thing) for leaf in leaves(part, (*path, index))]
    return [(path, thing)]


def at(source: str, place: tuple[int, int]) -> str:
    """The text of the file from a place to the end of the next line."""
    lines = lines_of(source)[place[0] - 1 : place[0] + 1]
    return "\n".join(lines)[place[1] - 1 :]


@lru_cache(maxsize=1)
def lines_of(source: str) -> list[str]:
    return source.split("\n")


@pytest.mark.parametrize("source", [SOUND, embedded(DEFAULT).read_text(encoding="utf-8")])
def test_every_value_of_a_dataset_is_found_where_it_stands(source: str) -> None:
    places = Locations(source)
    for path, value in leaves(tomli.loads(source)):
        rest = at(source, places.place(path))
        if isinstance(value, str):
            assert rest.startswith(f'"{value[:10]}'.split("\\")[0]), path
        else:
            assert rest.startswith(str(value).lower()), path


SPELLINGS = """\
a."b.c".d = 1
'lit' . "q\\u0041" = 2  # comment

[[t]]
x = 3
[other]
y = 4
[[t]]
"é x" = { y = [5, # six comes next
  { z = 6, }, [ 7,
  8 ] ],
}
[t.sub]
k = 9
[[t.sub.deep]]
[[t.sub.deep]]
k = 10
[t.sub.deep.more]
"漢" = { value = 11 }
[other.late]
"\\e" = 12
s = "\\x41\\e\\\\"
after = 13
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a", "b.c", "d"), "1\n'lit'"),
        (("lit", "qA"), "2  #"),
        (("t", 0, "x"), "3\n"),
        (("other", "y"), "4\n"),
        (("t", 1, "é x", "y", 0), "5, #"),
        (("t", 1, "é x", "y", 1, "z"), "6, }"),
        (("t", 1, "é x", "y", 2, 1), "8 ]"),
        (("t", 1, "é x", "y", 2), "[ 7,"),
        (("t", 1, "sub", "k"), "9\n"),
        (("t", 1, "sub", "deep", 0), "t.sub.deep]]\n[["),
        (("t", 1, "sub", "deep", 1, "k"), "10\n"),
        (("t", 1, "sub", "deep", 1, "more", "漢", "value"), "11 }"),
        (("other", "late", "\x1b"), "12\n"),
        (("other", "late", "after"), "13\n"),
        # Parts of a claim that the file abbreviates.
        (("t", 1, "sub", "k", 0, "value"), "9\n"),
        (("t", 1, "sub", "k", 0, "sources", 3), "9\n"),
        (("t", 1, "sub", "deep", 1, "more", "漢", 0, "value"), "11 }"),
        (("t", 1, "é x", "y", 0, "value", 2, 1), "8 ]"),
        # Keys that are not in the file.
        (("t", 1, "é x", "none", "y"), "{ y = ["),
        (("other", "none", "y"), "other]\n"),
    ],
)
def test_every_way_to_write_a_key(path: KeyPath, expected: str) -> None:
    assert at(SPELLINGS, Locations(SPELLINGS).place(path)).startswith(expected)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a", "b.c", "d"), 'a."b.c".d = 1'),
        (("t", 1, "é x"), '"é x" ='),
        (("t", 1, "é x", "y", 1, "z"), "z = 6"),
        (("t", 1, "sub"), "t.sub]"),
        (("t", 1, "sub", "deep", 1, "more", "漢"), '"漢"'),
        (("other",), "other]\ny"),
    ],
)
def test_a_key_is_pointed_at_where_the_key_is_wrong(path: KeyPath, expected: str) -> None:
    assert at(SPELLINGS, Locations(SPELLINGS).place(path, key=True)).startswith(expected)


def test_a_table_is_its_own_header_though_one_of_its_tables_comes_first() -> None:
    assert Locations("[a.b]\nx = 1\n[a]\ny = 2\n").place(("a",), key=True) == (3, 2)


def test_nothing_found_is_the_start_of_the_file() -> None:
    assert Locations("").place(("a", 0)) == (1, 1)
    assert Locations(SPELLINGS).place(()) == Locations(SPELLINGS).place(("none",)) == (1, 1)


def test_columns_count_characters() -> None:
    assert Locations('"漢é👩" = { b = 1 }').place(("漢é👩", "b")) == (1, 15)


keys = st.sampled_from(["a", "b", '"c d"', "'e.f'", '"g\\u0068"', "i.j", 'k . "é"'])
numbers = st.integers(0, 10**6)
values = st.recursive(
    numbers.map(str),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
        | st.lists(inner, max_size=3).map(lambda parts: "[ # é\n" + ",\n".join(parts) + "\n]")
        | st.dictionaries(keys, inner, max_size=3).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {pairs[key]}" for key in pairs) + " }"
        )
    ),
    max_leaves=6,
)
headers = st.lists(keys, min_size=1, max_size=3).map(".".join)
statements = st.one_of(
    st.tuples(keys, values, st.sampled_from(["", "  # é"])).map("{0[0]} = {0[1]}{0[2]}".format),
    headers.map(lambda key: f"[{key}]"),
    headers.map(lambda key: f"[[ {key} ]]"),
)


@given(st.lists(statements, max_size=8).map("\n".join))
def test_a_place_is_where_the_value_stands_in_any_document(source: str) -> None:
    try:
        document = tomli.loads(source)
    except tomli.TOMLDecodeError:
        return
    places = Locations(source)
    for path, value in leaves(document):
        assert at(source, places.place(path)).startswith(str(value)), path


@given(st.text(), st.lists(st.text(max_size=3) | st.integers(0, 3), max_size=4))
def test_any_text_has_places(source: str, path: list[str | int]) -> None:
    line, column = Locations(source.encode(errors="replace").decode()).place(tuple(path))
    assert 1 <= line <= source.count("\n") + 1
    assert column >= 1
