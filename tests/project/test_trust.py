"""What SECURITY.md promises, checked by audit events of Python: no network, few files written."""

import subprocess
import sys
from pathlib import Path

import pytest

from minusma_tui.export.formats import FORMATS
from tests.support.terminal import READY, Open

WATCHED = """\
import os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
ACTS = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "os.system", "webbrowser.open",
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate",
}
def note(event, args):
    if event in ACTS or event == "open" and isinstance(args[2], int) and args[2] & WRITES:
        os.write(log, "\\t".join([event, *map(str, args[:2])]).encode() + b"\\n")
sys.addaudithook(note)
from minusma_tui.cli import main
sys.exit(any(main(line.split()) for line in sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def _no_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Python from writing bytecode, which does not happen in an installed program."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


def acts(log: Path) -> list[list[str]]:
    return [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]


def run(folder: Path, *commands: str) -> list[list[str]]:
    """What the commands, one after another in one process, have done."""
    log = folder / "log"
    subprocess.run(
        [sys.executable, "-c", WATCHED, str(log), *commands],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        timeout=120,
    )
    return acts(log)


def test_what_prints_does_nothing_else(tmp_path: Path) -> None:
    assert run(tmp_path, "check", "report", "report --format json", "schema") == []


def test_an_export_writes_the_file_that_was_asked_for(tmp_path: Path) -> None:
    files = [f"bases.{one.name}" for one in FORMATS]
    commands = (
        f"export --format={one.name} --output={file}"
        for one, file in zip(FORMATS, files, strict=True)
    )
    done = run(tmp_path, *commands)
    assert [act for act, *_ in done] == ["open", "os.rename", "os.remove"] * len(files)
    for file, opened, renamed in zip(files, done[::3], done[1::3], strict=True):
        beside = Path(opened[1])
        assert beside.parent == tmp_path
        assert renamed == ["os.rename", str(beside), str(tmp_path / file)]
    assert {path.name for path in tmp_path.iterdir()} == {"log", *files}


def test_the_dashboard_writes_how_it_was_left(
    tmp_path: Path, terminal: Open, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    program = terminal("-c", WATCHED, str(tmp_path / "log"), f"view {copied}")
    program.wait_for(READY)
    program.press("ss")
    program.wait_for("Handover▲")
    program.press("q")
    assert program.end() == 0
    state = tmp_path / "state" / "minusma-tui"
    done = acts(tmp_path / "log")
    assert {act for act, *_ in done} == {"os.mkdir", "open", "os.rename", "os.remove"}
    assert all(
        Path(path) == state.parent or state in Path(path).parents or Path(path) == state
        for _, path, *_ in done
    )
    assert [path.name for path in state.iterdir()] == ["state.toml"]
