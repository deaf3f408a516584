"""Invented missions of any size, for benchmarks and tests; the same seed gives the same file.

A base takes about 400 bytes. Each has a name, kind, region and position, most have troops and a
departure, half have contingents, and some have a handover, a second estimate, a rival claim, a
plan or a note.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

FIRST, DEADLINE, AS_OF = date(2030, 1, 1), date(2031, 12, 31), date(2031, 3, 15)
HOST_STATE = "COD"
COUNTRIES = ("BGD", "EGY", "GHA", "IND", "JOR", "MAR", "NPL", "PAK", "RWA", "SEN", "TCD", "URY")
REGIONS = ("Kivu", "Ituri", "Équateur", "Tanganyika", "Maï-Ndombe", "Lualaba", "Kasaï", "Tshopo")
SOURCES = 40
WORDS = ("ngub", "oudi", "dam")
"""Parts of names in missions of any size; each further letter of a word keeps fewer bases."""
_KINDS = ("camp", "temporary operating base", "headquarters")
_HANDOVERS = ("civil-authority", "civil-authority", "armed-forces", "unsigned")
_BEGINNINGS = ("Ba", "Dou", "Ga", "Ké", "Lu", "Ma", "Ni", "Ou", "Ru", "Sé", "Ti", "Za")
_MIDDLES = ("bo", "da", "ka", "len", "ma", "ngu", "ré", "tou", "vi")
_ENDS = ("ba", "di", "ga", "ka", "lo", "na", "ré", "si", "ti", "za")


def mission(bases: int, seed: int = 1) -> str:
    """The TOML text of a dataset with that many bases and a twentieth as many events."""
    generator = random.Random(seed)  # noqa: S311  # not for secrets
    ids = [f"b{number}" for number in range(bases)]
    parts = [_head(bases)]
    parts += [_base(generator, base_id) for base_id in ids]
    parts += [_event(generator, ids) for _ in range(bases // 20)]
    parts += _figures(generator)
    parts += [_source(number) for number in range(SOURCES)]
    return "\n".join(parts)


def _head(bases: int) -> str:
    cited = _toml([f"s{number}" for number in range(SOURCES)])

    def fact(value: object) -> str:
        return f"{{ value = {_toml(value)}, sources = {cited} }}"

    return f"""format = 1

[mission]
id = "synthetic"
name = "SYNTHETIC"
full_name = "An invented mission"
host_state = "{HOST_STATE}"
as_of = {AS_OF}
created = {fact(FIRST)}
drawdown_began = {fact(FIRST)}
deadline = {fact(DEADLINE)}
counted_bases = {fact(bases)}
personnel = {{ all = {fact(20000)} }}
"""


def _base(generator: random.Random, base_id: str) -> str:
    pick = generator.choice
    name = pick(_BEGINNINGS) + pick(_MIDDLES) + pick(_MIDDLES) + pick(_ENDS)
    source = f"s{generator.randrange(SOURCES)}"
    troops = generator.randrange(20, 1500)
    place = {
        "latitude": round(generator.uniform(-12, 4), 4),
        "longitude": round(generator.uniform(15, 30), 4),
    }

    def fact(value: object) -> str:
        return _toml({"value": value, "sources": [source]})

    lines = [
        f"[bases.{base_id}]",
        f'name = "{name} {base_id.removeprefix("b")}"',
        f"kind = {fact(pick(_KINDS))}",
        f"region = {fact(pick(REGIONS))}",
        f"position = {fact(place)}",
    ]
    if generator.random() < 0.5:
        countries = generator.sample(COUNTRIES, generator.randint(1, 2))
        lines.append(f"contingents = {fact(countries)}")
    strengths = [{"sources": [source], "date": "2029", "troops": troops}]
    if generator.random() < 0.1:
        strengths.append({"sources": [source], "date": "2031", "troops": troops // 2})
    if generator.random() < 0.7:
        lines.append(f"strengths = {_toml(strengths)}")
    left = FIRST + timedelta(days=generator.randrange((DEADLINE - FIRST).days - 30))
    if generator.random() < 0.05:
        lines.append(f"opened = {fact(left - timedelta(days=60))}")
    if generator.random() < 0.9:
        lines.append(f"departed = {_departed(generator, left, source)}")
        if generator.random() < 0.15:
            signed = left + timedelta(days=generator.randrange(3))
            lines += ["", f"[bases.{base_id}.handover]"]
            lines += [f"{key} = {fact(value)}" for key, value in _handover(generator, signed)]
    if generator.random() < 0.05:
        lines += [
            "",
            f"[[bases.{base_id}.plans]]",
            f'sources = ["{source}"]',
            f'date = "{left.year}"',
            'by = { en = "The mission", fr = "La mission" }',
            'said = "2029-12-01"',
        ]
    if generator.random() < 0.05:
        lines += [
            "",
            f"[[bases.{base_id}.notes]]",
            f'sources = ["{source}"]',
            'about = "equipment"',
            'text = { en = "Generators stay for the town.", fr = "Les groupes restent en ville." }',
        ]
    return "\n".join([*lines, ""])


def _handover(generator: random.Random, signed: date) -> Iterator[tuple[str, object]]:
    kind = generator.choice(_HANDOVERS)
    yield "kind", kind
    if kind != "unsigned":
        yield "date", signed
        yield "to", {"en": "Prefect", "fr": "Préfet"}


def _departed(generator: random.Random, left: date, source: str) -> str:
    claim: dict[str, object] = {"value": left, "sources": [source]}
    if generator.random() > 0.1:
        return _toml(claim)
    rival = {"value": left + timedelta(days=1), "sources": [source]}
    return _toml([{**claim, "reason": "The mission says so."}, rival])


def _event(generator: random.Random, ids: list[str]) -> str:
    day = FIRST + timedelta(days=generator.randrange((DEADLINE - FIRST).days))
    return f"""[[events]]
sources = ["s{generator.randrange(SOURCES)}"]
date = "{day}"
kind = "{generator.choice(("incident", "statement", "milestone"))}"
bases = ["{generator.choice(ids)}"]
text = {{ en = "Something happened on the road.", fr = "Un incident sur la route." }}
"""


def _figures(generator: random.Random) -> Iterator[str]:
    departed = 0
    for month in range(20):
        departed += generator.randrange(400, 1000)
        yield f"""[[personnel]]
sources = ["s{generator.randrange(SOURCES)}"]
date = "{FIRST + timedelta(days=30 * month)}"
departed = {departed}
scope = "all"
"""


def _source(number: int) -> str:
    return f"""[sources.s{number}]
publisher = "Publisher {number}"
language = "en"
date = 2030-01-01
url = "https://example.org/{number}"
"""


def _toml(value: object) -> str:
    """Write a value as TOML on one line."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)
