"""Reading bytes gives a dataset, or problems with their place and what was expected."""

import io
import os
import sys
import unicodedata
from pathlib import Path

import jsonschema
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.files.bundled import embedded
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.files import LARGEST_FILE
from minusma_tui.reading.json_schema import json_schema
from minusma_tui.reading.load import DEFAULT, load, read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import MAX_MARKS, unsafe, visible
from tests.support.reading import SOUND, problems


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

    walk(tomli.loads(embedded(DEFAULT).read_text(encoding="utf-8")), "")


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


MISTAKES = [
    # Types and values.
    ("format = 1", "format = 2", "1:10: expected 1, found the number 2"),
    ("format = 1", "format = true", "1:10: expected 1, found true"),
    ("format = 1", "format = 1.0", "1:10: expected 1, found the number 1.0"),
    ('name = "EXAMPLE"', "name = 5", "5:8: expected text, found the number 5"),
    ('name = "EXAMPLE"', 'name = ""', "5:8: expected text that is not empty, found ''"),
    ('name = "EXAMPLE"', "nmae = 5", "3:2: missing 'name'\n5:1: unknown key 'nmae': did you mean 'name'?"),
    ('name = "EXAMPLE"', "", "3:2: missing 'name'"),
    ('id = "example"', 'id = "Ex ample"', "4:6: expected an id of small letters, digits, dots and hyphens, found 'Ex ample'"),
    ('"2023-11-19"\ncreated', '"2023-11-31"\ncreated', "8:9: 2023-11-31 is not in the calendar"),
    ('"2023-11-19"\ncreated', "2023-11-19T00:00:00\ncreated", "8:9: expected a date such as 2023-11-18, 2023-12, 2023-11-18/2023-11-19 or 2023-12-28?, found the date or time 2023-11-19T00:00:00"),
    ('"2023-11-19"\ncreated', '"2023-11"\ncreated', "8:9: expected one exact day, found '2023-11'"),
    ('value = "camp"', 'value = "kamp"', "17:18: expected camp, temporary operating base, headquarters or site, found 'kamp': did you mean 'camp'?"),
    ('kind = { value = "camp", sources = ["press"] }\n', "", "15:2: missing 'kind': expected camp, temporary operating base, headquarters or site"),
    ('scope = "all"\n', "", "50:3: missing 'scope': expected all, uniformed, military or civilian"),
    ("latitude = 15.6597", "latitude = 95.5", "19:35: expected at most 90, found the number 95.5"),
    ("latitude = 15.6597", "latitude = nan", "19:35: expected a finite number, found the number nan"),
    ("latitude = 15.6597", 'latitude = "15"', "19:35: expected a number, found '15'"),
    ('"2023-11-19"\ncreated', '"2023‑11-19\u00a0"\ncreated', "8:9: expected a date such as 2023-11-18, 2023-12, 2023-11-18/2023-11-19 or 2023-12-28?, found '2023‑11-19\u00a0' (it contains U+2011 NON-BREAKING HYPHEN, U+00A0 NO-BREAK SPACE)"),
    ("latitude = 15.6597", "lat = 15.6597", "19:14: missing 'latitude'\n19:24: unknown key 'lat': expected latitude, longitude"),
    ("troops = 450", "troops = -1", '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found the number -1'),
    ("troops = 450", 'troops = "roughly 450"', '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found \'roughly 450\''),
    ("troops = 450", "troops = true", '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found true'),
    ('sources = ["press"] }\niso', "sources = [] }\niso", "17:36: expected at least one source, found none"),
    ('kind = { value = "camp", sources = ["press"] }', 'kind = "camp"', "17:8: cites no source: expected { value = ..., sources = [...] }"),
    ('kind = { value = "camp", sources = ["press"] }', 'kind = { value = "camp" }', "17:1: missing 'sources'"),
    ('text = "Shots."', "text = { english = \"Shots.\" }", "47:8: 'english' is not a language code: expected text, or a table of texts by language such as { en = \"...\", fr = \"...\" }"),
    ('text = "Shots."', 'text = { en = " " }', "47:8: the text for 'en' is empty or not text"),
    ("https://example.org/a", "javascript:alert(1)", "59:7: expected an http or https address, found 'javascript:alert(1)'"),
    ("[bases.ansongo]\n", "[bases.ansongo]\nid = 1\n", "16:1: unknown key 'id': the id is 'ansongo', the table's name"),
    ("format = 1", "format = 1\nid = 5", "2:1: unknown key 'id': expected format, licence, mission, bases, events, personnel, sources"),
    ("[sources.radio]", "[sources.radio]\nPublsher = 5", "62:1: unknown key 'Publsher': did you mean 'publisher'?"),
    ("format = 1", "format = 1\n\"[key]\" = 5", "2:1: unknown key '[key]': expected format, licence, mission, bases, events, personnel, sources"),
    ("format = 1", "format = 0x" + "f" * 4000, "1:10: expected a number of fewer digits, found a number of very many digits"),
    ("troops = 450", "troops = 0x" + "f" * 4000, '35:10: expected a whole number, or one with its qualifier such as "more than 8817", found a number of very many digits'),
    ("NER = 450", "NER = 10_000_001", "36:22: expected at most 10,000,000, found the number 10000001"),
    ("NER = 450", "NER = -1", "36:22: expected at least 0, found the number -1"),
    ("NER = 450", "NER = 4.5", "36:22: expected a whole number, found the number 4.5"),
    ("NER = 450", "ner = 450", "36:16: expected a country code of three capitals (ISO 3166-1 alpha-3), such as MLI, found the key 'ner'"),
    ("wounded = 4", 'inferred = "yes"', "48:12: expected true or false, found 'yes'"),
    ('bases = ["ansongo"]', 'bases = "ansongo"', "46:9: expected an array, found 'ansongo'"),
    ('kind = "incident"', "kind = {}", "45:8: expected milestone, incident, statement, repatriation or handover, found a table"),
    ('kind = "incident"', "kind = []", "45:8: expected milestone, incident, statement, repatriation or handover, found an array"),
    ('kind = "incident"', "kind = 7", "45:8: expected milestone, incident, statement, repatriation or handover, found the number 7"),
    ("personnel.all", "personnel.al", "13:1: expected all, uniformed, military or civilian, found the key 'al': did you mean 'all'?"),
    ('"ML-7"', '"ml-7"', "18:24: expected an ISO 3166-2 code, such as ML-7, found 'ml-7'"),
    ('language = "fr"', 'language = "French"', "63:12: expected a language code, such as en or fr, found 'French'"),
    ('"A radio"', '"' + "x" * 401 + '"', "62:13: expected at most 400 characters, found '" + "x" * 59 + "…'"),
    ("[sources.radio]", '[sources."A radio"]', "61:2: expected an id of small letters, digits, dots and hyphens, found the key 'A radio'"),
    ('[bases.ansongo.handover]\nkind = { value = "civil-authority", sources = ["press"] }\ndate = { value = "2023-11-18", sources = ["press"] }\nto = { value = "The prefect", sources = ["press"] }', "handover = 5", "27:12: expected a table, found the number 5"),
    ('arrived = "2023-11-19"', 'route = ["Ansongo", 5]', "40:21: expected text, found the number 5"),
    ('"2013-04-25"', '"2013-05/2013-04"', "9:21: ends before it starts: 2013-04 is earlier than 2013-05"),
    # What follows from one mistake is not reported as a second.
    ('sources = ["press"]\ndate = "2023"\n', 'date = "2023"\n', "32:3: missing 'sources'"),
    ('sources = ["press"]\ndate = "2023"\n', 'sources = [5]\ndate = "2023"\n', "33:12: expected text, found the number 5"),
    # Characters that no text may have.
    ('"EXAMPLE"', '"EXA\\u001b[31mMPLE"', "5:8: this text contains U+001B ESCAPE, a control character: remove it"),
    ('"EXAMPLE"', '"EXA\\u202eMPLE"', "5:8: this text contains U+202E RIGHT-TO-LEFT OVERRIDE, a mark that changes the direction of writing: remove it"),
    ('"EXAMPLE"', '"EXA\u2066MPLE"', "5:8: this text contains U+2066 LEFT-TO-RIGHT ISOLATE, a mark that changes the direction of writing: remove it"),
    ('"EXAMPLE"', '"EXA\u2028MPLE"', "5:8: this text contains U+2028 LINE SEPARATOR, a line separator: remove it"),
    ('"EXAMPLE"', '"EXA\U000e0041MPLE"', "5:8: this text contains U+E0041 TAG LATIN CAPITAL LETTER A, an invisible tag character: remove it"),
    ('"EXAMPLE"', '"e' + "\u0301" * 5 + '"', "5:8: this text has more than 4 combining or invisible characters on one letter"),
    ('"EXAMPLE"', '"' + "x" * 4001 + '"', "5:8: this text is 4,001 characters long, more than the 4,000 of a text"),
    ("name = \"EXAMPLE\"", "name = \"EXAMPLE\"\n\"na\\u001bme\" = 1", "6:1: this key contains U+001B ESCAPE, a control character: remove it"),
    ('"EXAMPLE"', '"EXA\\e[2JMPLE"', "5:8: this text contains U+001B ESCAPE, a control character: remove it"),
    ('"EXAMPLE"', '"EXA\\u009bMPLE"', "5:8: this text contains U+009B CONTROL SEQUENCE INTRODUCER, a control character: remove it"),
    ('"EXAMPLE"', '"EXA\tMPLE"', "5:8: this text contains U+0009 CHARACTER TABULATION, a tab: remove it"),
    ('"EXAMPLE"', '"""EXA\nMPLE"""', "5:8: this text contains U+000A LINE FEED, a line break: remove it"),
    ('"EXAMPLE"', '"EXA\\nMPLE"', "5:8: this text contains U+000A LINE FEED, a line break: remove it"),
    ('"EXAMPLE"', '"EXA\uffffMPLE"', "5:8: this text contains U+FFFF, not a character: remove it"),
    ('"EXAMPLE"', "'" + 'x"' * 2001 + "'", "5:8: this text is 4,002 characters long, more than the 4,000 of a text"),
]  # fmt: skip
"""Text of the valid dataset, its replacement, and the problem that is then reported."""

NO_TOML = [
    ("format = 1", "format = = 1", "1:10: not valid TOML: invalid value"),
    ("format = 1", "format = 1\nformat = 1", "2:11: not valid TOML: this key has a value already"),
    ("[[events]]", "[bases.ansongo]\n[[events]]", "42:15: not valid TOML: cannot declare 'bases.ansongo' twice"),
    ("format = 1", "a = { b = 1 }\na.c = 1\nformat = 1", "2:8: not valid TOML: cannot add to the finished table 'a'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [*MISTAKES, *NO_TOML])
def test_each_problem_is_named_at_its_place(old: str, new: str, expected: str) -> None:
    assert SOUND.count(old) == 1
    assert problems(SOUND.replace(old, new)) == expected.split("\n")


def test_every_problem_is_found_at_once() -> None:
    broken = SOUND.replace('"camp"', '"kamp"').replace("NER = 450", 'NER = "x"')
    broken = broken.replace("latitude = 15.6597", "latitude = 95.5")
    assert [problem.split(":")[0] for problem in problems(broken)] == ["17", "19", "36"]


def test_too_many_of_any_mark_are_refused_and_no_fewer() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    marks = [sign for sign in signs if unicodedata.category(sign) in ("Mn", "Me")]
    assert len(marks) > 1500
    for mark in marks:
        assert unsafe(f"a{mark * MAX_MARKS}b{mark}") is None
        assert unsafe(f"a{mark * (MAX_MARKS + 1)}") is not None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name = '\xff'", "1:9: byte 0xFF is not UTF-8: save the file as UTF-8"),
        ("a = 1\né = '".encode() + b"\xc3'", "2:6: byte 0xC3 is not UTF-8: save the file as UTF-8"),
        ("format = 1".encode("utf-16"), "1:1: is UTF-16: save it as UTF-8"),
        (b"a = 1\nb = \0", "2:5: a NUL byte is not text: save the file as UTF-8"),
        ("format = 1".encode("utf-16-le"), "1:1: is UTF-16: save it as UTF-8"),
        ("format = 1".encode("utf-16-be"), "1:1: is UTF-16: save it as UTF-8"),
        ("\ufefformat = 1".encode("utf-16-be"), "1:1: is UTF-16: save it as UTF-8"),
        ("format = 1".encode("utf-32"), "1:1: is UTF-32: save it as UTF-8"),
        ("format = 1".encode("utf-32-le"), "1:1: is UTF-32: save it as UTF-8"),
        ("format = 1".encode("utf-32-be"), "1:1: is UTF-32: save it as UTF-8"),
        ("\ufefformat = 1".encode("utf-32-be"), "1:1: is UTF-32: save it as UTF-8"),
        (
            b"a = 1\rb = 2",
            "1:6: not valid TOML: a lone carriage return (U+000D): end lines with LF or CRLF",
        ),
        (
            b"a = 1\r\n# x\ry",
            "2:4: not valid TOML: a lone carriage return (U+000D): end lines with LF or CRLF",
        ),
        (
            b"a = 1\n[b\x1b]",
            "2:3: not valid TOML: the file contains U+001B ESCAPE, a control character: remove it",
        ),
        (
            b"a = '\x07'",
            "1:6: not valid TOML: the file contains U+0007 ALERT, a control character: remove it",
        ),
        (
            b"\xef\xbb\xbf\xef\xbb\xbfa = 1",
            "1:1: not valid TOML: the file contains U+FEFF ZERO WIDTH NO-BREAK SPACE, an invisible "
            "character: remove it",
        ),
        (
            b'a = "\\uD800"',
            "1:12: this text contains U+D800, half of a surrogate pair: remove it",
        ),
        (b"a = " + b"[" * 5000, "1:405: not valid TOML: nested too deeply"),
        (
            b"a = '['\nb = [ # [\n" + b"{x=" * 5000,
            "3:1198: not valid TOML: nested too deeply",
        ),
        (
            b"a = 1\nb = " + b"9" * 5000,
            "2:5: not valid TOML: a number has too many digits",
        ),
        (
            b".".join([b"a"] * 900) + b" = 1",
            "1:1: unknown key 'a': expected format, licence, mission, bases, events, personnel, sources",
        ),
        (
            b"a = " + b"[" * 399 + b'"\\u0007"' + b"]" * 399,
            "1:404: this text contains U+0007 ALERT, a control character: remove it",
        ),
        (b"", "1:1: missing 'format'"),
    ],
)
def test_what_is_no_toml_at_all(data: bytes, expected: str) -> None:
    assert expected in problems(data)


class TestFiles:
    """Only regular files are opened, and no command waits."""

    def problem(self, path: Path) -> str:
        with pytest.raises(DatasetError) as caught:
            load(path)
        (problem,) = caught.value.problems
        return str(problem)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        path = tmp_path / "none.toml"
        assert self.problem(path) == f"{path}: cannot be read: no such file or directory"

    def test_a_folder(self, tmp_path: Path) -> None:
        assert self.problem(tmp_path) == f"{tmp_path}: is a folder: expected a TOML file"

    def test_a_pipe(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        assert self.problem(path) == f"{path}: is not a regular file: expected a TOML file"

    def test_a_device(self) -> None:
        path = Path("/dev/zero")
        assert self.problem(path) == f"{path}: is not a regular file: expected a TOML file"

    def test_a_hostile_name(self, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b[31m.toml"
        assert self.problem(path).startswith(f"{tmp_path}/a\\u{{1b}}[31m.toml: cannot")

    def test_a_file_without_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "locked.toml"
        path.touch(mode=0)
        if os.access(path, os.R_OK):
            pytest.skip("root may read anything")
        assert self.problem(path) == f"{path}: cannot be read: permission denied"

    def test_a_file_that_is_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "large.toml"
        with path.open("wb") as stream:
            stream.truncate(LARGEST_FILE + 1)
        assert self.problem(path) == (f"{path}:1:1: is larger than 40 MiB, the limit")

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SOUND.encode())))
        assert load(Path("-")).mission.name == "EXAMPLE"

    def test_a_closed_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", None)
        assert self.problem(Path("-")) == "<stdin>: cannot be read: it is closed"


def test_the_schema_takes_the_three_spellings_and_refuses_what_the_model_does() -> None:
    schema = json_schema()
    validator = jsonschema.Draft202012Validator(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"Base", "Claim_Text", "Claim_Period", "Period"} <= schema["$defs"].keys()
    assert all(name.isidentifier() for name in schema["$defs"])
    departed = schema["$defs"]["Base"]["properties"]["departed"]
    assert departed["description"] == "When the last peacekeepers left."
    assert list(validator.iter_errors(tomli.loads(SOUND))) == []
    for old, new in [
        ('"camp"', '"kamp"'),
        ('name = "EXAMPLE"', "nmae = 1"),
        ("[sources.radio]", '[sources."A radio"]'),
        ("latitude = 15.6597", "latitude = 95"),
        ('"2013-04-25"', '"25 April 2013"'),
    ]:
        assert list(validator.iter_errors(tomli.loads(SOUND.replace(old, new)))), new


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


def test_what_a_message_quotes_is_visible() -> None:
    assert visible("a\x1b[31m\u202eb") == "a\\u{1b}[31m\\u{202e}b"
    assert visible("x" * 100) == "x" * 59 + "…"
    assert visible("\x1b" * 100) == "\\u{1b}" * 9 + "…"
    assert visible("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "\\u{301}" * 2
