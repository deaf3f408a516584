"""Rounds of every dialog for an hour, after which nothing may be awake and nothing kept."""

import random
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.fuzz.terminals import Program, Running

MINUTES = 60.0
WARM_UP = 5.0
"""Minutes after which all modules are loaded and the caches of what is seen often are full."""
REST = 10.0
"""Seconds of each look at it, in which nobody does anything."""
MORE_SECONDS = 0.05
"""Of processor time, by which a rest at the end may cost more; the system counts hundredths."""
MORE_MEBIBYTES = 12.0
"""By which it may have grown: screens that wait for the collector's rare look at what is old, and
caches of the texts, colours and sizes that come seldom."""
_PATIENCE = 120.0
"""Seconds after which notices are gone and the drawdown that is played is at its end."""

_ESC, _ENTER, _DOWN, _PALETTE = b"\x1b", b"\r", b"\x1b[B", b"\x10"
# No `q`, for it would quit where a dialog did not open.
_TEXTS = (b"gao", b"region:gao,kidal", b"troops>", b"contested:yes -region:gao", b"nowhere")
_DIALOGS = (
    (b"?", b"jjk", b"\x1b[6~"),
    (b"r", b"jj", b"y", _ENTER),
    (b"r", b"j", _ENTER),
    (b"C", b"j j ", b"k k "),
    (b"d", b"2023-10-24", _ENTER),
    (b"d", b"2023-99"),
    (b"e", b"j"),
    (b"e", _ENTER, _ENTER),
    (b"y", b"j", _ENTER),
    (b"o", b"j"),
    (b"o", _ENTER),
    (_PALETTE, b"the", _DOWN),
    (_PALETTE, b"zzz"),
    (_PALETTE, b"theme", _ENTER, _DOWN * 2, _ENTER),
    (b"L", b"?", _ESC, b"L"),
    (b" ", b" "),
    (b"m", b"]]", b"m", b"m"),
    (b"2", b"z", b"c", b"z", b"4", b"hjkl", b"5", b"jj", _ENTER),
    (b"sSs", b"[[]{}", b",.", b"t"),
)
_SIZES = ((120, 40), (80, 24), (200, 50), (40, 12), (20, 5))


@dataclass(frozen=True, slots=True)
class Cost:
    """What the dashboard takes while nobody does anything."""

    seconds: float
    """Of processor time, in REST."""
    mebibytes: float
    threads: int

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.mebibytes:.1f} MiB, {self.threads} threads"


def soak(generator: random.Random, folder: Path, source: str, minutes: float) -> list[str]:
    """Rounds of every dialog, each with a new version of the file; what was left of them."""
    path = folder / "mission.toml"
    path.write_text(source, encoding="utf-8")
    program = Program(folder, str(path))
    with program as terminal:
        print(f"  0.0 minutes: {_rest(terminal)}", flush=True)
        began, costs = time.monotonic(), list[Cost]()
        for number in count(1):
            path.write_text(source + "\n" * (number % 2), encoding="utf-8")
            _round(generator, terminal)
            if not terminal.answers():
                return [f"no answer after round {number}: {terminal.abort()}"]
            passed = (time.monotonic() - began) / 60
            if passed >= min(WARM_UP * (len(costs) + 1), minutes):
                costs.append(_rest(terminal))
                print(f"{passed:5.1f} minutes, {number} rounds: {costs[-1]}", flush=True)
            if passed >= minutes:
                return complaints(costs[0], costs[-1]) + program.complaints()
    raise AssertionError


def complaints(warm: Cost, last: Cost) -> list[str]:
    """What has grown beyond its bound since it was warm."""
    if (
        last.seconds > warm.seconds + MORE_SECONDS
        or last.mebibytes > warm.mebibytes + MORE_MEBIBYTES
    ):
        return [f"after {WARM_UP:.0f} minutes {warm}; at the end {last}"]
    return []


def _round(generator: random.Random, terminal: Running) -> None:
    """Every dialog in some order, at some size, with a filter or without; then as it was."""
    terminal.resize(*generator.choice(_SIZES))
    if generator.randrange(2):
        terminal.send(b"/" + generator.choice(_TEXTS))
        terminal.send(_ENTER)
    for dialog in generator.sample(_DIALOGS, len(_DIALOGS)):
        for keys in (*dialog, _ESC, _ESC):
            terminal.send(keys)
    terminal.resize(120, 40)
    for keys in (_ESC, _ESC, b"1", _ESC, b"t"):
        terminal.send(keys)


def _rest(terminal: Running) -> Cost:
    """What a rest costs once nothing moves any more; raises TimeoutError if that never comes."""
    deadline = time.monotonic() + _PATIENCE
    terminal.rest(REST)  # on a busy machine it may be at work on the last keys, and say nothing yet
    while True:
        before = terminal.processor()
        if not terminal.rest(REST):
            return Cost(terminal.processor() - before, terminal.resident, terminal.threads)
        if time.monotonic() > deadline:
            raise TimeoutError("something still moves")
