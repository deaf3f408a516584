"""`minusma-tui export` writes a file completely or not at all; an error is one line."""

import errno
import os
import re
import shlex
from pathlib import Path

import pytest

from minusma_tui.cli import export as command
from minusma_tui.cli import main
from minusma_tui.export.formats import FORMATS
from minusma_tui.files.atomic import NotWrittenError, write_atomically

NAMES = [one.name for one in FORMATS]
Capture = pytest.CaptureFixture[str]


def export(path: Path | str, *more: str, form: str = "geojson") -> int:
    return main(["export", "--format", form, "--output", str(path), *more])


@pytest.mark.parametrize("form", NAMES)
def test_every_format_is_written_the_same_each_time(
    form: str, tmp_path: Path, capsys: Capture
) -> None:
    for name in ("one", "two"):
        assert export(tmp_path / name, "--filter", "region:gao", form=form) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
    assert (tmp_path / "one").stat().st_size > 100
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_the_help_knows_every_format() -> None:
    for form in NAMES:
        assert f"--format {form} " in command.EXPORT.example


@pytest.mark.parametrize(
    "line", re.findall(r"minusma-tui (export [^|&\n]*)", command.EXPORT.example)
)
def test_every_example_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)) == 0
    assert list(tmp_path.iterdir()) or capsys.readouterr().out


def test_a_file_is_replaced_only_by_force(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    path.chmod(0o600)
    assert export(path) == 1
    assert capsys.readouterr().err == f"minusma-tui: {path} exists: --force replaces it\n"
    assert path.read_text() == "mine"
    # This is checked before the dataset is read, which may take seconds.
    assert main(["export", "missing.toml", "--format", "json", "--output", str(path)]) == 1
    assert capsys.readouterr().err == f"minusma-tui: {path} exists: --force replaces it\n"
    assert export(path, "--force") == 0
    assert path.read_text().startswith("{")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_one(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    assert export(link) == 0
    assert link.is_symlink()
    assert (tmp_path / "target").read_text().startswith("{")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("none/out", "no such file or directory"),
        ("file/out", "not a directory"),
        ("folder", "it is a folder"),
        ("pipe", "it is not a file (- is standard output)"),
        ("n" * 300, "file name too long"),
        ("a\0b", "embedded null"),
    ],
)
def test_what_cannot_be_written_says_why(
    path: str, reason: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert export(tmp_path / path, "--force") == 1
    error = capsys.readouterr().err
    assert error.startswith("minusma-tui: cannot write ")
    assert reason in error
    assert error.count("\n") == 1
    assert {one.name for one in tmp_path.iterdir()} == {"file", "folder", "pipe"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_is_read_only(tmp_path: Path, capsys: Capture) -> None:
    tmp_path.chmod(0o500)
    assert export(tmp_path / "out") == 1
    assert "permission denied" in capsys.readouterr().err
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_fails_leaves_the_old_file(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.write_text("mine")

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(NotWrittenError, match=os.strerror(code).lower()):
        write_atomically(path, b"new", force=True)
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert path.read_text() == "mine"


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    assert export(tmp_path / "out") == 130
    assert list(tmp_path.iterdir()) == []


def test_standard_output_gets_the_very_bytes(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    export(tmp_path / "out", form="csv")
    assert export("-", form="csv") == 0
    assert capsysbinary.readouterr().out == (tmp_path / "out").read_bytes()
