"""The dashboard while its dataset is edited, and the watching of the file."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.help import Help
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.app.frame.problem_banner import ProblemBanner
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.detail import Detail
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.app.platform.file_watch import Version, Versions, Watcher
from minusma_tui.app.screens.problems import MAX_SHOWN, NewProblems, ProblemList, Problems
from minusma_tui.cli import main
from minusma_tui.cli.view import _follow
from minusma_tui.model.dataset import Dataset
from minusma_tui.query import Vocabulary
from minusma_tui.reading.files import read_file
from minusma_tui.reading.load import load, read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.watch import Followed, Tell
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests import ROOT
from tests.support.export import seen
from tests.support.pilot import dashboard, ids, shown
from tests.support.reading import SOUND

MINUSMA = (ROOT / "data" / "minusma.toml").read_text(encoding="utf-8")
WIDE = (120, 40)
BROKEN = MINUSMA.replace("format = 1", "format = 2").replace('name = "Ansongo"', "name = 5")


def version(text: str) -> Version:
    try:
        return World(read(text.encode(), "mission.toml"))
    except DatasetError as error:
        return error


def changed(*replacements: tuple[str, str]) -> str:
    text = MINUSMA
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def never(stop: Event, _tell: Tell) -> Iterator[Version]:
    """Follow a file that nobody edits: the test gives the versions itself."""
    stop.wait()
    return iter(())


def app_on(text: str, query: str = "", follow: Versions = never) -> DashboardApp:
    return DashboardApp(Dashboard(seen(dataset_of(text), query=query), follow))


@lru_cache(maxsize=1)
def dataset_of(text: str) -> Dataset:
    return read(text.encode(), "mission.toml")


async def give(pilot: Pilot[None], text: str) -> None:
    """Give the dashboard a new version of the file."""
    pilot.app.screen_stack[0].query_one(Watcher).post_message(Watcher.Changed(version(text)))
    await pilot.pause()
    await pilot.pause()


class TestGoodVersion:
    async def test_it_is_on_every_pane(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await give(pilot, changed(('name = "Ansongo"', 'name = "Ansongo-ville"')))
            for pane in ("#base-list", "#map"):
                assert "Ansongo-ville" in shown(pilot, pane)
            assert "Ansongo-ville" in str(pilot.app.screen.query_one(Detail).border_title)
            assert not pilot.app.screen.query_one(ProblemBanner).display

    async def test_what_is_looked_at_stays(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("/", *"region:gao", "enter", "down", "d", *"31 oct", "enter", "m")
            await pilot.press("left_square_bracket", "s", "3", "z")
            await pilot.pause()
            await pilot.press("end")
            await pilot.pause()
            screen = dashboard(pilot)
            detail = pilot.app.screen.query_one(Detail)
            before = (
                screen.as_of, screen.marked, screen.order, screen.picked, screen.filter_query.text,
                screen.maximized, screen.focused, detail.scroll_offset,
            )  # fmt: skip
            assert screen.picked == "gao"
            await give(pilot, changed(('name = "Ansongo"', 'name = "Ansongo-ville"')))
            after = (
                screen.as_of, screen.marked, screen.order, screen.picked, screen.filter_query.text,
                screen.maximized, screen.focused, detail.scroll_offset,
            )  # fmt: skip
            assert after == before
            assert ids(pilot) == ["ansongo", "gao"]

    async def test_the_list_stays_where_it_was_scrolled_to(self) -> None:
        async with app_on(MINUSMA).run_test(size=(80, 16)) as pilot:
            await pilot.press("G")
            await pilot.pause()
            bases = pilot.app.screen.query_one(BaseList)
            bases.scroll_to(y=2, animate=False)
            await pilot.pause()
            await give(pilot, changed(('name = "Ansongo"', 'name = "Ansongo-ville"')))
            assert bases.scroll_offset.y == 2
            assert dashboard(pilot).picked == "bamako"

    async def test_the_chosen_entry_of_the_timeline_stays(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("5", "k", "k", "k")
            await pilot.pause()
            timeline = pilot.app.screen.query_one(Timeline)
            before = str(timeline.border_subtitle)
            await give(pilot, changed(('name = "Ansongo"', 'name = "Ansongo-ville"')))
            assert str(timeline.border_subtitle) == before
            chosen, total = before.split(" of ")
            assert int(chosen) < int(total)

    async def test_the_datasets_own_date_is_followed(self) -> None:
        later = changed(('as_of = "2023-11-19"', 'as_of = "2023-12-05"'))
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await give(pilot, later)
            assert dashboard(pilot).as_of.isoformat() == "2023-12-05"
            await pilot.press("comma")
            await give(pilot, MINUSMA)
            assert dashboard(pilot).as_of.isoformat() == "2023-12-04"

    async def test_a_date_the_new_version_has_not_is_the_nearest(self) -> None:
        shorter = SOUND.replace("2023-06-30", "2023-11-19")
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("comma")
            await give(pilot, shorter)
            assert dashboard(pilot).as_of.isoformat() == "2023-11-19"

    async def test_a_chosen_base_that_is_gone_is_the_first(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("G")
            await pilot.pause()
            await give(pilot, SOUND)
            assert dashboard(pilot).picked == "ansongo"
            assert ids(pilot) == ["ansongo"]


class TestFilter:
    async def test_it_is_read_with_the_words_of_the_new_version(self) -> None:
        moved = changed(('region = { value = "Gao"', 'region = { value = "Kidal"'))
        async with app_on(MINUSMA, "region:gao").run_test(size=WIDE) as pilot:
            await give(pilot, moved)
            assert dashboard(pilot).filter_query.text == "region:gao"
            assert len(ids(pilot)) == 1

    async def test_one_that_cannot_be_read_any_more_says_so_and_keeps_every_base(self) -> None:
        async with app_on(MINUSMA, "region:kidal").run_test(size=WIDE) as pilot:
            await give(pilot, SOUND)
            assert pilot.app.screen.query_one(FilterBox).value == "region:kidal"
            assert "kidal" in pilot.app.screen.query_one(FilterBox).advice
            assert ids(pilot) == ["ansongo"]
            await give(pilot, MINUSMA)
            assert pilot.app.screen.query_one(FilterBox).value == "region:kidal"
            assert pilot.app.screen.query_one(FilterBox).advice == ""
            assert ids(pilot) == ["tessalit", "aguelhok", "kidal"]

    async def test_in_the_middle_of_a_term_the_last_good_one_holds(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("/", *"kidal kind:")
            await pilot.pause()
            await give(pilot, changed(('name = "Ansongo"', 'name = "Ansongo-ville"')))
            assert ids(pilot) == ["tessalit", "aguelhok", "kidal"]
            assert "expected camp" in pilot.app.screen.query_one(FilterBox).advice
            await give(pilot, SOUND.replace("ansongo", "kidal"))
            assert ids(pilot) == []


class TestBrokenVersion:
    async def test_the_last_good_one_stays_under_a_banner(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await give(pilot, BROKEN)
            assert "2 problems in the file" in shown(pilot, "ProblemBanner")
            assert "Ansongo" in shown(pilot, "#base-list")
            await give(pilot, MINUSMA.replace("format = 1", "format = 2"))
            assert "1 problem in the file" in shown(pilot, "ProblemBanner")
            await give(pilot, MINUSMA)
            assert not pilot.app.screen.query_one(ProblemBanner).display

    async def test_a_key_lists_them_as_check_does_until_they_are_gone(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await pilot.press("exclamation_mark")
            assert isinstance(pilot.app.screen, Dashboard)
            await give(pilot, BROKEN)
            await pilot.press("exclamation_mark")
            await pilot.pause()
            assert isinstance(pilot.app.screen, NewProblems)
            text = shown(pilot, "#problems-text")
            broken = version(BROKEN)
            assert isinstance(broken, DatasetError)
            assert text.split() == str(broken).split()
            await give(pilot, MINUSMA.replace("format = 1", "format = 2"))
            assert "expected 1, found the number 2" in shown(pilot, "#problems-text")
            await give(pilot, MINUSMA)
            assert isinstance(pilot.app.screen, Dashboard)

    async def test_the_list_is_left_and_opened_again(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await give(pilot, BROKEN)
            for key in ("escape", "q", "enter", "exclamation_mark"):
                await pilot.click(ProblemBanner)
                await pilot.pause()
                assert isinstance(pilot.app.screen, NewProblems)
                await pilot.press(key)
                await pilot.pause()
                assert isinstance(pilot.app.screen, Dashboard), key

    async def test_under_another_screen_the_list_goes_when_that_does(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:
            await give(pilot, BROKEN)
            await pilot.press("exclamation_mark")
            pilot.app.push_screen(Help(Vocabulary(load(None)), {}))
            await pilot.pause()
            await give(pilot, MINUSMA)
            assert isinstance(pilot.app.screen, Help)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Dashboard)

    async def test_the_palette_has_it_while_there_is_something_to_list(self) -> None:
        async with app_on(MINUSMA).run_test(size=WIDE) as pilot:

            def titles() -> set[str]:
                app = pilot.app
                return {command.title for command in app.get_system_commands(app.screen)}

            assert "Problems (!)" not in titles()
            await give(pilot, BROKEN)
            assert "Problems (!)" in titles()


class TestBrokenFromTheStart:
    def app(self, make: Callable[[World], Screen[None]]) -> DashboardApp:
        broken = version(BROKEN)
        assert isinstance(broken, DatasetError)
        return DashboardApp(Problems(broken.problems, never, make))

    async def test_the_dashboard_opens_once_the_file_is_good(self) -> None:
        def make(world: World) -> Screen[None]:
            return Dashboard(look(world, world.dataset.as_of), never)

        async with self.app(make).run_test(size=WIDE) as pilot:
            assert "2 problems" in str(pilot.app.screen.query_one(ProblemList).border_title)
            many = MINUSMA.replace("format = 1", "\n".join(f"a{n} = 1" for n in range(300)))
            await give(pilot, many)
            assert "301 problems" in str(pilot.app.screen.query_one(ProblemList).border_title)
            assert f"And {301 - MAX_SHOWN} more" in shown(pilot, "#problems-advice")
            await give(pilot, MINUSMA)
            await pilot.pause()
            assert isinstance(pilot.app.screen, Dashboard)
            assert len(ids(pilot)) == 13

    async def test_what_cannot_be_opened_ends_it(self) -> None:
        def make(world: World) -> Screen[None]:
            raise ValueError(world.dataset.mission.id)

        app = self.app(make)
        async with app.run_test(size=WIDE) as pilot:
            await give(pilot, MINUSMA)
        assert str(app.failure) == "minusma"


async def test_versions_come_from_a_thread_that_ends_with_the_screen() -> None:
    given: Queue[Version] = Queue()
    ended = Event()

    def follow(stop: Event, _tell: Tell) -> Iterator[Version]:
        yield given.get()
        stop.wait()
        ended.set()

    app = app_on(MINUSMA, follow=follow)
    async with app.run_test(size=WIDE) as pilot:
        given.put(version(SOUND))
        while ids(pilot) != ["ansongo"]:
            await pilot.pause()
    assert ended.wait(10)


class TestFollowed:
    """Real files and folders, and the events of the system, which are all that is waited for."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "here" / "mission.toml"
        path.parent.mkdir()
        path.write_text(SOUND, encoding="utf-8")
        return path

    @pytest.fixture
    def versions(self, path: Path) -> Iterator[Queue[Dataset | DatasetError]]:
        """A queue of the versions that are read, filled by a thread."""
        followed, stop = Followed(path), Event()
        read: Queue[Dataset | DatasetError] = Queue()

        def put() -> None:
            for version in followed.versions(stop, print):
                read.put(version)

        thread = Thread(target=put)
        thread.start()
        yield read
        stop.set()
        thread.join(10)
        assert not thread.is_alive()

    def name(self, versions: Queue[Dataset | DatasetError]) -> str:
        """The name of the mission, or the first problem; half-written versions are skipped."""
        version = versions.get(timeout=20)
        while isinstance(version, DatasetError) and not versions.empty():
            version = versions.get(timeout=20)
        if isinstance(version, DatasetError):
            return version.problems[0].message
        return version.mission.name

    def say(self, name: str) -> str:
        return SOUND.replace('"EXAMPLE"', f'"{name}"')

    def test_however_an_editor_saves(
        self, path: Path, versions: Queue[Dataset | DatasetError]
    ) -> None:
        path.write_text(self.say("TRUNCATED"), encoding="utf-8")
        assert self.name(versions) == "TRUNCATED"
        beside = path.with_suffix(".new")
        beside.write_text(self.say("RENAMED"), encoding="utf-8")
        beside.rename(path)
        assert self.name(versions) == "RENAMED"
        path.rename(path.with_suffix(".old"))
        path.write_text(self.say("MOVED ASIDE"), encoding="utf-8")
        assert self.name(versions) == "MOVED ASIDE"

    def test_a_file_that_goes_and_comes_back(
        self, path: Path, versions: Queue[Dataset | DatasetError]
    ) -> None:
        path.unlink()
        assert self.name(versions) == "cannot be read: no such file or directory"
        path.write_text(self.say("BACK"), encoding="utf-8")
        assert self.name(versions) == "BACK"

    def test_a_folder_that_goes_and_comes_back(
        self, path: Path, versions: Queue[Dataset | DatasetError]
    ) -> None:
        shutil.rmtree(path.parent)
        assert self.name(versions) == "cannot be read: no such file or directory"
        path.parent.mkdir()
        path.write_text(self.say("BACK"), encoding="utf-8")
        assert self.name(versions) == "BACK"
        path.write_text(self.say("AGAIN"), encoding="utf-8")
        assert self.name(versions) == "AGAIN"

    def test_what_changed_before_one_looked(self, path: Path) -> None:
        followed = Followed(path)
        path.write_text(self.say("EARLY"), encoding="utf-8")
        version = next(followed.versions(Event(), print))
        assert isinstance(version, Dataset)
        assert version.mission.name == "EARLY"

    def test_where_the_system_watches_no_more_the_file_is_looked_at(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """All inotify instances of the user are taken, of which there are usually 128."""

        def watch(*_arguments: object, **_options: object) -> Iterator[set[object]]:
            raise RuntimeError("recommended watcher: Too many open files (os error 24)")
            yield set()

        monkeypatch.setattr("watchfiles.watch", watch)
        monkeypatch.setattr("minusma_tui.reading.watch._LOOK", 1)
        told: list[str] = []
        versions = Followed(path).versions(Event(), told.append)
        for name in ("FIRST", "SECOND"):
            path.write_text(self.say(name), encoding="utf-8")
            version = next(versions)
            assert isinstance(version, Dataset)
            assert version.mission.name == name
        assert told == [
            f"{path} cannot be watched (too many open files), "
            "so it is looked at once a second instead"
        ]

    def test_told_to_stop_it_reads_nothing(self, path: Path) -> None:
        stop = Event()
        stop.set()
        assert list(Followed(path).versions(stop, print)) == []


async def test_the_dashboard_follows_a_real_file(tmp_path: Path) -> None:
    path = tmp_path / "mission.toml"
    path.write_text(MINUSMA, encoding="utf-8")
    app = app_on(MINUSMA, follow=partial(_follow, Followed(path)))
    async with app.run_test(size=WIDE) as pilot:
        path.write_text(SOUND, encoding="utf-8")
        while ids(pilot) != ["ansongo"]:
            await pilot.pause()


async def test_the_dashboard_says_what_there_is_to_say_of_the_file() -> None:
    def follow(stop: Event, tell: Tell) -> Iterator[Version]:
        tell("looked at [now] and then")
        return never(stop, tell)

    app = app_on(MINUSMA, follow=follow)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        while not pilot.app.screen.query("Toast"):
            await pilot.pause()
        assert "looked at [now] and then" in shown(pilot, "Toast")


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mission.toml"
    path.write_bytes(b"old and long")
    os.utime(path, (0, 0))
    real, calls = os.fstat, 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls == 3:  # between reading and the check after it
            path.write_bytes(b"new")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    assert read_file(path, "a TOML file") == b"new"


def test_a_file_that_never_rests_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mission.toml"
    path.write_bytes(b"")
    real = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        with path.open("ab") as stream:
            stream.write(b"more")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(DatasetError) as caught:
        read_file(path, "a TOML file")
    assert "cannot be read: it keeps changing" in str(caught.value)


class TestCheckWatch:
    def test_it_prints_the_verdict_anew_until_interrupted(self, tmp_path: Path) -> None:
        path = tmp_path / "mission.toml"
        path.write_text(SOUND, encoding="utf-8")
        with subprocess.Popen(
            [sys.executable, "-m", "minusma_tui", "check", "--watch", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                sound = f"{path}: no problems (1 base, 2 sources)\n"
                assert process.stdout.readline() == sound
                path.write_text(SOUND.replace("format = 1", "format = 2"), encoding="utf-8")
                problem = process.stdout.readline()
                assert problem == f"{path}:1:10: expected 1, found the number 2\n"
                assert process.stdout.readline() == f"{path}: 1 problem\n"
                path.write_text(SOUND, encoding="utf-8")
                assert process.stdout.readline() == sound
                process.send_signal(signal.SIGINT)
                assert process.wait(30) == 130
                assert process.stderr is not None
                assert process.stderr.read() == ""
            finally:
                process.kill()  # else a failure would wait for its end

    def test_it_says_that_it_cannot_watch(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def versions(_followed: Followed, _stop: Event, tell: Tell) -> Iterator[Dataset]:
            tell("looked at now and then")
            yield read(SOUND.encode(), "mission.toml")

        monkeypatch.setattr(Followed, "versions", versions)
        path = tmp_path / "mission.toml"
        path.write_text(SOUND, encoding="utf-8")
        assert main(["check", "--watch", str(path)]) == 0
        out, err = capsys.readouterr()
        assert out == f"{path}: no problems (1 base, 2 sources)\n" * 2
        assert err == "minusma-tui: looked at now and then\n"

    @pytest.mark.parametrize("paths", [[], ["-"], ["a.toml", "b.toml"]])
    def test_it_follows_one_file(
        self, paths: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", "--watch", *paths]) == 2
        assert "--watch follows one file: name it" in capsys.readouterr().err
