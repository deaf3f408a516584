"""The wheel and the sdist, built, installed and run."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests import ROOT

pytestmark = pytest.mark.foreign


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


def test_the_dataset_travels_in_wheel_and_sdist(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    (sdist,) = built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    data = {f"minusma_tui/data/{name}" for name in ("minusma.toml", "template.toml")}
    assert {*data, "minusma_tui/data/geography.json"} <= set(names)
    assert "minusma_tui/app/dashboard.tcss" in names
    assert {"minusma_tui/export/page/page.css", "minusma_tui/export/data/schema.sql"} <= set(names)
    assert not any(name.startswith("tests/") for name in names)
    with tarfile.open(sdist) as archive:
        members = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert {"data/minusma.toml", "README.md", "LICENSE", "requirements/dev.txt"} <= members


def test_the_installed_program_runs_from_any_directory(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", str(python), "install"),
            *("--quiet", "--no-index", "--no-deps", str(wheel)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    # Its dependencies are those of this environment, but the program is the wheel's: an editable
    # install is found through a .pth file, and .pth files do not nest.
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    bare = {**os.environ, "HOME": str(nowhere), "PYTHONPATH": ""}
    done = subprocess.run(
        [str(place / "bin" / "minusma-tui"), "report"],
        cwd=nowhere,
        env=bare,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "9 of 12" in done.stdout
    where = subprocess.run(
        [str(python), "-c", "import minusma_tui; print(minusma_tui.__file__)"],
        cwd=nowhere,
        env=bare,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert where.stdout.startswith(str(place))
