"""English and French texts, numbers, dates and screens."""

import asyncio
import re
import string
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from textual.command import CommandList
from textual.widgets import Input

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.palette import Palette
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.chronology.timeline import EntryKind
from minusma_tui.cli import main
from minusma_tui.language import catalogue as language
from minusma_tui.language.catalogue import languages, say_decimal, say_number, speak, tr, tr_count
from minusma_tui.model.period import parse_period
from minusma_tui.model.values import BaseKind, HandoverKind, Scope, Status
from minusma_tui.model.wording import (
    country_name,
    say_briefly,
    say_day,
    say_percent,
    say_period,
    say_term,
)
from minusma_tui.reading.load import load
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from scripts.catalogue import catalogues, template, texts, written
from tests.support.reading import SOUND


@pytest.fixture
def french() -> None:
    speak("fr")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def both(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """The text, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def fields(text: str) -> set[str | None]:
    """The placeholders of a text."""
    found: set[str | None] = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return found | set(re.findall(r"%\(\w+\)[sr]|%[sr]", text))


class TestCatalogues:
    """Every catalogue has all texts of the program and no others."""

    def test_there_are_english_and_french(self) -> None:
        assert languages() == ("en", "fr")

    @pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
    def test_every_text_is_translated(self, path: Path) -> None:
        known: dict[object, Message] = {one.id: one for one in read(path) if one.id}
        asked: set[object] = {message.id for message in template() if message.id}
        assert known.keys() == asked
        for text, message in known.items():
            assert not message.fuzzy, text
            assert all(both(message.string)), text

    @pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
    def test_every_translation_has_the_places_of_its_text(self, path: Path) -> None:
        for message in read(path):
            if not message.id or "{ en" in both(message.id)[0]:  # TOML, not a placeholder
                continue
            for said in both(message.string):
                assert fields(said) == fields(both(message.id)[-1]), message.id

    @pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
    def test_the_file_is_as_the_script_writes_it(self, path: Path) -> None:
        assert path.read_bytes() == written(read(path))

    def test_every_word_of_the_format_can_be_said(self) -> None:
        kinds = (Status, HandoverKind, BaseKind, Scope, EntryKind)
        words = {term.value.replace("-", " ") for kind in kinds for term in kind}
        assert words <= {text for text, _ in texts()}


@pytest.mark.usefixtures("french")
class TestFrench:
    """French is written as in the Unicode Common Locale Data Repository (CLDR)."""

    @pytest.mark.parametrize("number", [0, 7, 950, 8817, 13871, 1_000_000])
    def test_numbers(self, number: int) -> None:
        assert say_number(number) == format_decimal(number, locale="fr")

    @pytest.mark.parametrize("rate", [0.0, 120.6, 1234.5])
    def test_decimals(self, rate: float) -> None:
        assert say_decimal(rate) == format_decimal(rate, "#,##0.0", locale="fr")

    def test_percentages(self) -> None:
        said = format_percent(0.636, locale="fr", decimal_quantization=False)
        assert say_percent(63.6) == said == "63,6\u00a0%"

    @pytest.mark.parametrize("month", range(1, 13))
    def test_days(self, month: int) -> None:
        day = date(2023, month, 18)
        assert say_day(day) == format_date(day, "d MMM y", locale="fr")

    @pytest.mark.parametrize("month", range(1, 13))
    def test_first_weeks(self, month: int) -> None:
        name = format_date(date(2023, month, 1), "MMMM", locale="fr")
        of_month = f"d’{name}" if name[0] in "ao" else f"de {name}"
        period = parse_period(f"2023-{month:02}-01/2023-{month:02}-14~")
        assert say_period(period) == f"premières semaines {of_month} 2023"

    @pytest.mark.parametrize(
        ("edtf", "said"),
        [
            ("2023-11-18", "18 nov. 2023"),
            ("2023-11-18/2023-11-19", "18–19 nov. 2023"),
            ("2023-10-31/2023-11-02", "31 oct. – 2 nov. 2023"),
            ("2024-01-01", "1er janv. 2024"),
            ("2023-11-01/2023-11-19", "1er–19 nov. 2023"),
            ("2023-11-01/2023-12-01", "1er nov. – 1er déc. 2023"),
            ("2023-12", "déc. 2023"),
        ],
    )
    def test_periods(self, edtf: str, said: str) -> None:
        assert say_period(parse_period(edtf)) == said

    def test_a_list_has_no_room_for_many_words(self) -> None:
        assert say_briefly(parse_period("2023-12-01/2023-12-14~")) == "1er–14 déc. 2023~"

    def test_countries_and_terms(self) -> None:
        assert country_name("DEU") == "Allemagne"
        assert country_name("DEU", "en") == "Germany"
        assert say_term(Status.HANDED_OVER) == "rétrocédée"

    def test_counts(self) -> None:
        assert [tr_count("{count} day", "{count} days", n) for n in (0, 1, 2, 1500)] == [
            "0 jour",
            "1 jour",
            "2 jours",
            "1\u202f500 jours",
        ]

    def test_texts_of_the_dataset(self) -> None:
        handover = load(None).bases["ansongo"].handover
        assert handover
        assert handover.to
        assert "préfet" in handover.to.value.say()

    def test_nothing_says_nothing(self) -> None:
        assert tr("") == ""


class TestChoice:
    """The language is that of --lang, or else of the locale."""

    @pytest.mark.parametrize(
        ("variables", "expected"),
        [
            ({}, "en"),
            ({"LANG": "fr_FR.UTF-8"}, "fr"),
            ({"LANG": "fr"}, "fr"),
            ({"LANG": "C"}, "en"),
            ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
            ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_ML.UTF-8"}, "fr"),
            ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
            ({"LANG": "de_DE.UTF-8"}, "en"),
            ({"LANGUAGE": "fr"}, "fr"),
            ({"LC_ALL": "C", "LANGUAGE": "fr"}, "en"),
            ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"}, "en"),
            ({"LC_MESSAGES": "POSIX", "LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"}, "en"),
            ({"LANG": "C", "LANGUAGE": "fr"}, "en"),
            ({"LC_ALL": "", "LANG": "de_DE.UTF-8", "LANGUAGE": "fr"}, "fr"),
        ],
    )
    def test_the_locale(
        self, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert language.of_the_locale() == expected

    def test_a_report(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["report", "--lang", "fr"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("MINUSMA, au 19 nov. 2023\n")
        assert "plus de 8\u202f817 sur 13\u202f871" in said

    def test_a_message(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main(["check", str(tmp_path / "missing.toml"), "--lang=fr"]) == 1
        assert "illisible\u00a0: aucun fichier ou dossier de ce nom" in capsys.readouterr().out

    def test_a_list_of_what_may_be_meant(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "mission.toml"
        path.write_text(SOUND.replace('value = "camp"', 'value = "kamp"'), encoding="utf-8")
        assert main(["check", str(path), "--lang=fr"]) == 1
        said = capsys.readouterr().out
        assert "camp, temporary operating base, headquarters ou site, trouvé" in said

    def test_the_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["export", "--lang", "fr", "--help"])
        said = capsys.readouterr().out
        assert said.startswith("utilisation\u00a0: minusma-tui export")
        assert "montrer cette aide et sortir" in said
        assert "exemple\u00a0: minusma-tui export" in said

    def test_a_language_that_nobody_wrote(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["report", "--lang", "xx"])
        assert "invalid choice: 'xx'" in capsys.readouterr().err


async def test_the_screen_changes_its_language() -> None:
    dataset = load(None)
    dashboard = Dashboard(look(World(dataset), dataset.as_of))
    app = DashboardApp(dashboard)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"region:gao", "enter", "comma")
        picked, as_of = dashboard.picked, dashboard.as_of
        await pilot.press("L")
        await pilot.pause()
        french = app.export_screenshot()
        assert "Chronologie" in french
        assert "rétrocédée" in french
        assert "filter" not in french
        # Everything else is unchanged.
        assert (dashboard.picked, dashboard.as_of) == (picked, as_of)
        assert dashboard.query_one(FilterBox).value == "region:gao"
        assert dashboard.situation
        assert [one.base.id for one in dashboard.situation.selection] == ["ansongo", "gao"]
        await pilot.press("L")
        await pilot.pause()
        english = app.export_screenshot()
        assert "Timeline" in english
        assert "Chronologie" not in english


@pytest.mark.usefixtures("french")
async def test_the_palette_and_what_ctrl_c_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Palette, "_NO_MATCHES_COUNTDOWN", 0.01)
    told: list[str] = []
    monkeypatch.setattr(DashboardApp, "notify", lambda _app, said, **_options: told.append(said))
    dataset = load(None)
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+c")
        assert told == ["Ctrl+Q quitte."]
        await pilot.press("ctrl+p")
        palette = app.screen
        assert palette.query_one(Input).placeholder == "Chercher une commande…"
        await pilot.press(*"zzz")
        options = palette.query_one(CommandList)
        async with asyncio.timeout(30):
            while not (options.option_count == 1 and options.options[0].disabled):
                await pilot.pause()
        assert options.options[0].prompt == "Rien ne correspond"
        await pilot.press("escape", "escape")
        app.action_change_theme()
        await pilot.pause()
        assert app.screen.query_one(Input).placeholder == "Chercher un thème…"
