"""Which country does Geo-PKO mean by a name?"""

from functools import cache

from minusma_tui.language import countries
from minusma_tui.language.fold import fold

_ALIASES = {
    # What the country and contingent columns have otherwise than ISO 3166-1. Geo-PKO's Congo is
    # also that of the standard: it names the Democratic Republic apart.
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
"""What Geo-PKO writes of a unit of several countries, or of one that its map does not name."""


def names_no_country(name: str) -> bool:
    """Whether it stands for units of no single, known country."""
    return fold(name) in _NO_COUNTRY


def read_country(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country, XKX of Kosovo; KeyError of an unknown one."""
    return _codes()[fold(name)]


def known_countries() -> frozenset[str]:
    """Every name that can be read."""
    return frozenset({**countries.codes(), **_ALIASES})


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for name, code in {**countries.codes(), **_ALIASES}.items()}
