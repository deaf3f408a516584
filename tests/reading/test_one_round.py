# ruff: noqa: E501  # tables: one fault per line
"""All faults of a file are reported at once, but not what only follows from another fault."""

from itertools import combinations

import pytest

from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError
from tests.reading.test_reading import MISTAKES
from tests.reading.test_rules import MISFITS
from tests.support.reading import SOUND, problems

Fault = tuple[str, str]
# One fault for each place: all pairs of all faults would take a minute.
FAULTS: list[Fault] = [
    *{old: new for old, new, _ in MISTAKES}.items(),
    *{old: new for old, new, _ in MISFITS}.items(),
]
HANDOVER = next(old for old, new in FAULTS if new == "handover = 5")
HANDED_OVER = 'date = { value = "2023-11-18", sources = ["press"] }\n'
TIED = {
    # A value that would be compared is gone or unknown.
    (HANDOVER, 'opened = { value = "2013"'),
    (HANDOVER, '"2013-04-25"'),
    (HANDED_OVER, 'opened = { value = "2013"'),
    (HANDED_OVER, '"2013-04-25"'),
    ('"civil-authority"', HANDED_OVER),
    ('scope = "all"\n', '"more than 400"'),
    ("personnel.all", '"more than 400"'),
    ('host_state = "MLI"', '"ML-7"'),
    # Two wrong dates, one before the other; two wrong codes, each the nearest to the other.
    ('"2023-12-31"', '"2013-04-25"'),
    ("NER = 450", 'value = ["NER"]'),
    # The other fault cites the source, or its id is suggested for the mistyped one.
    ('sources = ["radio"]', '{ value = { latitude = 15.6597, longitude = 0.5022 }, sources = ["press"] }'),
    ("[sources.radio]", 'sources = ["radio"]'),
}  # fmt: skip
"""The replaced texts of two faults of which one changes the message about the other."""


def found_with(*faults: Fault) -> set[tuple[int, str]]:
    """The problems of the dataset with these faults, with their lines in the valid dataset."""
    source = SOUND
    lines = list(range(1, SOUND.count("\n") + 2))
    # From the last to the first, so that the text before a fault has not moved.
    for old, new in sorted(faults, key=lambda fault: SOUND.index(fault[0]), reverse=True):
        place = SOUND.index(old)
        source = source[:place] + new + source[place + len(old) :]
        first = SOUND.count("\n", 0, place)
        last = first + old.count("\n")
        lines[first : last + 1] = [*([first + 1] * new.count("\n")), last + 1]
    try:
        read(source.encode(), "x.toml")
    except DatasetError as error:
        return {(lines[problem.line - 1], problem.message) for problem in error.problems}
    return set()


def are_apart(one: Fault, other: Fault) -> bool:
    """Whether two faults are on different lines."""
    (start, end), (begin, stop) = (lines_of(old) for old, _ in (one, other))
    return end < begin or stop < start


def lines_of(old: str) -> tuple[int, int]:
    place = SOUND.index(old)
    return SOUND.count("\n", 0, place), SOUND.count("\n", 0, place + len(old))


@pytest.mark.exhaustive
def test_any_two_faults_at_different_places_are_told_together() -> None:
    alone = {fault: found_with(fault) for fault in FAULTS}
    assert all(alone.values())
    changed = {
        (one[0], other[0])
        for one, other in combinations(FAULTS, 2)
        if are_apart(one, other) and found_with(one, other) != alone[one] | alone[other]
    }
    assert {pair if pair in TIED else pair[::-1] for pair in changed} <= TIED


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A mistyped key is not reported as missing, nor are bases and sources below it.
        ("[sources.radio]", "[source.radio]", ["61:2: unknown key 'source': did you mean 'sources'?"]),
        (", reason = ", ", reasn = ", ["23:48: unknown key 'reasn': did you mean 'reason'?"]),
        ('date = { value = "2023-11-18"', 'dat = { value = "2023-11-18"', ["29:1: unknown key 'dat': did you mean 'date'?"]),
        ("counted_bases = { value = 1", 'counted_bases = { value = "1"', ["12:27: expected a whole number, found '1'"]),
        # A source that is cited beside another fault counts as cited.
        ('sources = ["radio"]', 'sources = "radio"', ["24:48: expected an array, found 'radio'"]),
        ('sources = ["radio"]', 'source = ["radio"]', ["24:3: missing 'sources'", "24:38: unknown key 'source': did you mean 'sources'?"]),
        # The base exists, although nothing is known about it.
        ("[bases.ansongo]", 'bases.ansongo = 5\n[other.ansongo]', None),
    ],
)  # fmt: skip
def test_what_only_follows_is_not_told(old: str, new: str, expected: list[str] | None) -> None:
    assert SOUND.count(old) == 1
    found = problems(SOUND.replace(old, new))
    if expected is None:
        assert not any("unknown base" in each or "counted" in each for each in found)
    else:
        assert found == expected


@pytest.mark.parametrize(
    "wrong", ["countd = false", 'counted = "no"'], ids=["mistyped", "no truth value"]
)
def test_bases_are_counted_only_where_each_says_whether_it_counts(wrong: str) -> None:
    none = SOUND.replace("counted_bases = { value = 1", "counted_bases = { value = 0")
    (problem,) = problems(none.replace('name = "Ansongo"\n', f'name = "Ansongo"\n{wrong}\n'))
    assert problem.startswith("17:1")


def test_the_problems_are_in_the_order_of_the_file() -> None:
    broken = (
        SOUND.replace('"camp"', '"kamp"')
        .replace('["press"] }\niso', '["pres"] }\niso')
        .replace('name = "EXAMPLE"', 'name = "EX\\u0007"')
        .replace('bases = ["ansongo"]', 'bases = ["ansogo"]')
        .replace('language = "fr"', 'language = "French"')
    )
    assert [each.split(":")[0] for each in problems(broken)] == ["5", "17", "17", "46", "63"]


def test_nothing_is_said_of_sources_where_there_are_none() -> None:
    broken = SOUND[: SOUND.index("[sources.press]")].replace('"camp"', '"kamp"')
    assert problems(broken) == [
        "1:1: missing 'sources'",
        "17:18: expected camp, temporary operating base, headquarters or site, found 'kamp': "
        "did you mean 'camp'?",
    ]
