"""From bytes to a dataset, or to problems that say what, where and what was expected."""

import os
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import embedded, load, read
from minusma_tui.reading.locate import Places
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import visible

SOUND = """\
format = 1

[mission]
id = "example"
name = "EXAMPLE"
full_name = { en = "An example", fr = "Un exemple" }
host_state = "MLI"
as_of = "2023-11-19"
created = { value = "2013-04-25", sources = ["press"] }
mandate_ended = { value = "2023-06-30", sources = ["press"] }
deadline = { value = "2023-12-31", sources = ["press"] }
counted_bases = { value = 1, sources = ["press"] }
personnel.all = { value = "about 500", sources = ["press"] }

[bases.ansongo]
name = "Ansongo"
kind = { value = "camp", sources = ["press"] }
iso_3166_2 = { value = "ML-7", sources = ["press"] }
position = { value = { latitude = 15.6597, longitude = 0.5022 }, sources = ["press"] }
opened = { value = "2013", sources = ["press"] }
contingents = { value = ["NER"], sources = ["press"] }
departed = [
  { value = "2023-11-18", sources = ["press"], reason = "It names the day." },
  { value = "2023-11-18/2023-11-19", sources = ["radio"] },
]

[bases.ansongo.handover]
kind = { value = "civil-authority", sources = ["press"] }
date = { value = "2023-11-18", sources = ["press"] }
to = { value = "The prefect", sources = ["press"] }

[[bases.ansongo.strengths]]
sources = ["press"]
date = "2023"
troops = 450
by_country = { NER = 450 }

[bases.ansongo.convoy]
sources = ["press"]
arrived = "2023-11-19"

[[events]]
sources = ["press"]
date = "2023-10-26"
kind = "incident"
bases = ["ansongo"]
text = "Shots."
wounded = 4

[[personnel]]
sources = ["press"]
date = "2023-11-18~"
departed = "more than 400"
scope = "all"

[sources.press]
publisher = "A newspaper"
language = "en"
url = "https://example.org/a"

[sources.radio]
publisher = "A radio"
language = "fr"
"""


def problems(source: str | bytes) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(DatasetError) as caught:
        read(data, "x.toml")
    return [str(problem).removeprefix("x.toml:") for problem in caught.value.problems]


def test_the_embedded_dataset_is_sound(dataset: Dataset) -> None:
    assert dataset.mission.name == "MINUSMA"
    assert list(dataset.bases) == [
        "ogossagou", "ber", "goundam", "menaka", "douentza", "tessalit", "aguelhok", "kidal",
        "ansongo", "mopti", "tombouctou", "gao", "bamako",
    ]  # fmt: skip


def test_every_text_people_read_is_there_in_both_languages() -> None:
    def walk(thing: object, path: str) -> None:
        if isinstance(thing, dict):
            if thing.keys() & {"en", "fr"}:
                assert thing.keys() == {"en", "fr"}, path
            for key, value in thing.items():
                walk(value, f"{path}.{key}")
        elif isinstance(thing, list):
            for index, value in enumerate(thing):
                walk(value, f"{path}.{index}")

    walk(tomli.loads(embedded().read_text(encoding="utf-8")), "")


def test_the_three_spellings_of_a_fact_read_alike() -> None:
    dataset = read(SOUND.encode(), "x.toml")
    ansongo = dataset.bases["ansongo"]
    assert ansongo.departed is not None
    assert ansongo.departed.contested
    assert [str(claim.value) for claim in ansongo.departed.claims] == [
        "2023-11-18",
        "2023-11-18/2023-11-19",
    ]
    assert ansongo.kind.sources == ("press",)
    assert not ansongo.kind.contested
    assert ansongo.strengths[0].troops.sources == ("press",)
    assert str(dataset.personnel[0].departed.value) == "more than 400"


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + SOUND.encode(), SOUND.replace("\n", "\r\n").encode()]
)
def test_a_byte_order_mark_and_line_ends_of_windows_are_fine(data: bytes) -> None:
    assert read(data, "x.toml").mission.name == "EXAMPLE"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # What a value is.
        ("format = 1", "format = 2", "1:10: expected 1, found the number 2"),
        ('name = "EXAMPLE"', "name = 5", "5:8: expected text, found the number 5"),
        ('name = "EXAMPLE"', 'name = ""', "5:8: expected text that is not empty, found ''"),
        ('name = "EXAMPLE"', "nmae = 5", "5:1: unknown key 'nmae': did you mean 'name'?"),
        ('name = "EXAMPLE"', "", "3:2: missing 'name'"),
        ('id = "example"', 'id = "Ex ample"', "4:6: expected an id of small letters, digits, dots and hyphens, found 'Ex ample'"),
        ('"2023-11-19"\ncreated', '"2023-11-31"\ncreated', "8:9: 2023-11-31 is not in the calendar"),
        ('"2023-11-19"\ncreated', "2023-11-19T00:00:00\ncreated", "8:9: expected a date such as 2023-11-18, 2023-12, 2023-11-18/2023-11-19 or 2023-12-28?, found the date or time 2023-11-19T00:00:00"),
        ('"2023-11-19"\ncreated', '"2023-11"\ncreated', "8:9: expected one exact day, found '2023-11'"),
        ('value = "camp"', 'value = "kamp"', "17:18: expected camp, temporary operating base or headquarters, found 'kamp': did you mean 'camp'?"),
        ("latitude = 15.6597", "latitude = 95.5", "19:35: expected at most 90, found the number 95.5"),
        ("latitude = 15.6597", "latitude = nan", "19:35: expected a finite number, found the number nan"),
        ("latitude = 15.6597", 'latitude = "15"', "19:35: expected a number, found '15'"),
        ("latitude = 15.6597", "lat = 15.6597", "19:24: unknown key 'lat': expected latitude, longitude"),
        ("troops = 450", "troops = -1", '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found the number -1'),
        ("troops = 450", 'troops = "roughly 450"', '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found \'roughly 450\''),
        ("troops = 450", "troops = true", '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found true'),
        ('sources = ["press"] }\niso', "sources = [] }\niso", "17:36: expected at least 1, found none"),
        ('kind = { value = "camp", sources = ["press"] }', 'kind = "camp"', "17:8: cites no source: expected { value = ..., sources = [...] }"),
        ('kind = { value = "camp", sources = ["press"] }', 'kind = { value = "camp" }', "17:1: missing 'sources'"),
        ('text = "Shots."', "text = { english = \"Shots.\" }", "47:8: 'english' is no language code: expected text, or a table of texts by language such as { en = \"...\", fr = \"...\" }"),
        ('text = "Shots."', 'text = { en = " " }', "47:8: the text for 'en' is empty or no text"),
        ("https://example.org/a", "javascript:alert(1)", "59:7: expected an http or https address, found 'javascript:alert(1)'"),
        ("[bases.ansongo]\n", "[bases.ansongo]\nid = 1\n", "16:1: unknown key 'id': the id is 'ansongo', the table's name"),
        # How facts fit together.
        ('bases = ["ansongo"]', 'bases = ["ansogo"]', "46:10: unknown base 'ansogo': did you mean 'ansongo'?"),
        ('sources = ["radio"]', 'sources = ["raido"]', "24:49: unknown source 'raido': did you mean 'radio'?"),
        ('sources = ["press"]\ndate = "2023-10-26"', 'sources = ["pres"]\ndate = "2023-10-26"', "43:12: unknown source 'pres': did you mean 'press'?"),
        ("[sources.radio]", '[sources.spare]\npublisher = "Spare"\nlanguage = "en"\n\n[sources.radio]', "61:2: source 'spare' is cited by no fact: cite it or remove it"),
        ('host_state = "MLI"', 'host_state = "MLY"', "7:14: unknown country code 'MLY' (ISO 3166-1 alpha-3)"),
        ('value = ["NER"]', 'value = ["NRE"]', "21:26: unknown country code 'NRE' (ISO 3166-1 alpha-3): did you mean 'NER'?"),
        ("NER = 450", "NRE = 450", "36:16: unknown country code 'NRE' (ISO 3166-1 alpha-3): did you mean 'NER'?"),
        ('"ML-7"', '"NE-7"', "18:24: 'NE-7' is no ISO 3166-2 code of Mali"),
        (', reason = "It names the day."', "", "23:3: missing 'reason': why is this claim the one shown?"),
        ('["press"] }\nopened', '["press"], reason = "Why." }\nopened', "19:87: 'reason' is for the first of several claims: use 'note'"),
        ("2023-11-18/2023-11-19", "2023-11-18", "24:13: the same claim twice: join their sources"),
        ('"civil-authority"', '"unsigned"', "29:1: an unsigned handover has no 'date': expected another kind"),
        ('date = { value = "2023-11-18", sources = ["press"] }\n', "", "27:2: missing 'date': expected the day of the handover"),
        ('"2023-12-31"', '"2023-05-31"', "11:22: 2023-05-31 is before 'mandate_ended', 2023-06-30"),
        ('opened = { value = "2013"', 'opened = { value = "2024"', "23:13: 2023-11-18 is before 'opened', 2024"),
        ('arrived = "2023-11-19"', 'arrived = "2023-11-17"', "40:11: 2023-11-17 is before 'departed', 2023-11-18"),
        ("counted_bases = { value = 1", "counted_bases = { value = 2", "12:27: says 2, but 1 bases are counted: mend it or a 'counted' key"),
        ('"more than 400"', "501", "53:12: more than the about 500 whom the withdrawal concerns"),
        # What is no TOML, and what no text may hold.
        ("format = 1", "format = = 1", "1:10: no TOML: invalid value"),
        ("format = 1", "format = 1\nformat = 1", "2:11: no TOML: cannot overwrite a value"),
        ('"EXAMPLE"', '"EXA\\u001b[31mMPLE"', "5:8: this text contains U+001B, a control character: remove it"),
        ('"EXAMPLE"', '"EXA\\u202eMPLE"', "5:8: this text contains U+202E, a mark that changes the direction of writing: remove it"),
        ('"EXAMPLE"', '"EXA\u2066MPLE"', "5:8: this text contains U+2066, a mark that changes the direction of writing: remove it"),
        ('"EXAMPLE"', '"EXA\u2028MPLE"', "5:8: this text contains U+2028, a line separator: remove it"),
        ('"EXAMPLE"', '"EXA\U000e0041MPLE"', "5:8: this text contains U+E0041, an invisible tag character: remove it"),
        ('"EXAMPLE"', '"e' + "\u0301" * 5 + '"', "5:8: this text has more than 4 combining marks on one letter"),
        ('"EXAMPLE"', '"' + "x" * 4001 + '"', "5:8: this text is 4,001 characters long, more than the 4,000 of a text"),
        ("name = \"EXAMPLE\"", "name = \"EXAMPLE\"\n\"na\\u001bme\" = 1", "6:1: this key contains U+001B, a control character: remove it"),
    ],
)  # fmt: skip
def test_each_problem_is_named_at_its_place(old: str, new: str, expected: str) -> None:
    assert SOUND.count(old) == 1
    assert expected in problems(SOUND.replace(old, new))


def test_every_problem_is_found_at_once() -> None:
    broken = SOUND.replace('"camp"', '"kamp"').replace("NER = 450", 'NER = "x"')
    broken = broken.replace("latitude = 15.6597", "latitude = 95.5")
    assert [problem.split(":")[0] for problem in problems(broken)] == ["17", "19", "36"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name = '\xff'", "1:9: byte 0xFF is no UTF-8: save the file as UTF-8"),
        ("a = 1\né = '".encode() + b"\xc3'", "2:6: byte 0xC3 is no UTF-8: save the file as UTF-8"),
        ("format = 1".encode("utf-16"), "1:1: is UTF-16: save it as UTF-8"),
        (b"a = " + b"[" * 5000, "1:1: no TOML that can be read: nested too deeply"),
        (b"a = " + b"9" * 5000, "1:1: no TOML that can be read: a number has too many digits"),
        (b"", "1:1: missing 'format'"),
    ],
)
def test_what_is_no_toml_at_all(data: bytes, expected: str) -> None:
    assert expected in problems(data)


class TestFiles:
    """Only regular files are opened, and nothing waits."""

    def problem(self, path: Path) -> str:
        with pytest.raises(DatasetError) as caught:
            load(path)
        (problem,) = caught.value.problems
        return str(problem)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        path = tmp_path / "none.toml"
        assert self.problem(path) == f"{path}:1:1: cannot be read: no such file or directory"

    def test_a_folder(self, tmp_path: Path) -> None:
        assert self.problem(tmp_path) == f"{tmp_path}:1:1: is a folder: expected a TOML file"

    def test_a_pipe(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        assert self.problem(path) == f"{path}:1:1: is no regular file: expected a TOML file"

    def test_a_device(self) -> None:
        path = Path("/dev/zero")
        assert self.problem(path) == f"{path}:1:1: is no regular file: expected a TOML file"

    def test_a_hostile_name(self, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b[31m.toml"
        assert self.problem(path).startswith(f"{tmp_path}/a\\u{{1b}}[31m.toml:1:1: cannot")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_dataset_or_problems(data: bytes) -> None:
    assert problems(data)


lines = st.integers(0, SOUND.count("\n"))


@given(st.lists(st.tuples(lines, st.sampled_from(["drop", "twice", "cut", "quote"])), max_size=4))
def test_any_mutant_is_a_dataset_or_problems_within_the_file(cuts: list[tuple[int, str]]) -> None:
    text = SOUND.split("\n")
    for line, what in cuts:
        index = min(line, len(text) - 1)
        old = text[index]
        new = {"drop": [], "twice": [old, old], "cut": [old[: len(old) // 2]], "quote": [old + '"']}
        text[index : index + 1] = new[what]
    try:
        dataset = read("\n".join(text).encode(), "x.toml")
    except DatasetError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= len(text) + 1
            assert problem.column >= 1
            assert problem.message
    else:
        assert dataset.mission.id == "example"


def test_a_place_is_where_the_value_stands() -> None:
    places, rows = Places(SOUND), SOUND.split("\n")
    for path, value in [
        (("mission", "name"), '"EXAMPLE"'),
        (("mission", "personnel", "all", 0, "value"), '"about 500"'),
        (("bases", "ansongo", "departed", 1, "value"), '"2023-11-18/2023-11-19"'),
        (("bases", "ansongo", "departed", 1, "sources", 0), '"radio"'),
        (("bases", "ansongo", "position", 0, "value", "longitude"), "0.5022"),
        (("bases", "ansongo", "strengths", 0, "troops", 0, "value"), "450"),
        (("events", 0, "bases", 0), '"ansongo"'),
        (("sources", "radio", "publisher"), '"A radio"'),
    ]:
        line, column = places.of(path)
        assert rows[line - 1][column - 1 :].startswith(value)


def test_places_know_every_way_to_write_a_key() -> None:
    source = 'a."b.c".d = 1\n[[t]]\nx = 1\n[[t]]\n"é x" = { y = [1, { z = 2 }] }\n[t.sub]\nk = 3\n'
    places = Places(source)
    assert places.of(("a", "b.c", "d")) == (1, 13)
    assert places.of(("t", 0, "x")) == (3, 5)
    assert places.of(("t", 1, "é x", "y", 1, "z")) == (5, 25)
    assert places.of(("t", 1, "é x"), key=True) == (5, 1)
    assert places.of(("t", 1, "sub", "k")) == (7, 5)
    assert places.of(()) == (1, 1)
    assert places.of(("none",)) == (1, 1)


def test_what_a_message_quotes_is_visible() -> None:
    assert visible("a\x1b[31m\u202eb") == "a\\u{1b}[31m\\u{202e}b"
    assert visible("x" * 100) == "x" * 59 + "…"
