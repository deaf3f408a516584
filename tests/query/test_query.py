"""The filter language, on a small dataset and on the real one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.chronology.standing import Standing
from minusma_tui.index.bitset import bits_at
from minusma_tui.language.fold import fold
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Query, QueryError, Vocabulary, complete, parse
from minusma_tui.query.fields import BY_NAME, name_some
from minusma_tui.reading.text import visible
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.query import ALL, DATASET, VOCABULARY, kept, standings

CLOSED = {"menaka", "ansongo", "kidal", "outpost"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ALL),
        ("   ", ALL),
        # words
        ("menaka", {"menaka"}),
        ("MÉNAKA", {"menaka"}),
        ("ansango", {"ansongo"}),  # another name
        ("gao", {"ansongo"}),  # a region
        ("timbuktu", {"tombouctou"}),
        ("tombouctou", {"tombouctou"}),
        ("ner", {"menaka", "ansongo"}),  # the code of a contingent
        ("tchad", {"kidal"}),  # the name of a contingent
        ("niger", {"menaka", "ansongo", "tombouctou"}),  # part of Nigeria, too
        ("burkina", {"ansongo"}),  # a rival claim
        ("prefect", set()),  # only `text:` would find it
        ("outpost north", {"outpost"}),
        ('"north outpost"', {"outpost"}),
        ('"outpost north"', set()),
        ('"north out', {"outpost"}),  # still being typed
        ('"region:gao"', set()),  # a quoted term is a word
        ("xyzzy", set()),
        ("gao\tansongo", {"ansongo"}),
        ("gao\x1b\u202e\u2028ansongo", {"ansongo"}),
        # region
        ("region:gao", {"ansongo"}),
        ("region:ML-7", {"ansongo"}),
        ("region:ml-7", {"ansongo"}),
        ("REGION:GAO", {"ansongo"}),
        ("region:ménaka", {"menaka"}),
        ("region:timbuktu", {"tombouctou"}),
        ("region:tombouctou", {"tombouctou"}),
        ("region:gao,kidal", {"ansongo", "kidal"}),
        ('region:"gao","Upper Delta"', {"ansongo", "outpost"}),
        ('region:"Upper Delta",gao', {"ansongo", "outpost"}),
        ('region:"upper delta', {"outpost"}),
        # status, handover
        ("status:occupied", {"tombouctou", "bamako"}),
        ("status:departed", {"kidal", "outpost"}),
        ("status:handed-over", {"menaka", "ansongo"}),
        ('status:"handed over"', {"menaka", "ansongo"}),
        ("status:liquidation", set()),
        ("handover:unsigned", {"kidal"}),
        ("handover:armed-forces,civil-authority", {"menaka", "ansongo"}),
        ("handover:liquidation", set()),
        # contingent
        ("contingent:NER", {"menaka", "ansongo"}),
        ("contingent:niger", {"menaka", "ansongo"}),
        ("contingent:nigeria", {"tombouctou"}),
        ("contingent:bfa", {"ansongo"}),
        ('contingent:"burkina faso"', {"ansongo"}),
        ("contingent:chad,nga", {"kidal", "tombouctou"}),
        ("contingent:egypte", {"kidal"}),
        # kind
        ("kind:camp", {"menaka", "ansongo", "kidal", "tombouctou"}),
        ("kind:temporary-operating-base", {"outpost"}),
        ('kind:"Temporary operating base"', {"outpost"}),
        ("kind:headquarters", {"bamako"}),
        # source
        ("source:rfi-2023-11-08", {"ansongo"}),
        ("source:rfi", {"ansongo"}),
        ("source:afp", {"menaka", "kidal"}),
        ("source:geopko-v2.3", {"menaka", "ansongo", "kidal", "tombouctou"}),
        ("source:koaci", {"ansongo", "kidal"}),  # cited by an event at the base
        # contested
        ("contested:yes", {"ansongo", "kidal"}),
        ("contested:no", ALL - {"ansongo", "kidal"}),
        # text
        ("text:PREFET", {"ansongo"}),
        ("text:prefect", {"ansongo"}),
        ('text:"police station, 5"', {"ansongo"}),  # across the end of a line, with a comma
        ("text:muller", {"menaka"}),
        ("text:rebels", {"kidal"}),
        ("text:ministry", {"tombouctou"}),
        ("text:ansango", {"ansongo"}),
        ("text:gao", {"kidal"}),  # in the route of its convoy; for Ansongo it is only a region
        ("text:adagh", {"kidal"}),  # a rival claim
        ('text:"as the map"', {"kidal"}),
        ("text:gunmen", {"ansongo", "kidal"}),
        ("text:tirs", {"ansongo", "kidal"}),
        ("text:begins", set()),  # in an event of the whole mission
        # after, before
        ("after:2023-11-18", {"ansongo"}),
        ("after:2023-11-19", set()),
        ("after:2023-10-31", {"ansongo", "kidal", "outpost"}),
        ("after:2023-10", {"ansongo", "kidal", "outpost"}),
        ("before:2023-10-01", {"menaka", "outpost"}),
        ("before:2023-08-24", set()),
        ("before:2023", CLOSED),
        ("after:2023-10 before:2023-10", {"kidal", "outpost"}),
        ("-after:2023", {"tombouctou", "bamako"}),
        ("-before:2023", {"tombouctou", "bamako"}),
        # troops
        ("troops>500", {"ansongo", "kidal"}),
        ("troops>=500", {"ansongo", "kidal", "tombouctou"}),
        ("troops<500", {"menaka"}),
        ("troops<=500", {"menaka", "tombouctou"}),
        ("troops=500", {"tombouctou"}),
        ("troops:200,950", {"menaka", "ansongo"}),
        ("troops > 500", {"ansongo", "kidal"}),
        ("troops >500 kidal", {"kidal"}),
        ("-troops<= 500", ALL - {"menaka", "tombouctou"}),
        ('Troops >= "500"', {"ansongo", "kidal", "tombouctou"}),
        ("troops gao", set()),  # two words
        ("-troops>=0", {"outpost", "bamako"}),
        # several, negated
        ("status:handed-over region:gao", {"ansongo"}),
        ("-kidal", ALL - {"kidal"}),
        ('-"two words"', ALL),
        ('-"north outpost"', ALL - {"outpost"}),
        ("-region:gao,kidal", ALL - {"ansongo", "kidal"}),
        ("-contested:yes status:handed-over", {"menaka"}),
        ("gao -gao", set()),
    ],
)
def test_a_query_keeps_its_bases(text: str, expected: set[str]) -> None:
    assert kept(text) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("status:liquidation", "2024-01-01", {"tombouctou", "bamako"}),
        ("status:handed-over handover:liquidation", "2024-11-15", {"bamako"}),
        ("status:occupied", "2023-11-17", {"ansongo", "tombouctou", "bamako"}),
        ("handover:civil-authority", "2023-11-17", set()),
        ("before:2023-10-01", "2023-10-15", {"menaka"}),  # October is not over
        ("contested:yes", "2023-07-01", {"ansongo", "kidal"}),
    ],
)
def test_a_field_follows_the_day(text: str, day: str, expected: set[str]) -> None:
    assert kept(text, day) == expected


def test_an_empty_query_is_false_and_keeps_everything() -> None:
    assert not Query()
    assert not parse(" \t", VOCABULARY)
    assert parse("gao", VOCABULARY)
    assert all(Query().keeps(standing) for standing in standings("2023-11-19"))


REGIONS = "Gao, Kidal, Ménaka, Timbuktu, Tombouctou, Upper Delta, …"
NAMES = "region, status, handover, contingent, kind, source, contested, text, after, before, troops"
A_DATE = "a date such as 2023-11-18, 2023-12, 2023-11-18/2023-11-19 or 2023-12-28?"


@pytest.mark.parametrize(
    ("text", "message", "span"),
    [
        ("region:", f"expected {REGIONS}", (0, 7)),
        ("gao  region:", f"expected {REGIONS}", (5, 12)),
        ("-region:", f"expected {REGIONS}", (0, 8)),
        ("region:gao,", f"expected {REGIONS}", (0, 11)),
        ('region:""', f"expected {REGIONS}", (0, 9)),
        ("region:t", "expected Timbuktu, Tombouctou", (0, 8)),
        ("region:ml", "expected ML-6, ML-7, ML-8, ML-9", (0, 9)),
        ("region:qqq gao", f"no region 'qqq': expected {REGIONS}", (0, 10)),
        ("region:kidall", "no region 'kidall': did you mean 'Kidal'?", (0, 13)),
        ("region:" + 99 * "q", f"no region '{59 * 'q'}…': expected {REGIONS}", (0, 106)),
        ("region:q\x1b]0;", f"no region 'q': expected {REGIONS}", (0, 8)),
        ("regoin:gao", "no field 'regoin': did you mean 'region:'?", (0, 10)),
        ("hand-over:x", "no field 'hand-over': did you mean 'handover:'?", (0, 11)),
        ("xxxx:y", f"no field 'xxxx': expected {NAMES}", (0, 6)),
        (":", f"expected the name of a field first: {NAMES}", (0, 1)),
        ("gao >5", f"expected the name of a field first: {NAMES}", (4, 6)),
        ("region>5", "expected 'region:', such as region:Gao", (0, 8)),
        (
            "status:gone",
            "no status 'gone': expected occupied, departed, handed-over, liquidation",
            (0, 11),
        ),
        ("handover:unsinged", "no kind of handover 'unsinged': did you mean 'unsigned'?", (0, 17)),
        ("kind:", "expected camp, temporary-operating-base, headquarters, site", (0, 5)),
        ("kind:temporary-op", "expected temporary-operating-base", (0, 17)),
        ("contingent:", "expected BFA, EGY, NER, NGA, TCD, Burkina Faso, …", (0, 11)),
        ("contingent:nigr", "no contingent 'nigr': did you mean 'Niger'?", (0, 15)),
        (
            "contingent:fra",  # a country, too different from BFA to be a typing mistake
            "no contingent 'fra': expected BFA, EGY, NER, NGA, TCD, Burkina Faso, …",
            (0, 14),
        ),
        ("source:rf", "expected rfi, rfi-2023-11-08", (0, 9)),
        ("contested:maybe", "expected yes or no", (0, 15)),
        ("contested:", "expected yes or no", (0, 10)),
        ("text:", "expected a word, such as text:convoy", (0, 5)),
        ("text:\u0301", "expected a word, such as text:convoy", (0, 6)),
        ("after:", f"expected {A_DATE}", (0, 6)),
        ("before:soon", f"expected {A_DATE}", (0, 11)),
        ("after:2023-13", "2023-13 is not in the calendar", (0, 13)),
        ("troops>", "expected a whole number, such as troops>500", (0, 7)),
        ("troops > ", "expected a whole number, such as troops>500", (0, 9)),
        ("gao troops > many", "expected a whole number, such as troops>500", (4, 17)),
        ("troops>=many", "expected a whole number, such as troops>=500", (0, 12)),
        ("troops:", "expected a whole number, such as troops=500", (0, 7)),
        ("-", "expected a word, or a field such as status:departed", (0, 1)),
        ('gao ""', "expected a word, or a field such as status:departed", (4, 6)),
        ('"', "expected a word, or a field such as status:departed", (0, 1)),
        ("region:gao foo:x bar:y", f"no field 'foo': expected {NAMES}", (11, 16)),
    ],
)
def test_a_term_that_cannot_be_read_says_what_was_expected(
    text: str, message: str, span: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, VOCABULARY)
    assert caught.value.message == message
    assert (caught.value.start, caught.value.end) == span


@pytest.mark.parametrize(
    ("field", "example"),
    [
        ("region", "region:Gao"),
        ("status", "status:departed"),
        ("handover", "handover:unsigned"),
        ("contingent", "contingent:BFA"),
        ("kind", "kind:camp"),
        ("source", "source:un"),
        ("contested", "contested:yes"),
        ("text", "text:convoy"),
        ("after", "after:2023-10-01"),
        ("before", "before:2023-11"),
    ],
)
def test_an_example_is_one_that_the_dataset_can_answer(field: str, example: str) -> None:
    with pytest.raises(QueryError, match=f"^expected '{field}:', such as {example}$"):
        parse(f"{field}>5", VOCABULARY)
    assert parse(example, VOCABULARY).terms


def test_an_example_with_a_blank_is_quoted() -> None:
    delta = Vocabulary(replace(DATASET, bases={"outpost": DATASET.bases["outpost"]}))
    with pytest.raises(QueryError, match=r'such as region:"Upper Delta"$'):
        parse("region>5", delta)


def test_where_the_dataset_knows_no_value_it_says_so() -> None:
    bare = Vocabulary(replace(DATASET, bases={"bamako": DATASET.bases["bamako"]}))
    for field, what in (("region", "region or its ISO"), ("contingent", "troop-contributing")):
        with pytest.raises(QueryError, match=f"such as {field}:(NAME|COUNTRY)$"):
            parse(f"{field}>5", bare)
        with pytest.raises(QueryError, match=f"^no base of this dataset has a {field}$"):
            parse(f"{field}:x", bare)
        assert what in BY_NAME[field].expects


def test_at_most_six_values_are_named() -> None:
    assert name_some("abcdef") == "a, b, c, d, e, f"
    assert name_some("abcdefg") == "a, b, c, d, e, f, …"


def test_a_word_on_its_way_to_a_field_is_unfinished_only_while_it_is_typed() -> None:
    for text in ("k", "kin", "region:kidal kind", "-reg"):
        with pytest.raises(QueryError, match=r"or use a field such as (kind|region):"):
            parse(text, VOCABULARY, typing=True)
        assert parse(text, VOCABULARY).terms
    for text in ("kin ", "kid", '"kin"', "kin region:gao", "kidal"):
        assert parse(text, VOCABULARY, typing=True).terms


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("reg", ["region:"]),
        ("REG", ["REGion:"]),
        ("region", ["region:"]),
        ("gao -reg", ["gao -region:"]),
        ("s", ["status:", "source:"]),
        ("t", ["text:", "troops>"]),
        ("region:k", ["region:kidal"]),
        ("-region:k", ["-region:kidal"]),
        ("region:gao,m", ["region:gao,ménaka", *(f"region:gao,mL-{n}" for n in (6, 7, 8, 9))]),
        ("region:me", ["region:menaka"]),
        ("region:up", ['region:"Upper Delta"']),
        ('region:"up', ['region:"upper Delta"']),
        ('region:"upper d', ['region:"upper delta"']),
        ('region:"ki', ['region:"kidal"']),
        ("status:h", ["status:handed-over"]),
        ("kind:t", ["kind:temporary-operating-base"]),
        ("contested:", ["contested:yes", "contested:no"]),
        ("contingent:nig", ["contingent:niger", "contingent:nigeria"]),
        ("contingent:bf", ["contingent:bfA"]),
        ("source:rf", ["source:rfi", "source:rfi-2023-11-08"]),
        # A closed quote stays closed.
        ('region:"ki"', ['region:"ki"dal']),
        ('region:"up"', ['region:"Upper Delta"']),
        ('region:"k"i"d', ['region:"k"i"dal"']),
        ('region:"gao","ki', ['region:"gao","kidal"']),
        ("region:kidal", []),
        ("gao ", []),
        ("", []),
        ("-", []),
        ('"reg', []),
        ("xyzzy", []),
        ("nofield:x", []),
        ("text:p", []),
        ("\ufb06a", []),
    ],
)
def test_completions_go_on_from_what_is_typed(text: str, offered: list[str]) -> None:
    assert complete(text, VOCABULARY) == tuple(offered)


def test_values_are_offered_as_the_dataset_writes_them() -> None:
    assert complete("region:", VOCABULARY) == (
        "region:Gao", "region:Kidal", "region:Ménaka", "region:Timbuktu", "region:Tombouctou",
        'region:"Upper Delta"', "region:ML-6", "region:ML-7",
    )  # fmt: skip


anything = st.text(
    st.sampled_from('region:gaoktuplD,"-<>=500 éü\t\x1b') | st.characters(), max_size=40
)


@given(anything, st.booleans())
def test_any_text_is_a_query_or_an_error_with_a_span(text: str, typing: bool) -> None:
    try:
        query = parse(text, VOCABULARY, typing=typing)
    except QueryError as error:
        assert 0 <= error.start < error.end <= len(text)
        assert visible(error.message, longest=1000) == error.message
    else:
        assert all(0 <= term.start < term.end <= len(text) for term in query.terms)
        assert visible(query.text) == query.text
        assert kept(query.text) <= ALL


@given(anything)
def test_any_text_can_be_completed(text: str) -> None:
    assert all(complete(text, VOCABULARY))


@pytest.mark.parametrize(
    "field", ["region", "status", "handover", "contingent", "kind", "source", "contested"]
)
def test_every_value_that_is_offered_can_be_read(field: str) -> None:
    for start in ("", *"abcdefghijklmnopqrstuvwxyz"):
        text = f"{field}:{start}"
        for completion in complete(text, VOCABULARY):
            assert parse(completion, VOCABULARY).terms


terms = st.sampled_from(
    ["region:gao,kidal", "status:departed", "handover:unsigned", "contingent:niger", "kind:camp",
     "source:afp", "contested:yes", "text:rebels", "after:2023-10", "before:2023-10-01",
     "troops>500", "an", '"north outpost"']
)  # fmt: skip


@given(st.lists(terms, max_size=4))
def test_terms_are_joined_by_and(parts: list[str]) -> None:
    assert kept(" ".join(parts)) == ALL.intersection(*(kept(part) for part in parts))


@pytest.mark.parametrize("text", ["gao", "-gao"])
def test_a_word_is_not_looked_for_base_by_base(text: str) -> None:
    (term,) = parse(text, VOCABULARY).terms
    everyone = bits_at(range(len(ALL)))
    asked: list[Standing] = []

    def test(standing: Standing) -> bool:
        asked.append(standing)
        return term.test(standing)

    found = replace(term, test=test).keep(everyone, standings("2023-11-19"))
    assert asked == []
    # The result is the same as base by base.
    assert found == replace(term, test=test, find=None).keep(everyone, standings("2023-11-19"))
    assert len(asked) == len(ALL)


@given(terms)
def test_a_minus_keeps_the_others(term: str) -> None:
    assert kept(f"-{term}") == ALL - kept(term)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ménaka", "menaka"), ("Ménaka-2 (É)", "menaka-2 (e)"),
     ("ÎLE", "ile"), ("Straße", "strasse"), ("É", "e"), ("E\u0301", "e"),
     ("ABC", "abc"), ("", "")],
)  # fmt: skip
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("timbuktu", {"tombouctou"}),
        ("ansango", {"ansongo"}),
        ("kidal", {"kidal", "tessalit", "aguelhok"}),
        ("region:gao", {"ansongo", "gao"}),
        ("region:ML-7", {"ansongo", "gao"}),
        ("region:gao,kidal", {"ansongo", "gao", "tessalit", "aguelhok", "kidal"}),
        ("region:gao -status:occupied", {"ansongo"}),
        ("status:departed", {"tessalit", "aguelhok", "kidal"}),
        ("status:occupied", {"mopti", "tombouctou", "gao", "bamako"}),
        ("status:liquidation", set()),
        ("handover:unsigned", {"tessalit", "aguelhok", "kidal"}),
        ("contingent:tchad", {"tessalit", "aguelhok", "kidal"}),
        ("contingent:niger", {"ansongo", "menaka"}),
        ("contingent:NGA", {"tombouctou"}),
        ("kind:headquarters", {"bamako"}),
        ("kind:temporary-operating-base", {"ogossagou"}),
        ("source:voa-2023-11-18", {"ansongo"}),
        ("text:aklinine", {"ansongo"}),
        ('text:"préfet d\'ansongo"', {"ansongo"}),
        ("after:2023-10-31", {"kidal", "ansongo"}),
        ("after:2023-10 before:2023-10", {"tessalit", "aguelhok", "kidal", "douentza"}),
        ("before:2023-08-04", {"ogossagou"}),
        ("-after:2023", {"mopti", "tombouctou", "gao", "bamako"}),
        ("troops>=4892", {"gao"}),
        ("troops=950", {"ansongo"}),
        ("troops<200", {"ogossagou"}),
        ("troops<=200", {"ogossagou", "ber"}),
        ("-troops>150 -troops<=150", set()),
    ],
)
def test_the_real_withdrawal(dataset: Dataset, text: str, expected: set[str]) -> None:
    assert kept_of(dataset, text, "2023-11-19") == expected


def test_the_real_status_follows_the_day(dataset: Dataset) -> None:
    assert kept_of(dataset, "status:liquidation", "2024-02-01") == {"gao", "bamako"}
    assert kept_of(dataset, "status:departed", "2023-08-13") == {"ber"}
    assert kept_of(dataset, "handover:unsigned", "2023-10-30") == {"tessalit", "aguelhok"}


def kept_of(dataset: Dataset, text: str, day: str) -> set[str]:
    query = parse(text, Vocabulary(dataset))
    selection = look(World(dataset), date.fromisoformat(day), query).selection
    return {standing.base.id for standing in selection}
