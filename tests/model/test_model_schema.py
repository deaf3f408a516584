"""What the annotations of the model accept and refuse."""

import dataclasses
from collections.abc import Mapping
from typing import Any, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from minusma_tui.model import dataset, records
from minusma_tui.model.dataset import CONFIG, Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Fact, Mission, Position, Strength, Url
from minusma_tui.model.values import Amount, BaseKind, Country, Id, Text, Whole, Word

CLAIMED = {"sources": ["press"]}
STRENGTH = {"sources": ["press"], "date": "2023", "troops": 5}
RECORDS = sorted(
    {
        kind
        for module in (records, dataset)
        for kind in vars(module).values()
        if isinstance(kind, type) and records.is_record(kind)
    },
    key=lambda kind: kind.__name__,
)


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(list[kind], config=CONFIG).validate_python([value])[0]


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Word, 1, "string_type"),
        (Word, "", "string_too_short"),
        (Word, "x" * 401, "string_too_long"),
        (Whole, "1", "int_type"),
        (Whole, True, "int_type"),
        (Whole, 1.0, "int_type"),
        (Whole, -1, "greater_than_equal"),
        (Id, "A radio", "string_pattern_mismatch"),
        (Country, "mli", "string_pattern_mismatch"),
        (Url, "javascript:alert()", "string_pattern_mismatch"),
        (BaseKind, "kamp", "enum"),
        (Period, 2023, "period"),
        (Amount, "many", "amount"),
        (Text, " ", "text"),
        (Fact[Word], "x", "uncited"),
        (Position, [], "dataclass_type"),
        (Position, {"latitude": 1.0}, "missing"),
        (Position, {"latitude": 91, "longitude": 2}, "less_than_equal"),
        (Position, {"latitude": "1", "longitude": 2}, "float_type"),
        (Position, {"latitude": float("nan"), "longitude": 2}, "finite_number"),
        (Position, {"latitude": float("inf"), "longitude": 2}, "finite_number"),
        (Position, {"latitude": 1, "longitude": 2, "height": 3}, "unexpected_keyword_argument"),
        (Claim[Word], {**CLAIMED, "value": "x", "inferred": 1}, "bool_type"),
        (Claim[Word], {"sources": [], "value": "x"}, "too_short"),
        (Claim[Word], {"sources": "press", "value": "x"}, "tuple_type"),
        (Claim[BaseKind], {**CLAIMED, "value": 1}, "enum"),
        (Strength, {**STRENGTH, "by_country": []}, "dict_type"),
        (Strength, {**STRENGTH, "by_country": {"mali": 5}}, "string_pattern_mismatch"),
    ],
)
def test_what_is_wrong_is_refused(kind: object, value: object, error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    assert [each["type"] for each in refused.value.errors()] == [error]


def test_a_whole_number_may_be_one_of_degrees() -> None:
    position = read(Position, {"latitude": 1, "longitude": -2})
    assert (position.latitude, position.longitude) == (1.0, -2.0)


def test_a_fact_is_read_as_what_it_is_of() -> None:
    assert read(Fact[BaseKind], {**CLAIMED, "value": "camp"}).value is BaseKind.CAMP
    assert read(Fact[Amount], [{**CLAIMED, "value": 5}]).value == Amount(5)


def test_a_record_comes_with_defaults_of_its_own() -> None:
    said = {**CLAIMED, "value": 1}
    plain = {"id": "x", "name": "X", "full_name": "X", "as_of": "2023", "counted_bases": said}
    one, other = (read(Mission, plain) for _ in range(2))
    assert (one.phases, one.deadline, one.personnel) == ((), None, {})
    assert one.personnel is not other.personnel


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_what_is_needed_may_be_unread(kind: Any) -> None:
    """None stands for what is wrong in a file, so that all else of it is looked at."""
    kind = kind[Word] if kind is Claim else kind
    fields = dataclasses.fields(get_origin(kind) or kind)
    missing = (dataclasses.MISSING, dataclasses.MISSING)
    needed = [field.name for field in fields if (field.default, field.default_factory) == missing]
    unread = read(kind, dict.fromkeys(needed))
    assert {getattr(unread, name) for name in needed} == {None}


def test_what_stands_in_an_array_or_a_table_may_be_unread() -> None:
    for record in RECORDS:
        for name, hint in get_type_hints(record, include_extras=True).items():
            if get_origin(hint) is tuple:
                assert read(hint, [None]) == (None,), name
            if get_origin(hint) is Mapping:
                keys = TypeAdapter(hint).validate_python({"any": None}, context={"lenient": True})
                assert keys == {"any": None}, name


def test_a_dataset_of_a_version_that_is_unknown_is_refused() -> None:
    for version in (2, 1.0, True, "1"):
        with pytest.raises(ValidationError) as refused:
            read(Dataset, {"format": version, "mission": None, "bases": None, "sources": None})
        assert [each["type"] for each in refused.value.errors()] == ["literal_error"]
