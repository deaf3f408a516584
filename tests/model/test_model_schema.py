"""What the annotations of the model accept and refuse."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar

import pytest
from pydantic_core import ValidationError

from minusma_tui.model.records import record
from minusma_tui.model.schema import limit, serializer, then, validator

T = TypeVar("T")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@record
class Pair(Generic[T]):
    one: T
    other: int | None = None


@record
class Thing:
    name: Annotated[str, limit(min_length=1)]
    colours: tuple[Colour, ...] = ()
    sizes: Mapping[str, Annotated[int, limit(ge=0)]] = field(default_factory=dict)
    pair: Pair[Annotated[float, limit(le=1)]] | None = None


@pytest.mark.parametrize(
    ("hint", "value", "made"),
    [
        (str, "a", "a"),
        (int, 1, 1),
        (float, 1, 1.0),
        (bool, True, True),
        (str | None, None, None),
        (Literal[1], 1, 1),
        (Colour, "red", Colour.RED),
        (tuple[int, ...], [1, 2], (1, 2)),
        (list[int], [1, 2], [1, 2]),
        (dict[str, Colour], {"a": "blue"}, {"a": Colour.BLUE}),
        (Annotated[int, limit(ge=1), then(str)], 1, "1"),
    ],
)
def test_it_makes_what_is_asked_for(hint: object, value: object, made: object) -> None:
    found = validator(hint).validate_python(value)
    assert (found, type(found)) == (made, type(made))


@pytest.mark.parametrize(
    ("hint", "value", "kind"),
    [
        (str, 1, "string_type"),
        (int, "1", "int_type"),
        (int, True, "int_type"),
        (int, 1.0, "int_type"),
        (float, "1", "float_type"),
        (float, float("nan"), "finite_number"),
        (float, float("inf"), "finite_number"),
        (bool, 1, "bool_type"),
        (bool, "yes", "bool_type"),
        (Colour, "green", "enum"),
        (Literal[1], 2, "literal_error"),
        (tuple[int, ...], "12", "tuple_type"),
        (Mapping[str, int], [], "dict_type"),
        (Annotated[int, limit(ge=1)], 0, "greater_than_equal"),
        (Annotated[str, limit(pattern="^a$")], "b", "string_pattern_mismatch"),
        (Thing, [], "dataclass_type"),
        (Thing, {}, "missing"),
        (Thing, {"name": "a", "nmae": "b"}, "unexpected_keyword_argument"),
        (Thing, {"name": ""}, "string_too_short"),
        (Thing, {"name": "a", "colours": ["pink"]}, "enum"),
        (Thing, {"name": "a", "sizes": {"s": -1}}, "greater_than_equal"),
        (Thing, {"name": "a", "pair": {"one": 2}}, "less_than_equal"),
    ],
)
def test_it_refuses_all_else(hint: object, value: object, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validator(hint).validate_python(value)
    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_a_record_comes_with_its_defaults_and_goes_without_them() -> None:
    plain: dict[str, Any] = {"name": "a", "pair": {"one": 0.5}}
    one, other = (validator(Thing).validate_python(plain) for _ in range(2))
    assert (one.name, one.colours, one.sizes, one.pair.one) == ("a", (), {}, 0.5)
    assert one.sizes is not other.sizes
    assert serializer(Thing).to_python(one, exclude_defaults=True) == plain


def test_a_generic_record_is_checked_by_what_it_is_of() -> None:
    both = validator(tuple[Pair[Colour], ...]), validator(tuple[Pair[int], ...])
    assert both[0].validate_python([{"one": "red"}])[0].one is Colour.RED
    assert both[1].validate_python([{"one": 1, "other": 2}])[0].other == 2
    with pytest.raises(ValidationError):
        both[1].validate_python([{"one": "red"}])


def test_to_read_a_dataset_imports_nothing_but_the_core_of_pydantic() -> None:
    """Importing all of pydantic takes a fifth of the time until the first frame."""
    code = (
        "import sys; from minusma_tui.reading.load import load; load(None); "
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
