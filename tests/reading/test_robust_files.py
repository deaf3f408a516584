"""Paths that are no regular files, costly files, and files that change while they are read."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from minusma_tui.app.commands import default_keys
from minusma_tui.cli import main
from minusma_tui.cli.settings import Settings, config_path, read_config, read_state, state_path
from minusma_tui.importing.table import LARGEST_TABLE
from minusma_tui.reading.chunks import MAX_TOKENS
from minusma_tui.reading.files import LARGEST_FILE, read_file
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.watch import Followed
from tests.fuzz import nasty
from tests.support.reading import SOUND

Capture = pytest.CaptureFixture[str]


def folder(path: Path) -> str:
    path.mkdir()
    return "is a folder: expected {}"


def pipe(path: Path) -> str:
    os.mkfifo(path)
    return "is not a regular file: expected {}"


def device(path: Path) -> str:
    path.symlink_to("/dev/zero")
    return "is not a regular file: expected {}"


def listener(path: Path) -> str:
    """Make a socket; return the message that is expected of it."""
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket has no room for a long path
        one.bind(path.name)
        os.chdir(here)
    assert stat.S_ISSOCK(path.stat().st_mode)
    return "cannot be read: no such device or address"


def missing(_path: Path) -> str:
    return "cannot be read: no such file or directory"


def loop(path: Path) -> str:
    path.symlink_to(path.name)
    return "cannot be read: too many levels of symbolic links"


def locked(path: Path) -> str:
    path.touch(mode=0)
    if os.access(path, os.R_OK):
        pytest.skip("root may read anything")
    return "cannot be read: permission denied"


def large(path: Path) -> str:
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    return "is larger than {1} MiB, the limit"


def utf_16(path: Path) -> str:
    path.write_text(SOUND, encoding="utf-16")
    return "is UTF-16: save it as UTF-8"


def no_utf_8(path: Path) -> str:
    path.write_bytes(b"\xff")
    return "byte 0xFF is not UTF-8: save the file as UTF-8"


KINDS: list[Callable[[Path], str]] = [
    folder,
    pipe,
    device,
    listener,
    missing,
    loop,
    locked,
    large,
    utf_16,
    no_utf_8,
]


def place_of(path: Path, kind: Callable[[Path], str]) -> str:
    """The place in the message: only what can be read has a line."""
    return f"{path}:1:1" if kind in (large, utf_16, no_utf_8) else f"{path}"


@pytest.mark.parametrize("kind", KINDS)
class TestKinds:
    """Whatever the path is, each command reports it in one line, and none waits."""

    def test_a_dataset(self, kind: Callable[[Path], str], tmp_path: Path, capsys: Capture) -> None:
        path = tmp_path / "x.toml"
        said = kind(path).format("a TOML file", 40)
        assert main(["check", str(path)]) == 1
        assert capsys.readouterr().out == f"{place_of(path, kind)}: {said}\n"
        assert main(["report", str(path)]) == 1
        assert capsys.readouterr().err == f"{place_of(path, kind)}: {said}\n"

    def test_a_table_to_import(
        self, kind: Callable[[Path], str], tmp_path: Path, capsys: Capture
    ) -> None:
        path = tmp_path / "x.csv"
        said = kind(path).format("a table of Geo-PKO in CSV", LARGEST_TABLE // 2**20)
        assert main(["import", "geo-pko", str(path), "--mission", "all"]) == 1
        assert capsys.readouterr().err == f"{place_of(path, kind)}: {said}\n"

    def test_the_configuration(self, kind: Callable[[Path], str]) -> None:
        path = config_path()
        path.parent.mkdir(parents=True)
        said = kind(path).format("a TOML file", 40)
        if kind is missing:
            assert read_config(path, default_keys()) == Settings()
            return
        with pytest.raises(DatasetError) as caught:
            read_config(path, default_keys())
        assert str(caught.value) == f"{place_of(path, kind)}: {said}"

    def test_what_was_remembered(self, kind: Callable[[Path], str]) -> None:
        state_path().parent.mkdir(parents=True)
        kind(state_path())
        assert read_state() == Settings()


@pytest.mark.parametrize(
    "text", ["x = " + "9" * 5000, "x = " + "[" * 5000, "x = [" + "1," * MAX_TOKENS + "]"]
)
def test_a_configuration_costs_no_more_than_a_dataset(text: str, capsys: Capture) -> None:
    config_path().parent.mkdir(parents=True)
    config_path().write_text(text)
    assert main(["report"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{config_path()}:1:")


@pytest.mark.parametrize(
    "name",
    [
        "an integer of 7 * 10^6 digits",
        "a text of 7 MB in lines that go on",
        "39 MiB of [",
        *(
            pytest.param(name, marks=pytest.mark.exhaustive)
            for name in (
                "1,000,000 headers of events",
                "79,000 keys",
                "88 keys of 900 parts",
                "79,000 problems on one line",
                "2,300,000 headers of bases",
                "4,000,000 times one base",
            )
        ),
    ],
)
def test_what_is_refused_is_refused_at_little_cost(name: str, tmp_path: Path) -> None:
    """The files that cost most, now or in the past; `make fuzz` tries all of them."""
    path = tmp_path / "nasty.toml"
    nasty.write(name, path)
    cost = nasty.measure(path)
    assert cost.is_bearable, cost


def test_an_endless_standard_input_is_not_read_to_its_end() -> None:
    cost = nasty.measure(None)
    assert cost.is_bearable, cost
    assert "<stdin>:1:1: is larger than 40 MiB" in cost.said


HEADER = "mission,year,country,location,latitude,longitude,NoTroops\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (HEADER + "M\n" * 25_000, "2:1: has 1 cells, the header 7"),
        (HEADER + "M\n" * 2_000_000, "1:1: has more than 30,000 lines"),
        (HEADER + "M" * 7 * 2**20, "1:1: is larger than 6 MiB"),
        ("," * 5_000_000 + "\n", "1:1: this row has more than 200,000 characters"),
        (HEADER + "\n" + "x" * 5_000_000, "3:1: this row has more than 200,000 characters"),
        (HEADER + f'"{"x" * 20}\n",' * 20_000, "2:1: this row has more than 200,000 characters"),
    ],
    ids=[
        "rows",
        "very many rows",
        "a large table",
        "a long header",
        "a long line",
        "many lines in a row",
    ],
)
def test_a_table_is_refused_at_little_cost(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(line)
    cost = nasty.measure(path, "import", "geo-pko", "--mission", "all")
    assert said in cost.said
    assert cost.mebibytes < nasty.MAX_MEBIBYTES, cost
    assert cost.seconds < nasty.MAX_SECONDS, cost


OLD, NEW = (f'name = "{name}"\n' + f"# {name * 100_000}\n" * 8 for name in ("a", "b"))


def replace(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text)
    beside.replace(path)


def overwrite(path: Path, text: str) -> None:
    """Overwrite a file in place with the same length, so that only its time changes."""
    with path.open("r+") as stream:
        stream.write(text)


@pytest.mark.parametrize("save", [replace, overwrite, Path.write_text])
def test_a_file_that_changes_is_read_whole_or_not_at_all(
    save: Callable[[Path, str], object], tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(OLD)
    stop = Event()

    def change() -> None:
        while not stop.is_set():
            save(path, NEW)
            save(path, OLD)
            stop.wait(0.04)

    writer = Thread(target=change)
    writer.start()
    seen = set()
    try:
        for _ in range(20):
            try:
                seen.add(read_file(path, "a TOML file"))
            except DatasetError as error:
                assert "it keeps changing" in str(error)
    finally:
        stop.set()
        writer.join()
    if save is Path.write_text:  # it truncates first; the parser refuses a part
        seen = {data for data in seen if len(data) == len(OLD)}
    assert seen
    assert seen <= {OLD.encode(), NEW.encode()}


def test_a_file_that_was_written_just_now_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second write within the same tick of the clock would not change the time of the file."""
    path = tmp_path / "x.toml"
    path.write_text(OLD)
    written = path.stat().st_mtime_ns
    now = written + 1

    def sleep(_seconds: float) -> None:
        nonlocal now
        overwrite(path, NEW)
        os.utime(path, ns=(written, written))
        now += 10**9

    monkeypatch.setattr("minusma_tui.reading.files.time.time_ns", lambda: now)
    monkeypatch.setattr("minusma_tui.reading.files.time.sleep", sleep)
    assert read_file(path, "a TOML file") == NEW.encode()


def test_a_folder_that_one_may_not_search_is_as_one_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal is simulated, because root may search every folder."""
    path = tmp_path / "sub" / "x.toml"
    path.parent.mkdir()
    path.write_text(SOUND)
    real = os.stat

    def refuse(
        where: os.PathLike[str] | str | int, *rest: object, **more: object
    ) -> os.stat_result:
        if str(where).startswith(str(path.parent)):
            raise PermissionError(13, "Permission denied")
        return real(where, *rest, **more)  # type: ignore[arg-type]

    stop = Event()
    versions = Followed(path).versions(stop, print)
    monkeypatch.setattr(os, "stat", refuse)
    version = next(versions)
    stop.set()
    assert isinstance(version, DatasetError) or version.mission.name == "EXAMPLE"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a\x1b[31m.toml"],
        ["report", "a\x1b[31m.toml"],
        ["report", "--filter", "region:\x1b[2J"],
        ["report", "--filter", "region:\x9b2J\u202ex"],
        ["report", "--as-of", "2023\x1b[2J"],
        ["report", "--format", "\x1b[2J"],
        ["report", "--\x1b[2J"],
        ["report", "x", "y\x1b[2J\u202e"],
        ["--theme", "\x1b[2J"],
        ["view", "\x1b[2J.toml"],
        ["export", "--format", "csv", "--output", "no\x1b[2J/x.csv"],
        ["export", "--format", "json", "--output", "-", "--filter", "\x1b[2Jzzz"],
        ["new", "no\x1b[2J/x.toml"],
        ["new", "y\x1b]0;x\n.toml"],
        ["import", "geo-pko", "\x1b[2J.csv", "--mission", "\x1b[2J"],
        ["import", "geo-pko", "\x1b[2J.csv", "--mission", "x", "--year", "\x1b[2J"],
        ["report", "--lang", "\x1b[2J"],
        ["\x1b[2J"],
        ["completion", "\x1b[2J"],
        ["serve", "\x1b[2J.toml"],
        ["serve", "--port", "0\x1b[2J"],
    ],
    ids=ascii,
)
def test_no_argument_reaches_the_terminal_as_it_is(
    arguments: list[str], capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("minusma_tui.cli.view._expect_terminal", lambda: None)
    try:
        main(arguments)
    except SystemExit as left:
        assert left.code == 2
    found = capsys.readouterr()
    for line in (found.out + found.err).splitlines():
        assert line.isprintable()
    assert found.err or found.out


def test_a_sound_file_of_a_hostile_name_is_named_with_its_escapes(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / os.fsdecode(name) for name in (b"a\x1b[31m\n.toml", b"\xff.toml")]
    for path in paths:
        path.write_text(SOUND)
    done = subprocess.run(
        [sys.executable, "-m", "minusma_tui", "check", *map(str, paths)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(b"\\u{" in line for line in lines)
