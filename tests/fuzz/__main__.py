"""The long campaign of fuzz tests: `make fuzz`, or `python -m tests.fuzz --seed 7 mutants storms`.

Prints a table of what was tried, accepted, refused and failed, with the seed that repeats the run.
Failing input is kept in build/fuzz/. The exit status is 1 if anything failed.
"""

import argparse
import asyncio
import gc
import os
import platform
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from minusma_tui import __version__
from minusma_tui.files.bundled import embedded
from minusma_tui.reading.load import DEFAULT, load
from tests.fuzz import nasty, soak, storms, terminals, visitors
from tests.fuzz.judge import draw_as_picture, judge, judge_table, survive, survive_a_little
from tests.fuzz.mutants import mutate, mutate_table

MUTANTS, TABLES, STORMS, KEYS, RESIZES, RELOADS, CROWDS = 10_000, 2_000, 20, 500, 200, 100, 3
_FULL, _PICTURE = 8, 100
"""One valid mutant in this many goes through everything, and one is drawn as a screen."""
_KEPT = Path("build/fuzz").resolve()
_GEO_PKO = Path(__file__).parents[1] / "data" / "geo-pko"


@dataclass(slots=True)
class Tally:
    """The results of one part of the campaign."""

    tried: int = 0
    accepted: int = 0
    refused: int = 0
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0


@cache
def _source() -> str:
    return embedded(DEFAULT).read_text(encoding="utf-8")


def _mutants(seed: int) -> Tally:
    tally = Tally()
    with ProcessPoolExecutor(initializer=_collect_seldom) as pool:
        for number, (verdict, failure) in enumerate(
            pool.map(partial(_try_mutant, seed), range(MUTANTS), chunksize=20), start=1
        ):
            tally.tried += 1
            tally.accepted += verdict == "accepted"
            tally.refused += verdict == "refused"
            if failure:
                tally.failures.append(failure)
            if number % 500 == 0:
                print(f"{number} mutants, {len(tally.failures)} failed", flush=True)
    return tally


def _collect_seldom() -> None:
    """Collect garbage rarely: mutants leave little, and collecting took a third of the time."""
    gc.freeze()
    gc.set_threshold(200_000)


def _try_mutant(seed: int, number: int) -> tuple[str, str]:
    """Return "accepted" or "refused" and the failure, if any; a failed mutant is neither."""
    generator = random.Random(f"{seed}-{number}")
    data = mutate(generator, _source())
    try:
        dataset = judge(data)
        if dataset is None:
            return "refused", ""
        (survive if number % _FULL == 0 else survive_a_little)(dataset, generator)
        if number % _PICTURE == 0:
            draw_as_picture(dataset)
    except Exception:
        return "", _keep(f"mutant-{seed}-{number}.toml", data, traceback.format_exc())
    return "accepted", ""


def _keep(name: str, data: bytes, why: str) -> str:
    _KEPT.mkdir(parents=True, exist_ok=True)
    (_KEPT / name).write_bytes(data)
    (_KEPT / f"{name}.txt").write_text(why, encoding="utf-8")
    return f"{name}: {why.strip().splitlines()[-1]}"


def _tables(seed: int) -> Tally:
    tally = Tally()
    sources = [path.read_text(encoding="utf-8") for path in sorted(_GEO_PKO.glob("*.csv"))]
    for number in range(TABLES):
        generator = random.Random(f"table-{seed}-{number}")
        data = mutate_table(generator, generator.choice(sources))
        mission = generator.choice((None, "MINUSMA", "MINUSCA"))
        tally.tried += 1
        try:
            sound = judge_table(
                data, mission, generator.choice((None, 2015)), skip_bad=generator.random() < 0.8
            )
            tally.accepted += sound
            tally.refused += not sound
        except Exception:
            name = f"table-{seed}-{number}.csv"
            tally.failures.append(_keep(name, data, traceback.format_exc()))
    return tally


_IMPORT = ("import", "geo-pko", "--mission", "all")


def _files(_seed: int) -> Tally:
    tally = Tally()
    with TemporaryDirectory() as folder:
        for name in (*nasty.FILES, *nasty.TABLES, None):
            path = None
            if name is not None:
                path = Path(folder) / "nasty"
                nasty.write(name, path)
            command = _IMPORT if name in nasty.TABLES else ("check",)
            cost = nasty.measure(path, *command)
            tally.tried += 1
            tally.refused += cost.status == 1
            print(f"{cost.mebibytes:4.0f} MiB {cost.seconds:5.1f} s  {name or 'an endless pipe'}")
            if not cost.is_bearable:
                tally.failures.append(f"{name}: {cost}")
    return tally


def _pilot_storms(seed: int) -> Tally:
    tally, dataset = Tally(), load(None)
    with _elsewhere():
        for number in range(STORMS):
            generator = random.Random(f"pilot-{seed}-{number}")
            keys = storms.pick_keys(generator, KEYS)
            tally.tried += 1
            try:
                storms.run_storm(dataset, keys, generator.choice(storms.SIZES))
                tally.accepted += 1
            except Exception:
                name = f"storm-{seed}-{number}.keys"
                said = _keep(name, "\n".join(keys).encode(), traceback.format_exc())
                tally.failures.append(said)
    return tally


def _in_terminal(
    name: str, seed: int, runs: Iterable[Callable[[random.Random, Path], list[str]]]
) -> Tally:
    tally = Tally()
    for number, run in enumerate(runs):
        with _elsewhere() as folder:
            tally.tried += 1
            try:
                complaints = run(random.Random(f"{name}-{seed}-{number}"), folder)
            except Exception:
                complaints = [traceback.format_exc()]
        if complaints:
            said = _keep(f"{name}-{seed}-{number}", b"", "\n".join(complaints))
            tally.failures.append(said)
        else:
            tally.accepted += 1
    return tally


def _storms(seed: int) -> Tally:
    runs = [partial(terminals.key_storm, keys=KEYS)] * STORMS
    return _in_terminal("keys", seed, runs)


def _resizes(seed: int) -> Tally:
    return _in_terminal("resizes", seed, [partial(terminals.resizes, number=RESIZES)])


def _reloads(seed: int) -> Tally:
    run = partial(terminals.reloads, source=_source(), number=RELOADS)
    return _in_terminal("reloads", seed, [run])


def _soak(minutes: float, seed: int) -> Tally:
    run = partial(soak.soak, source=_source(), minutes=minutes)
    return _in_terminal("soak", seed, [run])


def _visitors(seed: int) -> Tally:
    tally = Tally()
    with TemporaryDirectory() as folder:
        generator = random.Random(f"visitors-{seed}")
        came, complaints = asyncio.run(visitors.campaign(generator, Path(folder), CROWDS))
    for kind, number in sorted(came.items()):
        print(f"{number:4} {kind}")
        tally.tried += number
        tally.accepted += number if kind.startswith("vanished") else 0
        tally.refused += 0 if kind.startswith("vanished") else number
    tally.failures += complaints
    return tally


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """Work in a temporary folder: the dashboard's export writes into the current one."""
    here = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(here)


Part = tuple[str, Callable[[int], Tally]]
PARTS: dict[str, Part] = {
    "mutants": (f"{MUTANTS:,} mutants of the built-in dataset", _mutants),
    "tables": (f"{TABLES:,} mutants of tables of Geo-PKO, imported", _tables),
    "files": (
        f"{len(nasty.FILES) + len(nasty.TABLES) + 1} files that were made to cost much",
        _files,
    ),
    "pilot": (f"{STORMS} storms of {KEYS} keys, looking inside", _pilot_storms),
    "storms": (f"{STORMS} storms of {KEYS} keys, pastes and clicks in a terminal", _storms),
    "resizes": (f"{RESIZES} sizes of a terminal, one run", _resizes),
    "visitors": (
        f"{CROWDS} crowds of {visitors.AT_ONCE} hostile visitors and {visitors.HALVES} halves of "
        "requests",
        _visitors,
    ),
    "reloads": (f"{RELOADS} versions of the file, one run", _reloads),
}


def main() -> int:
    """Run the parts that are named as arguments, by default all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join((*PARTS, "soak")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=soak.MINUTES, help="of the soak")
    options = parser.parse_args()
    said = f"rounds of every dialog for {options.minutes:g} minutes, one run"
    soaked: Part = (said, partial(_soak, options.minutes))
    parts = {**PARTS, "soak": soaked}
    tallies: dict[str, Tally] = {}
    for name in options.parts or list(parts):
        title, run = parts[name]
        print(f"{title} ...", flush=True)
        began = time.perf_counter()
        tallies[title] = run(options.seed)
        tallies[title].seconds = time.perf_counter() - began
    print(_say(options.seed, tallies))
    failures = [failure for tally in tallies.values() for failure in tally.failures]
    print("\n".join(failures))
    return 1 if failures else 0


def _say(seed: int, tallies: dict[str, Tally]) -> str:
    """The results as a Markdown table."""
    packages = ("textual", "pydantic", "tomli", "hypothesis")
    lines = [
        f"{time.strftime('%Y-%m-%d')}, minusma-tui {__version__}, seed {seed}, Python "
        + ", ".join([platform.python_version(), *(f"{one} {version(one)}" for one in packages)]),
        "",
        "| | tried | accepted or survived | refused | failed | minutes |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for title, tally in tallies.items():
        numbers = (tally.tried, tally.accepted, tally.refused, len(tally.failures))
        cells = " | ".join(f"{number:,}" for number in numbers)
        lines.append(f"| {title} | {cells} | {tally.seconds / 60:.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
