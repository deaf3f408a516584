"""The codes and English names of countries and regions in ISO 3166.

The tables are those of pycountry. They are read as files: importing the package, which makes an
object of each row, takes as long as reading a whole dataset.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def names() -> Mapping[str, str]:
    """Return the short English names by ISO 3166-1 alpha-3 code; Kosovo has the code XKX."""
    return {code: row.get("common_name", row["name"]) for code, row in _countries().items()}


@cache
def codes() -> Mapping[str, str]:
    """Return the alpha-3 codes by each English name that ISO 3166-1 has, long and short."""
    return {
        row[kind]: code
        for kind in ("official_name", "name", "common_name")
        for code, row in _countries().items()
        if kind in row
    }


def alpha_2(code: str) -> str | None:
    """Return the alpha-2 code for an alpha-3 code; None if the country is unknown."""
    row = _countries().get(code)
    return row["alpha_2"] if row else None


@cache
def regions(country: str) -> frozenset[str]:
    """Return the ISO 3166-2 codes of a country, given its alpha-3 code; empty if it is unknown."""
    prefix = alpha_2(country)
    if prefix is None:
        return frozenset()
    # Searched as bytes and not parsed, since the file has the 5,000 regions of the world.
    table = (_folder() / "databases" / "iso3166-2.json").read_bytes()
    found = re.findall(rf'"code": "({prefix}-[^"]+)"'.encode(), table)
    return frozenset(code.decode() for code in found)


def translations() -> Path:
    """Return the folder of the gettext catalogues, in which the English names are message ids."""
    return _folder() / "locales"


@cache
def _countries() -> dict[str, dict[str, str]]:
    table = (_folder() / "databases" / "iso3166-1.json").read_text(encoding="utf-8")
    rows = {row["alpha_3"]: row for row in json.loads(table)["3166-1"]}
    # ISO 3166 has no code for Kosovo and leaves these two to its users. They are in wide use, by
    # Natural Earth and the European Union among others.
    return {**rows, "XKX": {"alpha_2": "XK", "name": "Kosovo"}}


@cache
def _folder() -> Path:
    spec = find_spec("pycountry")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pycountry is not installed", name="pycountry")
    return Path(spec.origin).parent
