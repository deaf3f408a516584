"""Which countries and regions does ISO 3166 know, and what are they called?

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
    """The short English name by ISO 3166-1 alpha-3 code, or by XKX of Kosovo."""
    return {code: row.get("common_name", row["name"]) for code, row in _countries().items()}


@cache
def codes() -> Mapping[str, str]:
    """The code by each English name that ISO 3166-1 has, long and short."""
    return {
        row[kind]: code
        for kind in ("official_name", "name", "common_name")
        for code, row in _countries().items()
        if kind in row
    }


def alpha_2(code: str) -> str | None:
    """The code of two letters for one of three; None of an unknown country."""
    row = _countries().get(code)
    return row["alpha_2"] if row else None


@cache
def regions(country: str) -> frozenset[str]:
    """The ISO 3166-2 codes of a country, which is given by its code of three letters."""
    prefix = alpha_2(country)
    if prefix is None:
        return frozenset()
    # Found in the bytes, since the file has the 5,000 regions of the world.
    table = (_folder() / "databases" / "iso3166-2.json").read_bytes()
    found = re.findall(rf'"code": "({prefix}-[^"]+)"'.encode(), table)
    return frozenset(code.decode() for code in found)


def translations() -> Path:
    """The folder of the gettext catalogues; the names are their message ids."""
    return _folder() / "locales"


@cache
def _countries() -> dict[str, dict[str, str]]:
    table = (_folder() / "databases" / "iso3166-1.json").read_text(encoding="utf-8")
    rows = {row["alpha_3"]: row for row in json.loads(table)["3166-1"]}
    # In no table of ISO 3166, which leaves these codes to those who need them; they are widely
    # used, by Natural Earth and the European Union among others.
    return {**rows, "XKX": {"alpha_2": "XK", "name": "Kosovo"}}


@cache
def _folder() -> Path:
    spec = find_spec("pycountry")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pycountry is not installed", name="pycountry")
    return Path(spec.origin).parent
