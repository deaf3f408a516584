"""`minusma-tui view`: open the dashboard."""

import argparse
import os
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from minusma_tui.cli.common import (
    FAILED,
    Subcommand,
    UsageError,
    add_dataset,
    complain,
    expect_theme,
    is_local_user,
    load_or_complain,
    print_problems,
    read_as_of,
    read_query,
    report_crash,
)
from minusma_tui.language.catalogue import knows_only_ascii, msg, spoken, tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from threading import Event

    from textual.screen import Screen

    from minusma_tui.app.app import DashboardApp
    from minusma_tui.app.dashboard import Dashboard
    from minusma_tui.app.platform.file_watch import Version, Versions
    from minusma_tui.app.screens.loading import MakeScreen
    from minusma_tui.cli.settings import Settings
    from minusma_tui.reading.load import Progress
    from minusma_tui.reading.watch import Followed, Tell
    from minusma_tui.situation.day import Order
    from minusma_tui.situation.situation import Situation
    from minusma_tui.situation.world import World

LARGE = 2**20
"""Bytes; a larger dataset takes a second or so to read, so its progress is shown."""


def view(options: argparse.Namespace) -> int:
    """Open the dashboard; return the exit status after it was left.

    Raises UsageError without a terminal that can show it.
    """
    if str(options.dataset) == "-":
        raise UsageError(tr("the dashboard cannot read standard input: name a file"))
    if options.dataset is not None and not is_local_user():
        # Messages name the file; a visitor need not know which folder it is in.
        folder = options.dataset.parent
        with suppress(OSError):  # then it cannot be read, which is reported below
            os.chdir(folder)
            options.dataset = options.dataset.relative_to(folder)
    path: Path | None = options.dataset
    if path is not None and not os.path.isfile(path):  # noqa: PTH113  # never raises
        # There is nothing to fix in an editor, so no screen that waits for it.
        load_or_complain(path)
        return FAILED
    # A served dashboard has pipes instead of a terminal, and its size comes from the browser.
    if "TEXTUAL_DRIVER" not in os.environ:
        _expect_terminal()
        # Textual would prefer them to the size of the terminal.
        os.environ.pop("COLUMNS", None)
        os.environ.pop("LINES", None)
    # By default Textual paints at most 60 times a second; a key takes two or three frames, which
    # would be most of its time.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # An animation would be drawn that often, and a key pressed meanwhile would find it halfway.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from minusma_tui.app.app import DashboardApp
    from minusma_tui.cli.settings import Settings
    from minusma_tui.reading.problems import DatasetError

    try:
        settings = _settings(options)
    except DatasetError as error:
        print_problems(error.problems)
        return FAILED
    options.settings = settings
    follow = None
    if path is not None and settings.watch is not False:
        from minusma_tui.reading.watch import Followed

        follow = partial(_follow, Followed(path))
    if path is not None and path.stat().st_size > LARGE:
        from minusma_tui.app.screens.loading import Loading

        first: Screen[None] = Loading(str(path), partial(_load, options, follow))
    else:
        first = _load(options, follow)()
    # A browser shows UTF-8, whatever the locale of the server.
    app = DashboardApp(first, settings.keys, in_ascii=is_local_user() and knows_only_ascii())
    if settings.theme is not None:
        app.theme = settings.theme
    begun = Settings(theme=app.theme, lang=spoken())
    app.run_to_the_end()
    status = _leave(app, begun)
    others = (one for one in threading.enumerate() if one is not threading.main_thread())
    if not all(thread.daemon for thread in others):
        os._exit(status)  # the interpreter would wait for a thread that is still reading
    return status


def _leave(app: "DashboardApp", begun: "Settings") -> int:
    """Report a failure or remember the settings; return the exit status.

    `begun` has the theme and the language that the dashboard began with. Raises UsageError if that
    ended the dashboard.
    """
    if isinstance(app.failure, UsageError):
        raise app.failure
    if app.failure is not None:
        return complain(report_crash(app.failure), FAILED)
    if is_local_user() and not app.return_code:
        _remember(app, begun)
    return app.return_code if app.return_code is not None else FAILED


def _settings(options: argparse.Namespace) -> "Settings":
    """Merge the command line, config.toml and state.toml; the first that sets a value counts.

    A visitor of `serve` has only the command line. Raises UsageError for an unknown theme on the
    command line, and DatasetError for one in config.toml.
    """
    from minusma_tui.app.commands import default_keys
    from minusma_tui.app.themes import theme_names
    from minusma_tui.cli.settings import Settings, config_path, read_config, read_state

    asked = Settings(theme=options.theme, watch=False if options.no_watch else None)
    expect_theme(options)
    if not is_local_user():
        return asked
    config: Settings = options.config
    if config.theme is not None and config.theme not in theme_names():
        config = read_config(config_path(), default_keys(), theme_names())
    state = read_state()
    if state.theme not in theme_names():
        state = replace(state, theme=None)
    return asked.over(config).over(state)


def _order(settings: "Settings") -> "Order | None":
    from minusma_tui.situation.day import Order

    return Order(settings.sort, bool(settings.descending)) if settings.sort else None


def _remember(app: "DashboardApp", begun: "Settings") -> None:
    """Save what was changed in the dashboard, but not what only the command line asked for."""
    from minusma_tui.cli.settings import read_state, write_state
    from minusma_tui.situation.columns import COLUMNS

    state = read_state()
    if app.theme != begun.theme:
        state = replace(state, theme=app.theme)
    if spoken() != begun.lang:
        state = replace(state, lang=spoken())
    if app.order is not None:
        state = replace(state, sort=app.order.column, descending=app.order.descending)
    if app.columns is not None:
        # If all are chosen, none are saved: another version may have more.
        chosen = app.columns if len(app.columns) < len(COLUMNS) else None
        state = replace(state, columns=chosen)
    write_state(state)


def _expect_terminal() -> None:
    for stream, name in ((sys.stdin, tr("standard input")), (sys.stderr, tr("standard error"))):
        if stream is None or not stream.isatty():
            said = tr(
                "the dashboard needs a terminal, and {stream} is not one; for a pipe use:",
                stream=name,
            )
            raise UsageError(f"{said} minusma-tui report")
    if os.environ.get("TERM") in ("dumb", "unknown"):
        term = f"TERM={os.environ['TERM']}"
        said = tr("the dashboard cannot be drawn on this terminal ({term}); use:", term=term)
        raise UsageError(f"{said} minusma-tui report")


def _load(
    options: argparse.Namespace, follow: "Versions | None", progress: "Progress | None" = None
) -> "MakeScreen":
    """Load the dataset; return a function that makes the screen with it, or with its problems.

    Raises UsageError for a wrong --as-of or --filter.
    """
    from minusma_tui.app.screens.problems import Problems
    from minusma_tui.reading.load import load
    from minusma_tui.reading.problems import DatasetError
    from minusma_tui.situation.world import World

    try:
        dataset = load(options.dataset, progress)
    except DatasetError as error:
        return partial(Problems, error.problems, follow, partial(_open_dashboard, options, follow))
    world = World(dataset)
    if progress is not None:
        world.warm()
    situation = _initial_situation(options, world)
    return partial(_make_dashboard, options, follow, situation)


def _open_dashboard(
    options: argparse.Namespace, follow: "Versions | None", world: "World"
) -> "Dashboard":
    """Make the dashboard once the problems of the dataset are fixed; raises UsageError."""
    return _make_dashboard(options, follow, _initial_situation(options, world))


def _initial_situation(options: argparse.Namespace, world: "World") -> "Situation":
    """The situation of --as-of, --filter and the order of the settings; raises UsageError."""
    from minusma_tui.situation.situation import look

    as_of, query = read_as_of(options, world.dataset), read_query(options, world)
    return look(world, as_of, query, _order(options.settings))


def _make_dashboard(
    options: argparse.Namespace, follow: "Versions | None", situation: "Situation"
) -> "Dashboard":
    from minusma_tui.app.dashboard import Dashboard

    return Dashboard(situation, follow, options.settings.keys, options.settings.columns)


def _follow(followed: "Followed", stop: "Event", tell: "Tell") -> "Iterator[Version]":
    """Yield each new version of the file; a World comes warmed up, so that the screen need not."""
    from minusma_tui.model.dataset import Dataset
    from minusma_tui.situation.world import World

    for version in followed.versions(stop, tell):
        if isinstance(version, Dataset):
            world = World(version)
            world.warm()
            yield world
        else:
            yield version


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_dataset(parser)
    parser.add_argument(
        "--theme",
        metavar="NAME",
        help=tr("such as textual-light or nord (default: the last one chosen)"),
    )
    parser.add_argument(
        "--no-watch", action="store_true", help=tr("do not reload the file when it changes")
    )


VIEW = Subcommand(
    view,
    msg("open the dashboard (the default)"),
    "minusma-tui view --as-of 2023-10-31",
    _add_options,
)
