"""The clipboard of the desktop, which is used besides that of the terminal."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.platform import clipboard
from minusma_tui.app.widgets.text_box import LONGEST
from minusma_tui.reading.text import blanked

Open = Callable[..., DashboardApp]


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the machine's desktop and programs; the tests use /bin/sh and /bin/cat."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def install(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


async def cite(app: DashboardApp) -> None:
    """Copy a citation, and wait for the program that takes the text."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "enter")
        await pilot.pause()
        await app.workers.wait_for_complete()


@pytest.mark.skipif(sys.platform == "darwin", reason="has its own program")
@pytest.mark.parametrize(
    ("environment", "taken"),
    [
        ({}, None),
        ({"DISPLAY": ":0"}, "xclip -selection clipboard"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 4711 10.0.0.2 22"}, None),
    ],
)
async def test_who_takes_the_text(
    open_app: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    environment: dict[str, str],
    taken: str | None,
) -> None:
    for name in ("xclip", "wl-copy"):
        install(tmp_path, name, f'(echo "{name}" "$@"; /bin/cat) > {tmp_path}/taken')
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    app = open_app()
    await cite(app)
    assert app.clipboard.startswith("Ansongo")
    found = tmp_path / "taken"
    if taken is None:
        assert not found.exists()
    else:
        command, text = found.read_text(encoding="utf-8").split("\n", 1)
        assert command.split() == taken.split()
        assert blanked(text[:LONGEST]).strip() == app.clipboard


async def test_who_looks_through_a_browser_has_another_desktop(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(tmp_path, "xclip", f"> {tmp_path}/taken")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(DashboardApp, "is_web", True)
    await cite(open_app())
    assert not (tmp_path / "taken").exists()


async def test_a_program_that_hangs_is_ended_and_nobody_waits(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(tmp_path, "xclip", "exec /bin/sleep 1000")
    monkeypatch.setenv("DISPLAY", ":0")
    started: list[Process] = []
    start = asyncio.create_subprocess_exec

    async def note(*command: str, **options: Any) -> Process:
        process = await start(*command, **options)
        started.append(process)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "enter", "2")
        await pilot.pause()
        assert isinstance(app.screen, Dashboard)
        assert app.screen.opened == "gauge"
        monkeypatch.setattr(clipboard, "PATIENCE", 0)
        await pilot.press("1", "y", "enter")
        await pilot.pause()
    # The second exceeded its patience; the first was killed when the app ended.
    for process in started:
        assert await asyncio.wait_for(process.wait(), 30) == -9
    assert len(started) == 2


async def test_a_program_that_fails_is_none(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "xclip"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    app = open_app()
    await cite(app)  # an exception would be raised here
    assert app.clipboard.startswith("Ansongo")
