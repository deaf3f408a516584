"""The settings of the user.

The user writes `config.toml`: defaults and key bindings. The program writes `state.toml` when the
dashboard is left. Either may be missing. A mistake in the first is reported with its place; an
invalid file or value of the second is ignored.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from errno import ENOENT
from itertools import islice
from pathlib import Path
from typing import Any

from minusma_tui.files.atomic import NotWrittenError, write_atomically
from minusma_tui.language.catalogue import colon, languages, msg, tr

NAME = "minusma-tui"
_KEYS = re.compile(r"[A-Za-z0-9_+]+(?:,[A-Za-z0-9_+]+)*")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; None stands for the program's default."""

    theme: str | None = None
    lang: str | None = None
    sort: str | None = None
    """The id of a column."""
    descending: bool | None = None
    columns: Sequence[str] | None = None
    """The ids of the columns that the list may show, in any order."""
    watch: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of a command, separated by commas, by its name."""

    def over(self, other: "Settings") -> "Settings":
        """Return these settings, with the other's wherever one is not set here; keys are merged."""
        names = ("theme", "lang", "sort", "descending", "columns", "watch")
        mine, theirs = ({name: getattr(one, name) for name in names} for one in (self, other))
        chosen = {name: theirs[name] if mine[name] is None else mine[name] for name in names}
        return Settings(**chosen, keys={**other.keys, **self.keys})


_EXPECTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "theme": (lambda value: isinstance(value, str), msg("text")),
    "lang": (lambda value: isinstance(value, str), msg("text")),
    "sort": (lambda value: isinstance(value, str), msg("text")),
    "descending": (lambda value: isinstance(value, bool), msg("true or false")),
    "columns": (lambda value: isinstance(value, list) and value != [], msg("a list of columns")),
    "watch": (lambda value: isinstance(value, bool), msg("true or false")),
    "keys": (lambda value: isinstance(value, dict), msg("a table")),
}


def config_path() -> Path:
    """The path of config.toml; raises OSError if the user has no home directory."""
    from platformdirs import user_config_path

    return _folder(user_config_path) / "config.toml"


def state_path() -> Path:
    """The path of state.toml; raises OSError if the user has no home directory."""
    from platformdirs import user_state_path

    return _folder(user_state_path) / "state.toml"


def _folder(find: Callable[[str], Path]) -> Path:
    with suppress(RuntimeError):  # without a home directory; older platformdirs returned ~
        path = find(NAME)
        if path.is_absolute():
            return path
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT))


def read_config(
    path: Path, commands: Mapping[str, str], themes: Collection[str] | None = None
) -> Settings:
    """Read config.toml; a missing file gives the defaults. Raises DatasetError.

    `commands` has the keys of each command that `[keys]` may name. Without `themes` any theme is
    accepted: the known ones take importing Textual, for which only the dashboard waits.
    """
    if not os.path.lexists(path):
        return Settings()
    # Imported late: most users have no such file.
    from minusma_tui.reading.files import LONGEST_NAME
    from minusma_tui.reading.places import Locations
    from minusma_tui.reading.problems import MAX_PROBLEMS, Problem, limited
    from minusma_tui.reading.text import visible

    name = visible(str(path), longest=LONGEST_NAME)
    source, document = _read_toml(path)
    places = Locations(source)
    found = [
        Problem(name, *places.place(where, key=key), message)
        # No more than are listed, because a suggestion is searched for each.
        for where, message, key in islice(_check(document, commands, themes), MAX_PROBLEMS + 1)
    ]
    if found:
        raise limited(found)
    return Settings(**document)


def _read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Read a TOML file; return its text and its document. Raises DatasetError."""
    from minusma_tui.reading.chunks import fits
    from minusma_tui.reading.files import (
        LONGEST_NAME,
        decode,
        error_at,
        read_file,
    )
    from minusma_tui.reading.text import visible
    from minusma_tui.reading.toml import parse_toml

    name = visible(str(path), longest=LONGEST_NAME)
    data = read_file(path, msg("a TOML file"))
    source = decode(data, name)
    if not fits(data):
        raise error_at(name, tr("is larger than settings can be"))
    return source, parse_toml(source, name)


def _among(names: Iterable[str]) -> str:
    return colon() + tr("expected {what}", what=", ".join(names))


def _choices() -> dict[str, tuple[Collection[str], str]]:
    """The names that a setting accepts and the message about any other, by setting."""
    from minusma_tui.situation.columns import COLUMNS

    columns = [column.id for column in COLUMNS], msg("unknown column '{name}'")
    return {
        "lang": (languages(), msg("unknown language '{name}'")),
        "sort": columns,
        "columns": columns,
    }


Mistake = tuple[tuple[str | int, ...], str, bool]
"""The keys that lead to a mistake, the message, and whether the key is wrong, not its value."""


def _check(
    document: Mapping[str, Any], commands: Mapping[str, str], themes: Collection[str] | None
) -> Iterator[Mistake]:
    from minusma_tui.reading.messages import suggest
    from minusma_tui.reading.text import visible

    choices = _choices()
    if themes is not None:
        choices["theme"] = themes, msg("unknown theme '{name}'")
    for name, value in document.items():
        if name not in _EXPECTED:
            hint = suggest(name, _EXPECTED) or _among(_EXPECTED)
            yield (name,), tr("unknown key '{key}'", key=visible(name)) + hint, True
            continue
        fits, what = _EXPECTED[name]
        if not fits(value):
            yield (name,), tr("expected {what}", what=tr(what)), False
        elif name in choices:
            known, unknown = choices[name]
            for where, one in _names((name,), value):
                if one not in known:
                    said = tr(unknown, name=visible(str(one)))
                    yield where, said + (suggest(str(one), known) or _among(known)), False
    yield from _check_keys(document.get("keys"), commands)


def _names(
    where: tuple[str | int, ...], value: object
) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """The value itself, or each item of a list, with the keys that lead to it."""
    if isinstance(value, list):
        yield from (((*where, index), one) for index, one in enumerate(value))
    else:
        yield where, value


def _check_keys(keys: object, commands: Mapping[str, str]) -> Iterator[Mistake]:
    from minusma_tui.reading.messages import suggest
    from minusma_tui.reading.text import visible

    if not isinstance(keys, dict):
        return
    known = dict(commands)
    for name, value in keys.items():
        if name not in known:
            message = tr("unknown command '{name}'", name=visible(name)) + suggest(name, known)
            yield ("keys", name), message, True
        elif not (isinstance(value, str) and _KEYS.fullmatch(value)):
            yield ("keys", name), tr("expected keys such as f or ctrl+f,slash"), False
        else:
            known[name] = value
    yield from _clashes(keys, known)


def _clashes(changed: Mapping[str, Any], keys: Mapping[str, str]) -> Iterator[Mistake]:
    """Report each key that two commands with the same prefix would have.

    The prefix is the command's name up to its last dot.
    """
    for name in changed:
        for other, others in keys.items():
            same_place = name.rpartition(".")[0] == other.rpartition(".")[0]
            if name in keys and name != other and same_place:
                for key in {*keys[name].split(",")} & {*others.split(",")}:
                    message = tr(
                        "'{key}' is the key of '{command}' already", key=key, command=other
                    )
                    yield ("keys", name), message, False


def read_state() -> Settings:
    """Read state.toml; the defaults if it is missing or invalid.

    Names that this version of the program does not know are ignored. The theme is not checked.
    """
    from minusma_tui.reading.problems import DatasetError

    try:
        path = state_path()  # raises OSError without a home directory
        if not os.path.isfile(path):  # noqa: PTH113  # never raises, unlike Path.is_file
            return Settings()
        _, document = _read_toml(path)
    except (OSError, DatasetError):
        return Settings()
    choices = _choices()
    sound = {
        name: value
        for name in ("theme", "lang", "sort", "descending", "columns")
        if (value := document.get(name)) is not None
        and _EXPECTED[name][0](value)
        and (name not in choices or all(one in choices[name][0] for _, one in _names((), value)))
    }
    return Settings(**sound)


def write_state(settings: Settings) -> None:
    """Write state.toml unless it says the same already; a failure to write is ignored."""
    if settings == read_state():
        return
    lines = ["# How minusma-tui was left; config.toml is for what is to stay."]
    texts = {"theme": settings.theme, "lang": settings.lang, "sort": settings.sort}
    lines += [f'{name} = "{value}"' for name, value in texts.items() if value is not None]
    if settings.descending is not None:
        lines.append(f"descending = {str(settings.descending).lower()}")
    if settings.columns is not None:
        columns = ", ".join(f'"{name}"' for name in settings.columns)
        lines.append(f"columns = [{columns}]")
    with suppress(OSError, NotWrittenError):
        state_path().parent.mkdir(parents=True, exist_ok=True)
        write_atomically(state_path(), "\n".join([*lines, ""]).encode(), force=True)
