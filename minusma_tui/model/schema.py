"""What does pydantic-core check a record by? Its annotations, as a schema.

pydantic reads annotations, too, but to import that takes as long as Textual's first frame. So it
is left to the one command that wants a JSON Schema; what checks a dataset is the same.
"""

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema

Refine = Callable[[CoreSchema], CoreSchema]
"""Stands in an annotation for what is checked beyond the type."""

_PLAIN: dict[object, CoreSchema] = {
    str: core_schema.str_schema(strict=True),
    int: core_schema.int_schema(strict=True),
    float: core_schema.float_schema(strict=True, allow_inf_nan=False),
    bool: core_schema.bool_schema(strict=True),
}


Make = Callable[..., CoreSchema]
"""Makes the schema of a type, given the reader and what the type is of."""
_MAKERS: dict[type, Make] = {}


def schema_for(kind: type) -> Callable[[Make], Make]:
    """Marks what makes the schema of a type that is no record."""

    def mark(make: Make) -> Make:
        _MAKERS[kind] = make
        return make

    return mark


def limit(**limits: object) -> Refine:
    """Limits of a type by the words of its schema, such as `ge`, `pattern` and `max_length`."""
    return lambda schema: cast("CoreSchema", {**schema, **limits})


def then(change: Callable[[Any], object]) -> Refine:
    """What is done with each value that was found to be right."""
    return lambda schema: core_schema.no_info_after_validator_function(change, schema)


def schema_of(hint: object) -> CoreSchema:
    """The schema of records, values and what holds them."""
    reader = Reader()
    return core_schema.definitions_schema(reader.read(hint), reader.definitions)


def validator(hint: object, *, lenient: bool = False) -> SchemaValidator:
    """Makes such things of plain TOML; raises pydantic-core's ValidationError.

    A lenient one raises none of what stands in records, arrays and tables. Where something is
    wrong or missing it puts the default of the field, or None though the type has no None, and
    what a record should not have it leaves out.
    """
    reader = Reader(lenient=lenient)
    return SchemaValidator(core_schema.definitions_schema(reader.read(hint), reader.definitions))


def serializer(hint: object) -> SchemaSerializer:
    """Makes plain data of such things."""
    return SchemaSerializer(schema_of(hint))


class Reader:
    """Reads annotations; each record once, whose schema then stands among the definitions."""

    def __init__(self, *, lenient: bool = False) -> None:
        self.lenient = lenient
        self.definitions: list[CoreSchema] = []
        self._refs: dict[object, str] = {}

    def read(self, hint: Any) -> CoreSchema:
        """The schema of a type as it is annotated.

        In a generic record its variable stands alone, within no other type.
        """
        arguments = get_args(hint)
        match get_origin(hint):
            case None if hint in _PLAIN:
                return _PLAIN[hint]
            case origin if origin is Annotated:
                schema = self.read(arguments[0])
                for refine in cast("tuple[Refine, ...]", hint.__metadata__):
                    schema = refine(schema)
                return schema
            case origin if origin in (Union, UnionType):
                (kind,) = (argument for argument in arguments if argument is not NoneType)
                return core_schema.nullable_schema(self.read(kind))
            case origin if origin is Literal:
                return core_schema.literal_schema(list(arguments))
            case origin if origin is tuple:
                return core_schema.tuple_schema([self._read_item(hint)], variadic_item_index=0)
            case origin if origin is list:
                return core_schema.list_schema(self._read_item(hint))
            case origin if origin in (Mapping, dict):
                keys = core_schema.str_schema() if self.lenient else self.read(arguments[0])
                return core_schema.dict_schema(keys, self._read_item(hint))
            case origin:
                return self._read_class(hint, origin or hint)

    def _read_item(self, hint: Any) -> CoreSchema:
        """The schema of what stands in an array or a table."""
        *_, item = (part for part in get_args(hint) if part is not ...)
        schema = self.read(item)
        if self.lenient:
            return core_schema.with_default_schema(schema, default=None, on_error="default")
        return schema

    def _read_class(self, hint: Any, kind: type) -> CoreSchema:
        if kind in _MAKERS:
            return _MAKERS[kind](self, *get_args(hint))
        if hint not in self._refs:
            ref = self._refs[hint] = f"{kind.__module__}.{kind.__qualname__}:{len(self._refs)}"
            self.definitions.append(self._define(hint, kind, ref))
        return core_schema.definition_reference_schema(self._refs[hint])

    def _define(self, hint: Any, kind: type, ref: str) -> CoreSchema:
        if issubclass(kind, StrEnum):
            return core_schema.enum_schema(kind, list(kind), sub_type="str", ref=ref)
        return self._read_record(hint, kind, ref)

    def _read_record(self, hint: Any, record: Any, ref: str) -> CoreSchema:
        of = dict(zip(getattr(record, "__parameters__", ()), get_args(hint), strict=True))
        fields = [
            core_schema.dataclass_field(field.name, self._read_field(field, of))
            for field in dataclasses.fields(record)
        ]
        return core_schema.dataclass_schema(
            record,
            core_schema.dataclass_args_schema(record.__name__, fields),
            [field.name for field in dataclasses.fields(record)],
            slots=True,
            config={"extra_fields_behavior": "ignore" if self.lenient else "forbid"},
            ref=ref,
        )

    def _read_field(
        self, field: "dataclasses.Field[Any]", of: Mapping[TypeVar, object]
    ) -> CoreSchema:
        schema = self.read(of.get(cast("TypeVar", field.type), field.type))
        on_error: Literal["raise", "default"] = "default" if self.lenient else "raise"
        if field.default_factory is not dataclasses.MISSING:
            return core_schema.with_default_schema(
                schema, default_factory=field.default_factory, on_error=on_error
            )
        if field.default is not dataclasses.MISSING:
            return core_schema.with_default_schema(schema, default=field.default, on_error=on_error)
        if self.lenient:
            return core_schema.with_default_schema(schema, default=None, on_error=on_error)
        return schema
