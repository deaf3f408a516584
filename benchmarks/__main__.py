"""Measures speed, memory and idle load of minusma-tui and its peers in one run: `make bench`.

Prints tables and writes build/benchmarks.json. README.md beside this file explains the numbers.
"""

import csv
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.terminal import Terminal
from minusma_tui.reading.load import load
from minusma_tui.situation.columns import COLUMNS
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.synthetic import WORDS, mission

SIZES = (13, 1_000, 10_000, 100_000)
RUNS = 7
SMALLEST = "smallest Textual app"
"""It imports pydantic and tomli, as ours does."""
"""How often each program is started, and how often each word is typed into minusma-tui."""
IDLE_SECONDS = 10
BUILD = Path("build")
CONSOLE = Console(width=100)

Cells = Sequence[object]
OURS = (sys.executable, "-m", "minusma_tui")


def peer(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that starts one of `benchmarks.peers`."""
    return (sys.executable, "-m", f"benchmarks.peers.{name}", *arguments)


def visidata(rows: Path) -> tuple[str, ...]:
    """The command that opens a CSV file in VisiData, without its start-up extras."""
    return (str(Path(sys.executable).with_name("vd")), "--config=/dev/null", str(rows))


def main() -> None:
    """Run the parts that are named as arguments, by default all, and write the results."""
    BUILD.mkdir(exist_ok=True)
    results: dict[str, object] = {"machine": machine()}
    chosen = sys.argv[1:] or list(PARTS)
    for name in chosen:
        results[name] = PARTS[name]()
    path = BUILD / "benchmarks.json"
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    CONSOLE.print(f"written: {path}")


def machine() -> dict[str, object]:
    """The machine and the versions that are measured."""
    packages = ("textual", "pydantic", "tomli", "visidata", "textual-fastdatatable")
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def dataset(bases: int) -> Path:
    """The file of an invented mission with that many bases, made once."""
    path = BUILD / f"synthetic-{bases}.toml"
    if not path.exists():
        path.write_text(mission(bases), encoding="utf-8")
    return path


def rows_of(path: Path | None) -> Path:
    """A CSV file for the peers with the rows of the base list, made once for each dataset."""
    name = path.stem if path else "embedded"
    rows = BUILD / f"{name}.csv"
    if not rows.exists():
        loaded = load(path)
        shown = [column for column in COLUMNS if column.title and column.id != "handed_over"]
        with rows.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.title for column in shown)
            for standing in look(World(loaded), loaded.as_of).selection:
                writer.writerow(column.read(standing) for column in shown)
    return rows


def start() -> dict[str, object]:
    """Measure seconds from the command to the first complete frame, the programs in turn."""
    programs: dict[str, tuple[tuple[str, ...], bytes]] = {
        "minusma-tui": (OURS, b"Ansongo"),
        SMALLEST: (peer("smallest"), b"ready"),
        "VisiData, same rows": (visidata(rows_of(None)), b"Ansongo"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, (command, until) in programs.items():
            with Terminal(command) as terminal:
                seconds[name].append(terminal.settle(until=until) - terminal.started)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    ours = medians["minusma-tui"]
    show(
        "Start to first complete frame",
        ("program", "median", "ours to it"),
        [(name, milli(one), f"{ours / one:.2f}") for name, one in medians.items()],
    )
    return medians


def keys() -> dict[str, object]:
    """Measure seconds from a letter typed into the filter to the finished frame."""
    found: dict[str, dict[str, list[float]]] = {}
    with Terminal(peer("bare_input")) as terminal:
        terminal.settle(until=b"ready")
        found["bare Input, echo"] = {"any": [terminal.press(b"k") for _ in range(12)]}
    with all_opened() as ours:
        for terminal in ours.values():
            terminal.press(b"/")
        for word in WORDS * RUNS:
            for bases, terminal in ours.items():
                terminal.settle()  # the cursor may have blinked meanwhile
                type_word(terminal, found, "minusma-tui", bases, word)
    for bases in SIZES:
        rows = str(rows_of(dataset(bases)))
        for name in ("data_table", "fast_data_table"):
            with Terminal(peer(name, rows)) as terminal:
                terminal.settle(until=b"ready")
                for word in WORDS:
                    type_word(terminal, found, f"Textual {name}", bases, word)
        with Terminal(visidata(Path(rows))) as terminal:
            terminal.settle(until=b"Base")
            # Select the rows that match in any column, then open a sheet of them.
            times = [
                terminal.press(f"g|{word}\r".encode()) + terminal.press(b'"') for word in WORDS
            ]
            found.setdefault("VisiData, select and open", {})[str(bases)] = times
    show(
        "Key in the filter to finished frame, p50 / p95 in ms",
        ("program", *(f"{bases:,}" for bases in SIZES)),
        [
            (name, *(spread(times[str(bases)]) for bases in SIZES))
            for name, times in found.items()
            if "any" not in times
        ]
        + [("bare Input, echo", spread(found["bare Input, echo"]["any"]), "", "", "")],
    )
    return dict(found)


def type_word(
    terminal: Terminal, found: dict[str, dict[str, list[float]]], name: str, bases: int, word: str
) -> None:
    """Type a word into an empty filter, timing each letter; clearing it is not timed."""
    times = found.setdefault(name, {}).setdefault(str(bases), [])
    times += [terminal.press(letter.encode()) for letter in word]
    terminal.press(b"\x15")  # Ctrl+U


@contextmanager
def opened(bases: int) -> Iterator[Terminal]:
    """Open minusma-tui on a dataset with that many bases, and wait for its first frame."""
    with Terminal((*OURS, "view", str(dataset(bases)))) as terminal:
        terminal.settle(until=b"sites")
        yield terminal


@contextmanager
def all_opened() -> Iterator[dict[int, Terminal]]:
    """Open all sizes at once, to measure them in turn: the speed of the machine varies."""
    with ExitStack() as stack:
        yield {bases: stack.enter_context(opened(bases)) for bases in SIZES}


def dates() -> dict[str, object]:
    """Measure a step of the as-of date by a day, to the finished frame."""
    return press_in_turn("Step of the date to finished frame, p50 / p95 in ms", b".")


def timeline() -> dict[str, object]:
    """Measure a step in the timeline by an entry, to the finished frame."""
    return press_in_turn("Step in the timeline to finished frame, p50 / p95 in ms", b"k", b"5")


def press_in_turn(title: str, key: bytes, *before: bytes) -> dict[str, object]:
    """Press the same key many times, on each size in turn; keys before it are not measured."""
    found: dict[str, list[float]] = {str(bases): [] for bases in SIZES}
    with all_opened() as ours:
        for terminal in ours.values():
            for other in (*before, key):
                terminal.press(other)
        for _ in range(40):
            for bases, terminal in ours.items():
                found[str(bases)].append(terminal.press(key))
    show(
        title,
        tuple(f"{bases:,}" for bases in SIZES),
        [tuple(spread(times) for times in found.values())],
    )
    return dict(found)


def loading() -> dict[str, object]:
    """Measure seconds to load, validate and cross-check a file, beside only parsing it."""
    programs = {
        "minusma-tui": "load",
        "tomli alone": "parse",
        "tomli alone, collector on": "collect",
    }
    found: dict[str, dict[str, float]] = {name: {} for name in programs}
    for bases in SIZES:
        for name, what in programs.items():
            command = (sys.executable, "-m", "benchmarks", "once", what, str(dataset(bases)))
            runs = 1 if bases > 10_000 else 3
            outputs = [
                subprocess.run(command, check=True, capture_output=True, text=True).stdout
                for _ in range(runs)
            ]
            found[name][str(bases)] = statistics.median(map(float, outputs))
    show(
        "Loading a dataset, s",
        ("program", *(f"{bases:,}" for bases in SIZES)),
        [(name, *(f"{time:.3f}" for time in times.values())) for name, times in found.items()]
        + [
            (
                f"ours to {name}",
                *(f"{found['minusma-tui'][str(n)] / found[name][str(n)]:.2f}" for n in SIZES),
            )
            for name in list(programs)[1:]
        ],
    )
    return dict(found)


def once(what: str, path: str) -> None:
    """Print the seconds of one measurement of `loading`, in a process of its own.

    `what` is load, parse, or collect, which parses with the garbage collector on.
    """
    import tomli  # noqa: PLC0415  # needed only here

    if what != "collect":
        gc.disable()  # as the program itself does while it reads
    if what == "load":
        load(None)  # builds the validator, a cost that each start has once
    began = time.perf_counter()
    if what == "load":
        load(Path(path))
    else:
        tomli.loads(Path(path).read_text(encoding="utf-8"))
    print(time.perf_counter() - began)


def memory() -> dict[str, object]:
    """Measure the peak of resident memory in KiB, after some keys and steps of the date."""
    found: dict[str, int] = {}
    with Terminal(peer("smallest")) as terminal:
        terminal.settle(until=b"ready")
        found["smallest Textual app"] = terminal.memory()
    with Terminal(OURS) as terminal:
        terminal.settle(until=b"Ansongo")
        found["embedded dataset, opened"] = terminal.memory()
        use(terminal)
        found["embedded dataset, used"] = terminal.memory()
    for bases in SIZES[1:]:
        with opened(bases) as terminal:
            use(terminal)
            found[f"{bases:,} bases, used"] = terminal.memory()
    large = found[f"{SIZES[-1]:,} bases, used"] / SIZES[-1]
    show(
        "Peak memory",
        ("what", "MiB"),
        [(name, f"{kib / 1024:.0f}") for name, kib in found.items()]
        + [("a base, at the largest, KiB", f"{large:.1f}")],
    )
    return dict(found)


def use(terminal: Terminal) -> None:
    """Press a few keys of every kind."""
    for key in (b"/", b"k", b"a", b"\x1b", b"\x1b", b"z", b"z", b"4", b"]", b"[", b"?", b"\x1b"):
        terminal.press(key)


def idle() -> dict[str, object]:
    """Measure seconds of processor time while nothing happens."""
    programs = {"minusma-tui": (OURS, b"Ansongo"), SMALLEST: (peer("smallest"), b"r")}
    found: dict[str, float] = {}
    for name, (command, until) in programs.items():
        with Terminal(command) as terminal:
            terminal.settle(until=until)
            before = terminal.processor()
            time.sleep(IDLE_SECONDS)
            found[name] = terminal.processor() - before
    show(
        f"Processor time in {IDLE_SECONDS} idle seconds, s",
        tuple(found),
        [tuple(f"{seconds:.2f}" for seconds in found.values())],
    )
    return dict(found)


def show(title: str, titles: Sequence[str], rows: Sequence[Cells]) -> None:
    """Print a table; its first column is aligned to the left."""
    table = Table(title=title, title_justify="left")
    for name in titles:
        table.add_column(name, justify="left" if name == titles[0] else "right")
    for row in rows:
        table.add_row(*map(str, row))
    CONSOLE.print(table)


def milli(seconds: float) -> str:
    """Format seconds as whole milliseconds, such as "23 ms"."""
    return f"{1000 * seconds:.0f} ms"


def spread(seconds: Sequence[float]) -> str:
    """Format the median and the 95th percentile in milliseconds, such as "23 / 31"."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{1000 * statistics.median(ordered):.0f} / {1000 * high:.0f}"


PARTS: dict[str, Callable[[], dict[str, object]]] = {
    "start": start,
    "keys": keys,
    "loading": loading,
    "dates": dates,
    "timeline": timeline,
    "memory": memory,
    "idle": idle,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["once"]:
        once(*sys.argv[2:])
    else:
        main()
