"""Mutation testing, which shows whether the tests notice wrong code: `make mutants`.

Cosmic Ray makes the mutants, each with one change in one module. The tests of that module run on
each mutant in a process of their own, forked after the libraries were imported, which is several
times as fast as the runner of Cosmic Ray. All of it happens in a copy, so the sources stay
unchanged. The exit status is 1 if a mutant survives that survivors.toml does not list.
"""

import compileall
import gc
import os
import re
import resource
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import cache_from_source
from itertools import takewhile
from pathlib import Path

# What the tests import, except the code under test.
import hypothesis.strategies
import pydantic
import pytest
import textual.app
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from scripts.survivors import Survivor, function_at, survivors

del hypothesis, pydantic, textual

ROOT = Path(__file__).parent.parent
COPY = ROOT / "build" / "mutants"
COPIED = ("minusma_tui", "tests", "data", "benchmarks", "scripts", "docs", "pyproject.toml")

_QUERY, _DAY, _VALUES = (
    "tests/query/test_query.py",
    "tests/situation/test_day.py",
    "tests/model/test_values.py",
)
_STANDING, _SITUATION = "tests/chronology/test_standing.py", "tests/situation/test_situation.py"
TESTS = {
    "minusma_tui/index/bitset.py": ("tests/index/test_bitset.py",),
    "minusma_tui/query/completion.py": (_VALUES, _QUERY),
    "minusma_tui/query/fields.py": (_VALUES, _QUERY),
    "minusma_tui/language/fold.py": (_QUERY,),
    "minusma_tui/index/substrings.py": ("tests/index/test_bitset.py",),
    "minusma_tui/query/parse.py": (_QUERY,),
    "minusma_tui/query/terms.py": (_VALUES, _QUERY, _DAY),
    "minusma_tui/query/vocabulary.py": (_VALUES, _QUERY),
    "minusma_tui/model/period.py": (_VALUES, "tests/model/test_period.py"),
    "minusma_tui/chronology/stops.py": (_VALUES, "tests/chronology/test_stops.py"),
    "minusma_tui/chronology/pace.py": (_VALUES, "tests/chronology/test_pace.py"),
    "minusma_tui/situation/situation.py": (
        _VALUES,
        _SITUATION,
        _DAY,
        "tests/chronology/test_timeline.py",
    ),
    "minusma_tui/situation/day.py": (_VALUES, _STANDING, _SITUATION, _DAY),
    "minusma_tui/chronology/standing.py": (_VALUES, _STANDING),
}
"""The modules to mutate, and the tests of each."""

UNWANTED = re.compile(
    r"core/Replace(?:"
    # `|` occurs only in types, which have no effect at run time.
    r"BinaryOperator_BitOr_\w+"
    # A mistaken operator is a similar one, not a shift or a power.
    r"|BinaryOperator_\w+_(?:RShift|LShift|Pow|Mod|BitXor|BitAnd|BitOr)"
    # Like == and !=, except that it depends on which objects the interpreter happens to share.
    r"|ComparisonOperator_\w*(?:Eq|Lt|LtE|Gt|GtE)_(?:Is|IsNot)"
    r")"
)
_CPU_SECONDS, _BYTES = 8, 2 << 30
"""Limits of a mutant; one that exceeds them is killed and counts as noticed."""
# Only the plugins that the tests need: this takes a third of the time.
_OPTIONS = [
    *("-x", "--assert=plain", "--hypothesis-profile=repeatable"),
    *("-ppytest_asyncio.plugin", "-p_hypothesis_pytestplugin"),
    *("-pno:cacheprovider", "-pno:unraisableexception"),
]
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One module with one change."""

    module: str
    code: str
    line: int
    change: Survivor
    """How survivors.toml lists it, if it may survive."""

    def __str__(self) -> str:
        function, before, after = self.change
        return f"{self.module}:{self.line}: {function}: {before!r} -> {after!r}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield all mutants of a module of the copy that are valid Python."""
    code = (COPY / module).read_text(encoding="utf-8")
    tree = get_ast(code)
    for name in operator_names():
        kind = get_operator(name)
        if UNWANTED.fullmatch(name) or kind.arguments():
            continue
        operator = kind()
        places = sum(len(list(operator.mutation_positions(node))) for node in ast_nodes(tree))
        for place in range(places):
            mutated = mutate_code(code, operator, place)
            if _is_python(mutated):
                yield _mutant(module, code, mutated)


def _is_python(code: str) -> bool:
    try:
        compile(code, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _mutant(module: str, code: str, mutated: str) -> Mutant:
    old, new = code.splitlines(), mutated.splitlines()
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = (" ".join(part[start : len(part) - end]) for part in (old, new))
    line = start + 1
    change = Survivor(function_at(code, line), " ".join(before.split()), " ".join(after.split()))
    return Mutant(module, mutated, line, change)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """The number of equal lines at the beginning."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def passes(tests: Sequence[str]) -> bool:
    """Whether the tests pass in the copy as it is now; they run in a forked process."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            os.chdir(COPY)
            sys.path.insert(0, str(COPY))
            sys.dont_write_bytecode = True
            status = pytest.main([*_OPTIONS, *tests])
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def unnoticed(module: str, all_of_it: Iterable[Mutant]) -> list[Mutant]:
    """The mutants that the tests of the module do not notice.

    Exits if the tests fail on the unchanged module.
    """
    path = COPY / module
    Path(cache_from_source(path)).unlink()  # the bytecode of the unchanged module
    original = path.read_text(encoding="utf-8")
    if not passes(TESTS[module]):
        sys.exit(f"the tests of {module} fail without any change: {' '.join(TESTS[module])}")
    alive = []
    for mutant in all_of_it:
        path.write_text(mutant.code, encoding="utf-8")
        if passes(TESTS[module]):
            alive.append(mutant)
    path.write_text(original, encoding="utf-8")
    return alive


def main(modules: Sequence[str]) -> int:
    """Print a Markdown table, and unlisted survivors on standard error; return the status."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in COPIED:
        source, target = ROOT / name, COPY / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "__snapshots__")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    compileall.compile_dir(COPY, quiet=1)
    gc.freeze()
    listed = survivors()
    total = killed = unlisted = 0
    print("| module | mutants | killed | survived |", "|---|---|---|---|", sep="\n", flush=True)
    for module in modules or TESTS:
        everyone = list(mutants(module))
        alive = unnoticed(module, everyone)
        dead = len(everyone) - len(alive)
        print(f"| `{module}` | {len(everyone)} | {dead} | {len(alive)} |", flush=True)
        for mutant in sorted(alive, key=lambda mutant: mutant.line):
            if mutant.change not in listed:
                print(mutant, file=sys.stderr, flush=True)
                unlisted += 1
        total, killed = total + len(everyone), killed + dead
    print(f"| all | {total} | {killed} | {total - killed} |")
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
