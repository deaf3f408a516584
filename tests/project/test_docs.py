"""The documentation is true: commands run, datasets are read, links lead somewhere."""

import dataclasses
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from minusma_tui import __version__
from minusma_tui.app.commands import COMMANDS, default_keys
from minusma_tui.app.themes import theme_names
from minusma_tui.cli import COMMANDS as SUBCOMMANDS
from minusma_tui.cli import main
from minusma_tui.cli.settings import read_config
from minusma_tui.model import records
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Vocabulary, parse
from minusma_tui.query.fields import FIELDS
from minusma_tui.reading.load import load, read
from minusma_tui.situation.columns import COLUMNS
from scripts.pins import wanted
from scripts.survivors import functions_of, survivors
from tests import ROOT
from tests.picture import PICTURE, draw

DOCS = ROOT / "docs"
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "benchmarks" / "README.md")
}
_BLOCK = re.compile(r"(?:^<!-- ([^\n]*) -->\n)?^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOT_RUN = re.compile(r"not run: \w.*")
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Block:
    """A fenced block of Markdown; `mark` is the comment in the line above it."""

    mark: str
    language: str
    text: str

    @property
    def commands(self) -> Iterator[list[str]]:
        """The words of each line, split as a shell would."""
        for line in self.text.splitlines():
            yield shlex.split(line, comments=True)


def blocks(page: str, language: str) -> list[Block]:
    found = (Block(*(part or "" for part in match)) for match in _BLOCK.findall(PAGES[page]))
    return [block for block in found if block.language == language]


def section(page: str, heading: str) -> str:
    """The text between a heading of the second level and the next."""
    return PAGES[page].split(f"\n## {heading}\n")[1].split("\n## ")[0]


WITH_COMMANDS = [page for page in PAGES if blocks(page, "sh")]
WITH_TOML = [page for page in PAGES if blocks(page, "toml")]


def test_the_picture_is_the_real_screen() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(), "run `make picture`, look at it"


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_every_command_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of a page run one after another in one folder."""
    monkeypatch.chdir(tmp_path)
    for block in blocks(page, "sh"):
        if not NOT_RUN.fullmatch(block.mark):
            assert not block.mark
            for program, *words in block.commands:
                assert program == "minusma-tui", "say above the block why it is not run"
                run(words, capsys)


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Run one command, whose output may go to a file; the dashboard runs as a report."""
    assert "|" not in words
    target = None
    if ">" in words:
        *words, _, target = words
    if not {*words} & {*SUBCOMMANDS}:
        words = ["report", *words]
    assert main(words) == 0
    printed = capsys.readouterr().out
    if target:
        Path(target).write_text(printed, encoding="utf-8")


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_every_option_exists(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """This includes commands that are not run."""
    for block in blocks(page, "sh"):
        for program, *words in block.commands:
            if program == "minusma-tui":
                names = [word for word in words if word in SUBCOMMANDS] or ["view"]
                with pytest.raises(SystemExit):
                    main([names[0], "--help"])
                known = capsys.readouterr().out
                options = {word.split("=")[0] for word in words if word.startswith("--")}
                assert [option for option in options if option not in known] == []


@pytest.mark.parametrize("page", WITH_TOML)
def test_every_toml_is_read(page: str, tmp_path: Path) -> None:
    """A block is a dataset, an addition to it, or settings if the comment above says so."""
    example = ""
    for block in blocks(page, "toml"):
        if block.mark == "settings":
            path = tmp_path / "config.toml"
            path.write_text(block.text, encoding="utf-8")
            read_config(path, default_keys(), theme_names())
        else:
            example = block.text if block.text.startswith("format") else example + block.text
            assert read(example.encode(), page).mission.name == "EXAMPLE"


def test_every_filter_can_be_read() -> None:
    vocabulary = Vocabulary(load(None))
    (table,) = re.findall(
        r"^<!-- filters -->\n((?:\|.*\n)+)", PAGES["docs/filter.md"], re.MULTILINE
    )
    examples = _ROW.findall(table)
    for example in examples:
        assert parse(example, vocabulary).terms
    for field in FIELDS:
        assert any(example.startswith(field.name) for example in examples)


def test_every_example_of_the_help_can_be_read() -> None:
    vocabulary = Vocabulary(load(None))
    for field in FIELDS:
        assert parse(field.example_in(vocabulary), vocabulary).terms


def anchors(text: str) -> set[str]:
    """The anchors of the headings, made as GitHub does."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    prose = _BLOCK.sub("", PAGES[page])
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"https?://", target):
            name, _, anchor = target.partition("#")
            path = (ROOT / page).parent / name if name else ROOT / page
            assert path.exists(), target
            assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), target


def test_every_make_command_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE), "clean"}
    said = {name for text in PAGES.values() for name in re.findall(r"`make ([a-z]+)", text)}
    assert said <= targets
    assert targets <= {*re.findall(r"^\| `make ([a-z]+)`", PAGES["CONTRIBUTING.md"], re.MULTILINE)}


def test_every_key_is_in_the_manual() -> None:
    table = section("docs/usage.md", "Keys")
    keys = {key for command in COMMANDS for key in command.shown.split()}
    assert [key for key in keys if f"`{key}`" not in table] == []
    few = re.findall(r"`(\S+)`", section("README.md", "Ten keys"))
    assert {*few} <= keys


def named(page: str) -> set[str]:
    return {*re.findall(r"`([^`\s]+)`", PAGES[page])}


def test_every_format_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    found = re.search(r"--format \{([a-z,]+)\}", " ".join(capsys.readouterr().out.split()))
    assert found
    assert found[1].split(",") == _ROW.findall(PAGES["docs/exports.md"])


def test_every_setting_is_described() -> None:
    said = named("docs/settings.md")
    assert {column.id for column in COLUMNS} <= said
    assert {*default_keys()} <= said


def test_every_key_of_a_dataset_is_described() -> None:
    said = named("docs/dataset.md")
    own: list[Any] = [
        kind
        for kind in vars(records).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == records.__name__
    ]
    assert len(own) > 10
    for kind in (Dataset, *own):
        assert {field.name for field in dataclasses.fields(kind)} <= said, kind


def test_every_mutant_that_may_survive_is_one_of_the_code() -> None:
    functions: dict[str, list[str]] = {}
    for path in (ROOT / "minusma_tui").rglob("*.py"):
        for name, code in functions_of(path.read_text(encoding="utf-8")):
            functions.setdefault(name, []).append(code)
    lines = {(function, before) for function, before, _ in survivors()}
    assert lines
    assert [
        (function, before)
        for function, before in lines
        if not any(before in code for code in functions.get(function, ()))
    ] == []


def test_the_version_is_the_same_everywhere() -> None:
    released = re.search(r"^## \[(\d.*)\] - (.*)$", PAGES["CHANGELOG.md"], re.MULTILINE)
    assert released
    assert released[1] == __version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}\ndate-released: {released[2]}\n" in citation


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
