"""How does someone like the dashboard, and how did they leave it?

`config.toml` is what people write: defaults, and other keys. `state.toml` is what the program
writes when one quits. Both may be missing. A mistake in the first is told at its place; the second
is then as if it were missing.
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
    """What is set; None is whatever the program does by itself."""

    theme: str | None = None
    lang: str | None = None
    sort: str | None = None
    """The id of a column."""
    descending: bool | None = None
    columns: Sequence[str] | None = None
    """The ids of those that the list may show, in any order."""
    watch: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys, separated by commas, by the name of the command."""

    def over(self, other: "Settings") -> "Settings":
        """These, and of the other one what is not set here."""
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
    """Where people write how they like it; raises OSError for who has no home."""
    from platformdirs import user_config_path  # not for `schema` and the like

    return _folder(user_config_path) / "config.toml"


def state_path() -> Path:
    """Where the program writes how it was left; raises OSError for who has no home."""
    from platformdirs import user_state_path

    return _folder(user_state_path) / "state.toml"


def _folder(find: Callable[[str], Path]) -> Path:
    with suppress(RuntimeError):  # platformdirs knows no home, which of old it called ~
        path = find(NAME)
        if path.is_absolute():
            return path
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT))


def read_config(
    path: Path, commands: Mapping[str, str], themes: Collection[str] | None = None
) -> Settings:
    """The settings of a file, of none those of an empty one; raises DatasetError.

    `commands` are the keys of each command that `[keys]` may name. The theme is any where nobody
    gives the known ones: knowing them takes Textual, which only the dashboard waits for.
    """
    if not os.path.lexists(path):
        return Settings()
    # Late: most have no such file.
    from minusma_tui.reading.files import LONGEST_NAME
    from minusma_tui.reading.places import Locations
    from minusma_tui.reading.problems import MAX_PROBLEMS, Problem, limited
    from minusma_tui.reading.text import visible

    name = visible(str(path), longest=LONGEST_NAME)
    source, document = _read_toml(path)
    places = Locations(source)
    found = [
        Problem(name, *places.place(where, key=key), message)
        # No more than are listed: of each the name is looked for that may be meant.
        for where, message, key in islice(_check(document, commands, themes), MAX_PROBLEMS + 1)
    ]
    if found:
        raise limited(found)
    return Settings(**document)


def _read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a file and the document that it is; raises DatasetError."""
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
        raise error_at(name, tr("has more in it than there can be settings"))
    return source, parse_toml(source, name)


def _among(names: Iterable[str]) -> str:
    return colon() + tr("expected {what}", what=", ".join(names))


def _choices() -> dict[str, tuple[Collection[str], str]]:
    """Among which names that of a setting must be, and what to say of another one."""
    from minusma_tui.situation.columns import COLUMNS

    columns = [column.id for column in COLUMNS], msg("unknown column '{name}'")
    return {
        "lang": (languages(), msg("unknown language '{name}'")),
        "sort": columns,
        "columns": columns,
    }


Mistake = tuple[tuple[str | int, ...], str, bool]
"""Where something is wrong, what, and whether it is the key or its value."""


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
    """One or a list of them, each with its place."""
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
    """Keys that two commands of one place would have."""
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
    """How the dashboard was left; nothing where nobody can tell.

    What it names and what is no more, by another version of the program, is as if it were not
    there. The theme is any.
    """
    from minusma_tui.reading.problems import DatasetError

    try:
        path = state_path()  # there may be no home
        if not os.path.isfile(path):  # noqa: PTH113  # raises nothing, whatever is in the way
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
    """Remember, as far as one may write here."""
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
