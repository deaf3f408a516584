"""What does an editor need to know of the format?"""

import ast
import inspect
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from minusma_tui.model import dataset, records
from minusma_tui.model.period import Period
from minusma_tui.model.schema import schema_of
from minusma_tui.model.values import Amount, Country, Subdivision, Text, Whole, Word

Schema = dict[str, Any]

_VALUES: dict[str, Any] = {
    "Text": Text,
    "Period": Period,
    "Amount": Amount,
    "Count": Whole,
    "Word": Word,
    "Words": tuple[Word, ...],
    "Countries": tuple[Country, ...],
    "Subdivision": Subdivision,
}
"""Kinds of value that get a definition, as records have one already."""

_REMARKS = ("title", "description", "default")
_BY_NAME = ("properties", "patternProperties", "$defs")
"""Keywords with a schema a name; any other holds one schema, a list of them, or none."""
_REF = "#/$defs/"


def json_schema() -> Schema:
    """The JSON Schema, draft 2020-12, of a dataset as it is written in TOML.

    Every fact may be a bare value: that its record must then have sources is for `check` to say.
    """
    names = _Names()
    schema = names.tidy(_Generator().generate(schema_of(dataset.Dataset)))
    definitions = {**names.definitions, **schema.pop("$defs")}
    for keyed in ("Base", "Source"):  # their id is the key of their table
        del definitions[keyed]["properties"]["id"]
        definitions[keyed]["required"].remove("id")
    for record, lines in _attribute_docstrings().items():
        for name, definition in ({"Dataset": schema} | definitions).items():
            if name == record or (record == "Claim" and name.startswith("ClaimOf")):
                for field in definition["properties"].keys() & lines.keys():
                    definition["properties"][field]["description"] = lines[field]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A dataset of minusma-tui",
        "$defs": dict(sorted(definitions.items())),
    }


class _Generator(GenerateJsonSchema):
    """Knows what the functions of the model read."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> Schema:
        """Whatever reads a value says so itself."""
        described: Schema = schema["metadata"]["json_schema"]
        return described

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Schema:
        """A fact is one claim, several, or a bare value; all else is as it was before."""
        several = super().function_after_schema(schema)
        if schema["function"]["function"] is not records.Fact:
            return several
        claim = self.get_schema_from_definitions(several["items"]["$ref"]) or {}
        return {"anyOf": [claim, {**several, "items": claim}, claim["properties"]["value"]]}


class _Names:
    """Gives what pydantic repeats a name and one place: FactOfPeriod, ClaimOfPeriod, Period."""

    def __init__(self) -> None:
        self.definitions: Schema = {}
        self._values: Schema = {}
        for name, kind in _VALUES.items():
            self.definitions[name] = self.tidy(_Generator().generate(schema_of(kind)))
            self._values[name] = _bare(self.definitions[name])

    def tidy(self, schema: Schema) -> Schema:
        """A schema with names for its parts, and without the null that TOML has not."""
        schema = {keyword: self._tidy_part(keyword, part) for keyword, part in schema.items()}
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        if schema.get("default", ...) is None:
            del schema["default"]
        choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
        if len(choices) == 1:
            del schema["anyOf"]
            schema = choices[0] | schema
        elif choices:
            schema["anyOf"] = choices
        for name, value in self._values.items():
            if _bare(schema) == value:
                return self._refer(name, schema)
        if schema.get("title") == "Claim":
            name = "ClaimOf" + _name(schema["properties"]["value"])
            self.definitions[name] = {**schema, "title": name}
            return self._refer(name)
        if choices and _name(choices[0]).startswith("ClaimOf"):
            name = _name(choices[0]).replace("Claim", "Fact")
            description = inspect.getdoc(records.Fact)
            self.definitions[name] = {"title": name, "description": description, "anyOf": choices}
            return self._refer(name, schema)
        return schema

    def _tidy_part(self, keyword: str, part: Any) -> Any:
        if keyword in _BY_NAME:
            schemas = {name: self.tidy(inner) for name, inner in part.items()}
            if keyword == "properties":
                for inner in schemas.values():
                    inner.pop("title", None)  # the name once more, in capitals
            return schemas
        if isinstance(part, list):
            return [self.tidy(inner) if isinstance(inner, dict) else inner for inner in part]
        return self.tidy(part) if isinstance(part, dict) else part

    def _refer(self, name: str, schema: Schema | None = None) -> Schema:
        """A reference, with what else is so in this one place."""
        own = {"default": schema["default"]} if schema and "default" in schema else {}
        return {"$ref": _REF + name, **own}


def _bare(schema: Schema) -> Schema:
    return {keyword: part for keyword, part in schema.items() if keyword not in _REMARKS}


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).removeprefix(_REF)


def _attribute_docstrings() -> dict[str, dict[str, str]]:
    """By record and field: the text under a field. Only a schema wants them, so no import pays."""
    found: dict[str, dict[str, str]] = {}
    for module in (records, dataset):
        for record in ast.parse(inspect.getsource(module)).body:
            if not isinstance(record, ast.ClassDef):
                continue
            lines = found.setdefault(record.name, {})
            for field, below in zip(record.body, record.body[1:], strict=False):
                match field, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        lines[name] = inspect.cleandoc(text)
    return found
