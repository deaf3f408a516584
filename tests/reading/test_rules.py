# ruff: noqa: E501  # a table: one problem per line
"""The ways in which facts of a dataset may contradict each other."""

import pytest

from minusma_tui.reading.load import read
from minusma_tui.reading.problems import MAX_PROBLEMS
from tests.support.reading import SOUND, problems

MISFITS = [
    ('bases = ["ansongo"]', 'bases = ["ansogo"]', "46:10: unknown base 'ansogo': did you mean 'ansongo'?"),
    ('sources = ["radio"]', 'sources = ["raido"]', "24:49: unknown source 'raido': did you mean 'radio'?\n61:2: source 'radio' is not cited: cite it or remove it"),
    ('sources = ["press"]\ndate = "2023-10-26"', 'sources = ["pres"]\ndate = "2023-10-26"', "43:12: unknown source 'pres': did you mean 'press'?"),
    ("[sources.radio]", '[sources.spare]\npublisher = "Spare"\nlanguage = "en"\n\n[sources.radio]', "61:2: source 'spare' is not cited: cite it or remove it"),
    ('host_state = "MLI"', 'host_state = "MLY"', "7:14: unknown country code 'MLY' (ISO 3166-1 alpha-3)"),
    ('value = ["NER"]', 'value = ["NRE"]', "21:26: unknown country code 'NRE' (ISO 3166-1 alpha-3): did you mean 'NER'?"),
    ("NER = 450", "NRE = 450", "36:16: unknown country code 'NRE' (ISO 3166-1 alpha-3): did you mean 'NER'?"),
    ('"ML-7"', '"NE-7"', "18:24: 'NE-7' is not an ISO 3166-2 code of Mali"),
    (', reason = "It names the day."', "", "23:3: missing 'reason': say why this claim is the one shown"),
    ('["press"] }\nopened', '["press"], reason = "Why." }\nopened', "19:87: 'reason' is for the first of several claims: use 'note'"),
    ("2023-11-18/2023-11-19", "2023-11-18", "24:13: the same claim twice: join their sources"),
    ('"civil-authority"', '"unsigned"', "29:1: an unsigned handover has no 'date': choose another kind\n30:1: an unsigned handover has no 'to': choose another kind"),
    ('date = { value = "2023-11-18", sources = ["press"] }\n', "", "27:2: missing 'date': expected the day of the handover"),
    ('"2023-12-31"', '"2023-05-31"', "11:22: 2023-05-31 is before 'mandate_ended', 2023-06-30"),
    ('opened = { value = "2013"', 'opened = { value = "2024"', "23:13: 2023-11-18 is before 'opened', 2024\n29:18: 2023-11-18 is before 'opened', 2024"),
    ('arrived = "2023-11-19"', 'arrived = "2023-11-17"', "40:11: 2023-11-17 is before 'departed', 2023-11-18"),
    ("counted_bases = { value = 1", "counted_bases = { value = 2", "12:27: says 2, but the counted bases number 1: correct it, or the 'counted' of a base"),
    ('"more than 400"', "501", "53:12: 501 exceeds 'personnel.all', about 500"),
    ('value = ["NER"]', 'value = ["NIG"]', "21:26: unknown country code 'NIG' (ISO 3166-1 alpha-3): did you mean 'NER' (Niger) or 'NGA' (Nigeria)?"),
    ('host_state = "MLI"', 'host_state = "BUR"', "7:14: unknown country code 'BUR' (ISO 3166-1 alpha-3): did you mean 'BDI' (Burundi) or 'BFA' (Burkina Faso)?"),
    ('"ML-7"', '"ML-77"', "18:24: 'ML-77' is not an ISO 3166-2 code of Mali: did you mean 'ML-7'?"),
    ('{ value = { latitude = 15.6597, longitude = 0.5022 }, sources = ["press"] }', '[{ value = { latitude = 1, longitude = 0.5 }, sources = ["press"], reason = "Why." }, { value = { latitude = 1.0, longitude = 0.5 }, sources = ["radio"] }]', "19:108: the same claim twice: join their sources"),
    (', reason = "It names the day." },\n  { value = "2023-11-18/2023-11-19", sources = ["radio"] }', ' },\n  { value = "2023-11-19", sources = ["radio"], reason = "Late." }', "23:3: missing 'reason': say why this claim is the one shown\n24:48: 'reason' is for the first of several claims: use 'note'"),
    ('"2013-04-25"', '"2023-12"', "10:27: 2023-06-30 is before 'created', 2023-12\n23:13: 2023-11-18 is before 'created', 2023-12\n29:18: 2023-11-18 is before 'created', 2023-12"),
]  # fmt: skip
"""Text of the valid dataset, its replacement, and the problems that are then reported."""


@pytest.mark.parametrize(("old", "new", "expected"), MISFITS)
def test_each_misfit_is_named_at_its_place(old: str, new: str, expected: str) -> None:
    assert SOUND.count(old) == 1
    assert problems(SOUND.replace(old, new)) == expected.split("\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('opened = { value = "2013"', 'opened = { value = "2023-11"'),
        ('arrived = "2023-11-19"', 'arrived = "2023-11"'),
        ('"2023-12-31"', '"2023-06"'),
        ('"2013-04-25"', '"2013"'),
        ('"more than 400"', '"more than 500"'),
    ],
)
def test_only_what_is_impossible_is_refused(old: str, new: str) -> None:
    assert SOUND.count(old) == 1
    assert read(SOUND.replace(old, new).encode(), "x.toml").mission.name == "EXAMPLE"


def test_a_source_that_a_record_and_a_later_fact_mistake_alike_is_named_twice() -> None:
    broken = SOUND.replace('sources = ["press"]\narrived', 'sources = ["pres"]\narrived')
    broken = broken.replace("wounded = 4", 'wounded = { value = 4, sources = ["pres"] }')
    assert problems(broken) == [
        "39:12: unknown source 'pres': did you mean 'press'?",
        "48:35: unknown source 'pres': did you mean 'press'?",
    ]


def test_a_value_that_stands_alone_adds_no_problem_of_its_own() -> None:
    broken = SOUND.replace(
        'sources = ["press"]\ndate = "2023-11-18~"', 'sources = ["tv"]\ndate = "2023"'
    )
    assert problems(broken) == ["51:12: unknown source 'tv'"]


def test_thousands_of_unknown_sources_cost_no_minutes() -> None:
    wrong = ", ".join(f'"source-{number}"' for number in range(2000))
    found = problems(SOUND.replace('sources = ["radio"]', f'sources = ["radio", {wrong}]'))
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].endswith("there are more problems: only the first 500 are listed")
