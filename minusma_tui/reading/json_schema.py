"""The JSON Schema of a dataset, for editors that complete keys and mark mistakes."""

import re
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from minusma_tui.model.dataset import CONFIG, Dataset

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the JSON Schema, draft 2020-12, of a dataset as it is written in TOML.

    Every fact may be a bare value; only `check` finds that its record then lacks sources.
    """
    # pydantic reads source files for the docstrings of attributes, too slow for any other command.
    config = ConfigDict(**CONFIG, use_attribute_docstrings=True)
    reader = TypeAdapter(list[Dataset], config=config)
    definitions = reader.json_schema(schema_generator=_Generator)["$defs"]
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **definitions.pop("Dataset"),
        "title": "A dataset of minusma-tui",
        "$defs": definitions,
    }


class _Generator(GenerateJsonSchema):
    """Omits null, which TOML does not have, titles that repeat a name, and types from names."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        described = super().dict_schema(schema)
        if "patternProperties" in described:
            described["additionalProperties"] = False
        return described

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # the signature of pydantic
        return False

    def normalize_name(self, name: str) -> str:
        if ":" not in name:  # else a longer name, by which pydantic distinguishes equal ones
            name = re.sub(r"^(\w+\.)+|Annotated\[|,.*", "", name)
        return super().normalize_name(name).rstrip("_")
