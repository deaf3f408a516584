"""The mutants that may survive `make mutants`, as survivors.toml lists them.

A mutant is identified by its function or class, its line and the line's replacement, so that
modules can be renamed and lines can move. docs/mutation.md explains the kinds.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tomli

LIST = Path(__file__).with_suffix(".toml")


class Survivor(NamedTuple):
    """A change that the tests need not notice."""

    function: str
    """The qualified name of the function or class within the module; empty at module level."""
    before: str
    """The lines that change, joined by single blanks."""
    after: str
    """Their replacement, in the same form; empty if they are removed."""


def survivors() -> frozenset[Survivor]:
    """All survivors that survivors.toml lists."""
    kinds = tomli.loads(LIST.read_text(encoding="utf-8"))
    return frozenset(
        Survivor(function, before, after)
        for functions in kinds.values()
        for function, lines in functions.items()
        for before, changes in lines.items()
        for after in changes
    )


def function_at(code: str, line: int) -> str:
    """The qualified name of the innermost function or class around a line; empty if there is none.

    Lines count from 1. Decorators belong to their function or class.
    """
    return [name for name, first, last in _spans(code) if first <= line <= last][-1]


def functions_of(code: str) -> Iterator[tuple[str, str]]:
    """Yield each function and class of a module, and the module itself, as (name, code).

    The name of the module is empty. In the code all blanks and line breaks are single blanks.
    """
    lines = code.splitlines()
    for name, first, last in _spans(code):
        yield name, " ".join(" ".join(lines[first - 1 : last]).split())


def _spans(code: str) -> Iterator[tuple[str, int, int]]:
    """Yield (name, first line, last line), outer ones first, beginning with the module."""
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
