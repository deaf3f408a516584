"""A small valid dataset to break, and the problems that are then reported."""

import pytest

from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError

SOUND = """\
format = 1

[mission]
id = "example"
name = "EXAMPLE"
full_name = { en = "An example", fr = "Un exemple" }
host_state = "MLI"
as_of = "2023-11-19"
created = { value = "2013-04-25", sources = ["press"] }
mandate_ended = { value = "2023-06-30", sources = ["press"] }
deadline = { value = "2023-12-31", sources = ["press"] }
counted_bases = { value = 1, sources = ["press"] }
personnel.all = { value = "about 500", sources = ["press"] }

[bases.ansongo]
name = "Ansongo"
kind = { value = "camp", sources = ["press"] }
iso_3166_2 = { value = "ML-7", sources = ["press"] }
position = { value = { latitude = 15.6597, longitude = 0.5022 }, sources = ["press"] }
opened = { value = "2013", sources = ["press"] }
contingents = { value = ["NER"], sources = ["press"] }
departed = [
  { value = "2023-11-18", sources = ["press"], reason = "It names the day." },
  { value = "2023-11-18/2023-11-19", sources = ["radio"] },
]

[bases.ansongo.handover]
kind = { value = "civil-authority", sources = ["press"] }
date = { value = "2023-11-18", sources = ["press"] }
to = { value = "The prefect", sources = ["press"] }

[[bases.ansongo.strengths]]
sources = ["press"]
date = "2023"
troops = 450
by_country = { NER = 450 }

[bases.ansongo.convoy]
sources = ["press"]
arrived = "2023-11-19"

[[events]]
sources = ["press"]
date = "2023-10-26"
kind = "incident"
bases = ["ansongo"]
text = "Shots."
wounded = 4

[[personnel]]
sources = ["press"]
date = "2023-11-18~"
departed = "more than 400"
scope = "all"

[sources.press]
publisher = "A newspaper"
language = "en"
url = "https://example.org/a"

[sources.radio]
publisher = "A radio"
language = "fr"
"""


def problems(source: str | bytes) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(DatasetError) as caught:
        read(data, "x.toml")
    return [str(problem).removeprefix("x.toml:") for problem in caught.value.problems]


ACROSS = """\
format = 1
[mission]
id = "across"
name = "ACROSS"
full_name = "A made-up mission on both sides of the 180th meridian"
host_state = "FJI"
as_of = "2031-06-30"
counted_bases = { value = 2, sources = ["press"] }
[bases.east-isle]
name = "East Isle"
kind = { value = "camp", sources = ["press"] }
position = { value = { latitude = -17.0, longitude = -179.5 }, sources = ["press"] }
departed = { value = "2031-06-01", sources = ["press"] }
convoy = { sources = ["press"], route = ["East Isle", "West Isle"] }
[bases.west-isle]
name = "West Isle"
kind = { value = "camp", sources = ["press"] }
position = { value = { latitude = -17.5, longitude = 179.5 }, sources = ["press"] }
[sources.press]
publisher = "A newspaper"
language = "en"
"""
