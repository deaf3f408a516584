"""The mutants that may survive `make mutants`, as survivors.toml lists them.

A mutant is known by the function or class that it is in, its line and what that becomes, so that a
module can be renamed and lines can move. docs/mutation.md explains the kinds.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tomli

LIST = Path(__file__).with_suffix(".toml")


class Survivor(NamedTuple):
    """One change that no test needs to notice."""

    function: str
    """Its qualified name within the module, or that of a class; empty outside of all."""
    before: str
    """The lines that change, joined with single blanks."""
    after: str
    """Empty where they are removed."""


def survivors() -> frozenset[Survivor]:
    """All that are listed."""
    kinds = tomli.loads(LIST.read_text(encoding="utf-8"))
    return frozenset(
        Survivor(function, before, after)
        for functions in kinds.values()
        for function, lines in functions.items()
        for before, changes in lines.items()
        for after in changes
    )


def function_at(code: str, line: int) -> str:
    """The innermost function or class around a line of a module, from 1; decorators count."""
    return [name for name, first, last in _spans(code) if first <= line <= last][-1]


def functions_of(code: str) -> Iterator[tuple[str, str]]:
    """Each function and class of a module, and the module itself, with its code in one line."""
    lines = code.splitlines()
    for name, first, last in _spans(code):
        yield name, " ".join(" ".join(lines[first - 1 : last]).split())


def _spans(code: str) -> Iterator[tuple[str, int, int]]:
    """Names with their first and last lines, outer ones first; the module is the first."""
    yield "", 1, code.count("\n") + 1
    yield from _spans_in(ast.parse(code), "")


def _spans_in(node: ast.AST, within: str) -> Iterator[tuple[str, int, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min(one.lineno for one in (child, *child.decorator_list))
            yield within + child.name, first, child.end_lineno or first
            yield from _spans_in(child, f"{within}{child.name}.")
        else:
            yield from _spans_in(child, within)
