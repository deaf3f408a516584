"""In which formats can one take the drawdown away, and what is each for?"""

from minusma_tui.language.catalogue import msg

FORMATS = {
    "csv": msg("a table of the bases, with HXL hashtags"),
    "geojson": msg("bases and last convoys, for maps"),
    "json": msg("the whole dataset; the day only sets where it opens"),
    "sqlite": msg("all that is known by then, with claims and sources"),
    "html": msg("a page to read, print and pass on; needs no network"),
    "svg": msg("the dashboard as a picture"),
}
"""What each is for, in English; by the name of the format, which is also how its files end."""
