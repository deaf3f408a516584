"""The README, the help and the project's metadata are true."""

import re

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from minusma_tui import __version__
from minusma_tui.app.commands import COMMANDS
from minusma_tui.cli import main
from minusma_tui.query import Vocabulary, parse
from minusma_tui.query.fields import FIELDS
from minusma_tui.reading.load import load, read
from scripts.pins import wanted
from tests import ROOT
from tests.picture import PICTURE, draw

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_picture_is_the_real_screen() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(), "run `make picture`, look at it"


def test_the_example_dataset_is_sound() -> None:
    example = next(block for block in blocks("toml") if block.startswith("format"))
    assert read(example.encode(), "README.md").mission.name == "EXAMPLE"


def test_every_key_is_in_the_table() -> None:
    table = README[README.index("## Steering") : README.index("## The filter")]
    missing = {
        key for command in COMMANDS for key in command.shown.split() if f"`{key}`" not in table
    }
    assert missing == set()


def test_every_filter_of_the_readme_can_be_read() -> None:
    section = README[README.index("## The filter") : README.index("## For scripts")]
    (block,) = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    vocabulary = Vocabulary(load(None))
    for line in block.splitlines():
        assert parse(line, vocabulary).terms
    for field in FIELDS:
        assert field.name in block


def test_every_example_of_the_help_can_be_read() -> None:
    vocabulary = Vocabulary(load(None))
    for field in FIELDS:
        assert parse(field.example_in(vocabulary), vocabulary).terms


@pytest.mark.parametrize(
    "line", re.findall(r"^\$ minusma-tui (report .*?)(?: [|>].*)?$", README, re.MULTILINE)
)
def test_every_report_of_the_readme_runs(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 0
    assert capsys.readouterr().out


def test_the_version_is_the_same_everywhere() -> None:
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_make_has_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^\$ make (\w+)", README, re.MULTILINE):
        assert f"\n{command}:" in makefile


def test_each_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomli.loads(text)
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in listed:
        assert re.search(rf'^    "{re.escape(requirement)}", +# \w', text, re.MULTILINE), (
            requirement
        )


@pytest.mark.parametrize(("name", "requirements"), wanted().items())
def test_everything_is_pinned_to_hashes(name: str, requirements: list[str]) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines))
    # Only names, versions and hashes, not the address of an index.
    pattern = re.compile(r"([\w.-]+)==([\w.]+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")
    matches = [pattern.fullmatch(entry) for entry in entries]
    assert all(matches)
    pins = {canonicalize_name(match[1]): match[2] for match in matches if match}
    for line in requirements:
        requirement = Requirement(line)
        pinned = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned), f"{line}: run make pins"
