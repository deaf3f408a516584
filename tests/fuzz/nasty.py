"""Files that are made to be costly, and what it costs to refuse them, measured from outside."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from minusma_tui.importing.table import LARGEST_TABLE, MAX_LINES
from tests.support.synthetic import mission

MAX_MEBIBYTES, MAX_SECONDS = 512, 10.0
"""The peak of resident memory, and the processor time."""
_MIB = 2**20
Pieces = Iterator[bytes]

# Runs in a new process for each measurement, because a child inherits the peak of its parent.
_MEASURE = """
import os, resource, subprocess, sys
source = open(sys.argv[1], "rb") if sys.argv[1] != "|" else subprocess.Popen(
    ["yes", "x = 1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
process = subprocess.Popen(sys.argv[2:], stdin=source, stdout=subprocess.PIPE,
    stderr=subprocess.STDOUT)
said = process.stdout.read(400)
while process.stdout.read(1 << 20):
    pass
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss, used.ru_utime + used.ru_stime)
print(ascii(said.decode(errors="backslashreplace").partition(chr(10))[0]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took and printed."""

    status: int
    mebibytes: float
    seconds: float
    said: str
    """The first line of the output, in ASCII."""

    @property
    def is_bearable(self) -> bool:
        """Whether the file was refused within the limits of time and memory."""
        return (
            self.status == 1
            and self.mebibytes < MAX_MEBIBYTES
            and self.seconds < MAX_SECONDS
            and "internal error" not in self.said
        )


def measure(path: Path | None, *command: str) -> Cost:
    """Run a command, by default `check`, on a file; None is a standard input that never ends."""
    name = "-" if path is None else str(path)
    run = [sys.executable, "-m", "minusma_tui", *(command or ("check",)), name]
    source = "|" if path is None else "/dev/null"
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, source, *run], capture_output=True, check=True, text=True
    )
    numbers, said = done.stdout.splitlines()
    status, kibibytes, seconds = numbers.split()
    return Cost(int(status), int(kibibytes) / 1024, float(seconds), said)


def write(name: str, path: Path) -> None:
    """Write one of `FILES` or `TABLES`."""
    make = FILES.get(name) or TABLES[name]
    with path.open("wb") as stream:
        stream.writelines(make())


def _much(token: bytes, mebibytes: float, before: bytes = b"", behind: bytes = b"") -> Pieces:
    yield before
    times = int(mebibytes * _MIB) // len(token)
    block = token * max(1, 65536 // len(token))
    for _ in range(times * len(token) // len(block)):
        yield block
    yield behind


def _each(number: int, line: Callable[[int], str], before: str = "", behind: str = "") -> Pieces:
    yield before.encode()
    for start in range(0, number, 1000):
        yield "".join(map(line, range(start, min(start + 1000, number)))).encode()
    yield behind.encode()


def _broken(old: str, new: str, bases: int = 50_000) -> Pieces:
    """A dataset of 20 MB with the same mistake in thousands of places."""
    text = mission(bases)
    assert old in text
    yield text.replace(old, new).encode()


@lru_cache(maxsize=1)
def _largest() -> str:
    return mission(100_000)


def _late(old: str, new: str) -> Pieces:
    """A valid dataset of 41 MB, except that the last `old` is replaced."""
    before, found, behind = _largest().rpartition(old)
    assert found
    yield (before + new + behind).encode()


def _crowded(number: int, base: Callable[[int], str]) -> Pieces:
    """A dataset with that many bases whose only problem is that the last source is not cited."""
    head = f"""format = 1
[mission]
id = "m"
name = "M"
full_name = "M"
as_of = 2031-01-01
counted_bases = {{ value = {number}, sources = ["s"] }}
"""
    sources = "".join(
        f'[sources.{name}]\npublisher = "S"\nlanguage = "en"\n' for name in ("s", "unused")
    )
    return _each(number, base, head, sources)


def _bare_base(number: int) -> str:
    return f'[bases.b{number}]\nname = "{number}"\nkind = {{ value = "site", sources = ["s"] }}\n'


def _full_base(number: int) -> str:
    """As many facts as fit into few bytes, none of them shared with another base."""
    facts = {
        "region": f'"r{number}"',
        "cercle": f'"c{number}"',
        "p_code": f'"p{number}"',
        "opened": '"1950"',
        "position": f"{{ latitude = {number / 10**4}, longitude = {number / 10**4} }}",
    }
    people = ", ".join(
        f"{name} = {number}" for name in ("people", "vehicles", "length_km", "distance_km")
    )
    return "\n".join(
        [
            _bare_base(number)
            + f'convoy = {{ sources = ["s"], {people}, text = "t{number}", route = ["{number}"] }}',
            *(f'{name} = {{ value = {value}, sources = ["s"] }}' for name, value in facts.items()),
            "",
        ]
    )


def _named_base(number: int) -> str:
    names = ", ".join(f'"{number}.{name}"' for name in range(100))
    return _bare_base(number) + f'other_names = {{ value = [{names}], sources = ["s"] }}\n'


def _noted_base(number: int) -> str:
    text = "e\u0301" * 1_990
    note = f'sources = ["s"]\nabout = "equipment"\ntext = "{text}"\n'
    return f"{_bare_base(number)}\n[[bases.b{number}.notes]]\n{note}"


def _noise() -> Pieces:
    generator = random.Random(1)
    for _ in range(39):
        yield generator.randbytes(_MIB)


FILES: Mapping[str, Callable[[], Pieces]] = {
    "40 MiB and a byte of zeros": lambda: _much(b"\0", 40, behind=b"\0"),
    "39 MiB of zeros": lambda: _much(b"\0", 39),
    "39 MiB of noise": _noise,
    "39 MiB of [": lambda: _much(b"[", 39),
    "39 MiB of a=[": lambda: _much(b"a=[\n", 39),
    "39 MiB of line breaks": lambda: _much(b"\n", 39),
    "39 MiB of comments": lambda: _much(b"#\n", 39),
    "7 MiB of quotes": lambda: _much(b'"', 7),
    "a text of 39 MiB": lambda: _much(b"x", 39, b'a = "', b'"'),
    "a text of 7 MB": lambda: _much(b"x", 7, b'a = "', b'"'),
    "a text of 7 MB of escapes": lambda: _much(b"\\n", 7, b'a = "', b'"'),
    "a text of 7 MB in lines that go on": lambda: _much(b"\\\n", 7, b'a = """', b'"""'),
    "3,000,000 keys": lambda: _each(3_000_000, "k{} = 1\n".format),
    "79,000 keys": lambda: _each(79_000, "k{} = 1\n".format),
    "1,000,000 headers of events": lambda: _each(1_000_000, lambda _: "[[events]]\n"),
    "2,300,000 headers of bases": lambda: _each(2_300_000, "[bases.b{}]\n".format),
    "4,000,000 times one base": lambda: _each(4_000_000, lambda _: "[bases.b]\n"),
    "arrays 400 deep": lambda: iter([b"a = ", b"[" * 400, b"]" * 400]),
    "arrays 30,000 deep": lambda: iter([b"a = ", b"[" * 30_000, b"]" * 30_000]),
    "arrays 100,000 deep": lambda: iter([b"a = ", b"[" * 100_000, b"]" * 100_000]),
    "inline tables 400 deep": lambda: iter([b"a = ", b"{a=" * 400, b"1", b"}" * 400]),
    "inline tables 100,000 deep": lambda: iter([b"a = ", b"{a=" * 100_000, b"1", b"}" * 100_000]),
    "a key of 400 parts": lambda: iter([b".".join([b"a"] * 400), b" = 1"]),
    "a key of 100,000 parts": lambda: iter([b".".join([b"a"] * 100_000), b" = 1"]),
    "88 keys of 900 parts": lambda: _each(88, lambda n: f"k{n}" + ".a" * 900 + " = 1\n"),
    "an integer of 10^6 digits": lambda: iter([b"format = ", b"9" * 10**6]),
    "an integer of 10^6 hexadecimal digits": lambda: iter([b"format = 0x", b"f" * 10**6]),
    "an integer of 7 * 10^6 digits": lambda: iter([b"format = ", b"9" * 7 * 10**6]),
    "a number of 7 * 10^6 decimals": lambda: iter([b"format = 0.", b"9" * 7 * 10**6]),
    "1,900 integers of 4,000 hexadecimal digits": lambda: _each(
        1_900, lambda n: f"k{n} = 0x{'f' * 4000}\n"
    ),
    "an array of 4,000,000 numbers": lambda: _much(b"1,", 8, b"a = [", b"]"),
    "an array of 79,000 numbers": lambda: iter([b"a = [", b"1," * 79_000, b"]"]),
    "dates out of range": lambda: iter([b'format = 1\na = "0000"\nb = 0000-01-01\nc = 9999-12-31']),
    "79,000 problems on one line": lambda: iter([b"events = [", b"{}," * 79_000, b"]"]),
    "40,000 bases on one line": lambda: _each(40_000, "b{}=1,".format, "bases = {", "}"),
    "20 MB, each kind mistyped": lambda: _broken('"camp"', '"kamp"'),
    "20 MB, each key mistyped": lambda: _broken("region =", "regoin ="),
    "20 MB, a source that is missing": lambda: _broken('"s1"', '"sx"'),
    "20 MB, events at bases that are missing": lambda: _broken('["b', '["x'),
    "20 MB, texts that turn around": lambda: _broken("Prefect", "Pre\\u202Efect"),
    "20 MB, its last line broken": lambda: _broken('url = "https://example.org/39"', "url = ["),
    "39 MiB, its last byte no UTF-8": lambda: _much(b"#\n", 39, behind=b"\xff"),
    "550,000 bases": lambda: _crowded(550_000, _bare_base),
    "3,300,000 names of 33,000 bases": lambda: _crowded(33_000, _named_base),
    "6,800 notes of letters with marks": lambda: _crowded(6_800, _noted_base),
    "78,000 bases that share nothing": lambda: _crowded(78_000, _full_base),
    "41 MB that were cut off": lambda: _late('url = "https://example.org/39"', "url = ["),
    "41 MB, a key of its last base mistyped": lambda: _late("region =", "regoin ="),
    "41 MB, its last source is missing": lambda: _late("sources.s39]", "sources.sx]"),
    "41 MB, its last event at a base that is missing": lambda: _late('["b', '["x'),
}
"""Files by description; each must be refused."""


def _table(header: str, row: Callable[[int], str]) -> Pieces:
    """The largest table that is read, valid except for a latitude in its last row."""
    yield f"{header}\n".encode()
    size = 0
    for number in range(MAX_LINES - 2):
        line = f"{row(number)}\n".encode()
        size += len(line)
        if size > LARGEST_TABLE - 1000:
            break
        yield line
    yield row(0).replace("1.5", "north").encode()


def _row_of_contingents(number: int) -> str:
    sizes = ", ".join(f"{name} ({(number * 7) % 9999 + 1})" for name in _COUNTRIES)
    return f'M{number % 50},{1994 + number % 30},Place {number},1.5,2.5,12,"{sizes}"'


_COUNTRIES = (
    *("Bangladesh", "Chad", "Nepal", "Pakistan", "India", "Egypt"),
    *("Ghana", "Senegal", "Rwanda", "Jordan", "Morocco", "Uruguay"),
)
TABLES: Mapping[str, Callable[[], Pieces]] = {
    "6 MiB of contingents": lambda: _table(
        "mission,year,location,latitude,longitude,No.TCC,year.overview", _row_of_contingents
    ),
    "30,000 rows of a place and a mission each": lambda: _table(
        "mission,year,country,location,latitude,longitude,NoTroops",
        lambda number: f"M{number},2000,Mali,Place {number},1.5,2.5,{number}",
    ),
    "30,000 rows that make too large a dataset": lambda: _each(
        MAX_LINES - 1,
        lambda number: f"M0,{1950 + number % 150},Mali,Place {number % 200},1.5,2.5,{number}\n",
        "mission,year,country,location,latitude,longitude,NoTroops\n",
    ),
}
"""Tables of Geo-PKO by description; each must be refused."""
