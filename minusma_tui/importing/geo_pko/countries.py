"""The countries that Geo-PKO means by its names."""

from functools import cache

from minusma_tui.language import countries
from minusma_tui.language.fold import fold

_ALIASES = {
    # Names in the country and contingent columns that are not in ISO 3166-1. Geo-PKO's Congo is
    # the Congo of the standard: it names the Democratic Republic of the Congo separately.
    "Britain": "GBR",
    "DRC": "COD",
    "Democratic Republic of Congo": "COD",
    "Ivory Coast": "CIV",
    "Korea (ROK)": "KOR",
    "Russia": "RUS",
    "Turkey": "TUR",
    "UK": "GBR",
    "US": "USA",
    "USA": "USA",
}

_NO_COUNTRY = {"caricom", "multinational", "tcc name unknown", "un", "unknown"}
"""What Geo-PKO writes for a unit of several countries, or of one that its map does not name."""


def names_no_country(name: str) -> bool:
    """Return whether the name stands for units of no single known country."""
    return fold(name) in _NO_COUNTRY


def read_country(name: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country, or XKX for Kosovo.

    Raises KeyError if the country is unknown.
    """
    return _codes()[fold(name)]


def known_countries() -> frozenset[str]:
    """Return every name that `read_country` knows."""
    return frozenset({**countries.codes(), **_ALIASES})


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for name, code in {**countries.codes(), **_ALIASES}.items()}
