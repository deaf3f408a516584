"""Private names of Textual that the program uses: all stand in `app/platform/`, and all exist."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest
from textual._parser import Parser
from textual.app import App
from textual.command import CommandPalette
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver
from textual.message_pump import MessagePump
from textual.screen import Screen

from minusma_tui import app

PLATFORM = "minusma_tui.app.platform."
MODULES = {"textual._styles_cache", "textual._xterm_parser", "textual.drivers._byte_stream"}
NAMES: dict[type, set[str]] = {
    App: {"_driver", "_fatal_error", "_handle_exception"},
    CommandPalette: {
        "_NO_MATCHES",
        "_NO_MATCHES_COUNTDOWN",
        "_action_command_list",
        "_list_visible",
        "_no_matches_timer",
        "_start_no_matches_countdown",
        "_stop_no_matches_countdown",
    },
    Driver: {"_app", "_debug", "_loop"},
    LinuxDriver: {
        "_disable_mouse_support",
        "_file",
        "_mouse_pixels",
        "_run_input_thread",
        "_writer_thread",
    },
    MessagePump: {"_close_messages_no_wait"},
    Parser: {"_awaiting", "_gen", "_timeout_time", "_tokens"},
    Screen: {"_compositor"},
    WebDriver: {"_deliveries", "_key_thread", "_on_meta"},
}

source_of = cache(inspect.getsource)


def has(owner: type, name: str) -> bool:
    """Whether a class of Textual defines the name, or gives it to its objects."""
    return name in vars(owner) or re.search(rf"self\.{name}\b", source_of(owner)) is not None


@pytest.mark.parametrize(
    ("owner", "name"), [(owner, name) for owner, names in NAMES.items() for name in sorted(names)]
)
def test_textual_has_it(owner: type, name: str) -> None:
    assert has(owner, name)


def test_they_are_used_in_the_platform_alone() -> None:
    found = {module.__name__: {*names_in(module)} for module in modules()}
    elsewhere = {name: used for name, used in found.items() if not name.startswith(PLATFORM)}
    assert {name: used for name, used in elsewhere.items() if used} == {}
    assert set[str]().union(*found.values()) == set[str]().union(MODULES, *NAMES.values())


def modules() -> Iterator[ModuleType]:
    for module in walk_packages(app.__path__, "minusma_tui.app."):
        yield import_module(module.name)


def names_in(module: ModuleType) -> Iterator[str]:
    source = source_of(module)
    yield from re.findall(r"from ((?:textual|rich)[.\w]*\._\w+) import", source)
    for node in ast.parse(source).body:
        private = set(private_names(node))
        yield from {name for name, is_own in private if not is_own}
        if isinstance(node, ast.ClassDef):
            bases = getattr(module, node.name).__mro__
            textual = [base for base in bases if base.__module__.startswith(("textual.", "rich."))]
            for name, _ in private:
                if any(has(base, name) for base in textual):
                    yield name


def private_names(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The private names in it, each with whether it may be the class's own."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                own = True
            case ast.Attribute(value=ast.Name(id="os")):
                continue
            case ast.Attribute(attr=name):
                own = False
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                own = True
            case ast.AnnAssign(target=ast.Name(id=name)):
                own = True
            case _:
                continue
        if name.startswith("_") and not name.endswith("__"):
            yield name, own
