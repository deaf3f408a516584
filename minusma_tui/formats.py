"""In which formats can one take the drawdown away, and what is each for?"""

FORMATS = {
    "csv": "a table of the bases, with HXL hashtags",
    "geojson": "bases and last convoys, for maps",
    "json": "the whole dataset; the day only sets where it opens",
    "sqlite": "all that is known by then, with claims and sources",
    "html": "a page to read, print and pass on; needs no network",
    "svg": "the dashboard as a picture",
}
"""By the name of the format, which is also how its files end."""
