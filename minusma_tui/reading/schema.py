"""What does an editor need to know of the format?"""

from typing import Any

from minusma_tui.reading.load import adapter


def json_schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of a dataset as it is written in TOML."""
    schema = adapter().json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
