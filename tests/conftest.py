"""Fixtures for all tests: the real dataset, the dashboard with it, and a neutral environment."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from textual import _wait, screen

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.files.bundled import embedded
from minusma_tui.language.catalogue import speak
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import load
from tests.support.export import seen
from tests.support.terminal import Open, Terminal

# No deadline: the time that an example takes depends on how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
# Fewer examples, for `make quick`.
settings.register_profile("quick", deadline=None, max_examples=25)
# The same examples in each run, for `make mutants`, whose results are compared, and for
# `make coverage`, which takes longer.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, max_examples=50
)

# After each key a pilot waits, twice, until the app has used almost no CPU for this many seconds, a
# time in which the screen must have been drawn again. Textual's own values, 0.02 and 0.0167, which
# are no further apart, took half the time of the tests that press keys.
_wait.SLEEP_GRANULARITY = 0.005
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
screen.UPDATE_PERIOD = 0.001  # type: ignore[misc]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths of home directories that do not exist yet."""
    return map(tmp_path_factory.mktemp("homes").joinpath, map(str, count()))


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> Iterator[None]:
    """Hide the machine's colours, sizes, locale and user settings from every test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    home = next(homes)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none", raising=False)
    yield
    speak("en")


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The embedded dataset."""
    return load(None)


@pytest.fixture
def open_app(dataset: Dataset) -> Callable[..., DashboardApp]:
    """Make the app on the embedded dataset, perhaps with a filter; `changes` set its attributes."""

    def make(text: str = "", **changes: object) -> DashboardApp:
        app = DashboardApp(Dashboard(seen(dataset, query=text)))
        for name, value in changes.items():
            setattr(app, name, value)
        return app

    return make


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark the tests that start the program in a terminal."""
    for item in items:
        if "terminal" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.foreign)


@pytest.fixture
def terminal() -> Iterator[Open]:
    """Start Python in pseudo-terminals, which are closed with the test."""
    with ExitStack() as opened:
        yield lambda *arguments, **options: opened.enter_context(Terminal(*arguments, **options))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the embedded dataset: the program watches only files."""
    path = tmp_path / "copied.toml"
    path.write_bytes(embedded("minusma.toml").read_bytes())
    return path
