"""What every test may use: the real dataset, and the dashboard on it."""

from collections.abc import Callable, Iterator
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
from minusma_tui.query import Query, Vocabulary, parse
from minusma_tui.reading.load import load
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.terminal import Open, Terminal

# How long an example takes says how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
# For `make mutants`, whose results are compared, and `make coverage`, which takes longer: the same
# examples in each run.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, max_examples=50
)

# After each key a pilot waits, twice, until the app has used next to no CPU for so many seconds, in
# which the screen must have been drawn anew. The 0.02 and 0.0167 of Textual, no further apart, were
# half the time of the tests that press keys.
_wait.SLEEP_GRANULARITY = 0.005
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
screen.UPDATE_PERIOD = 0.001  # type: ignore[misc]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that nothing is in; they are yet to be made."""
    return map(tmp_path_factory.mktemp("homes").joinpath, map(str, count()))


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> Iterator[None]:
    """No colour setting, size or locale of the machine reaches a test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    home = next(homes)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none", raising=False)
    # Where it blinks, a picture shows how busy the machine is.
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    yield
    speak("en")


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The embedded dataset."""
    return load(None)


@pytest.fixture
def open_app(dataset: Dataset) -> Callable[..., DashboardApp]:
    """Makes the app on the embedded dataset, with a filter if one is wanted."""

    def make(text: str = "", **changes: object) -> DashboardApp:
        query = parse(text, Vocabulary(dataset)) if text else Query()
        app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of, query)))
        for name, value in changes.items():
            setattr(app, name, value)
        return app

    return make


@pytest.fixture
def terminal() -> Iterator[Open]:
    """Starts Python in a pseudo-terminal."""
    with ExitStack() as opened:
        yield lambda *arguments, **options: opened.enter_context(Terminal(*arguments, **options))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the embedded dataset, which the program watches."""
    path = tmp_path / "copied.toml"
    path.write_bytes(embedded("minusma.toml").read_bytes())
    return path
