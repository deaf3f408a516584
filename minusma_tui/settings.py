"""How does someone like the dashboard, and how did they leave it?

`config.toml` is what people write: defaults, and other keys. `state.toml` is what the program
writes when one quits. Both may be missing. A mistake in the first is told at its place; the second
is then as if it were missing.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from errno import ENOENT
from pathlib import Path
from typing import Any

from minusma_tui.language import msg, tr
from minusma_tui.writing import NotWrittenError, write_whole

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
    watch: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys, separated by commas, by the name of the command."""

    def over(self, other: "Settings") -> "Settings":
        """These, and of the other one what is not set here."""
        names = ("theme", "lang", "sort", "descending", "watch")
        mine, theirs = ({name: getattr(one, name) for name in names} for one in (self, other))
        chosen = {name: theirs[name] if mine[name] is None else mine[name] for name in names}
        return Settings(**chosen, keys={**other.keys, **self.keys})


_EXPECTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "theme": (lambda value: isinstance(value, str), msg("text")),
    "lang": (lambda value: isinstance(value, str), msg("text")),
    "sort": (lambda value: isinstance(value, str), msg("text")),
    "descending": (lambda value: isinstance(value, bool), msg("true or false")),
    "watch": (lambda value: isinstance(value, bool), msg("true or false")),
    "keys": (lambda value: isinstance(value, dict), msg("a table")),
}


def config_path() -> Path:
    """Where people write how they like it; raises OSError for who has no home."""
    from platformdirs import user_config_path  # noqa: PLC0415  # not for `schema` and the like

    return _folder(user_config_path) / "config.toml"


def state_path() -> Path:
    """Where the program writes how it was left; raises OSError for who has no home."""
    from platformdirs import user_state_path  # noqa: PLC0415

    return _folder(user_state_path) / "state.toml"


def _folder(find: Callable[[str], Path]) -> Path:
    with suppress(RuntimeError):  # platformdirs knows no home, which of old it called ~
        path = find(NAME)
        if path.is_absolute():
            return path
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT))


def read_config(path: Path, commands: Mapping[str, str]) -> Settings:
    """The settings of a file, of none those of an empty one; raises DatasetError.

    `commands` are the keys of each command that `[keys]` may name.
    """
    if not path.exists():
        return Settings()
    # Late: most have no such file.
    import tomli  # noqa: PLC0415

    from minusma_tui.reading.files import decode, problem, read_file  # noqa: PLC0415
    from minusma_tui.reading.locate import Places  # noqa: PLC0415
    from minusma_tui.reading.problems import DatasetError, Problem  # noqa: PLC0415

    name = str(path)
    source = decode(read_file(path, msg("a TOML file")), name)
    try:
        document = tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        message = tr("no TOML: {message}", message=error.msg)
        raise problem(name, message, error.lineno, error.colno) from None
    places = Places(source)
    found = [
        Problem(name, *places.place(where, key=key), message)
        for where, message, key in _check(document, commands)
    ]
    if found:
        raise DatasetError(found)
    return Settings(**document)


def _among(names: Iterable[str]) -> str:
    return f": {tr('expected {what}', what=', '.join(names))}"


def _check(
    document: Mapping[str, Any], commands: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Where something is wrong, what, and whether it is the key or its value."""
    from minusma_tui.reading.explain import suggest  # noqa: PLC0415
    from minusma_tui.reading.text import visible  # noqa: PLC0415

    for name, value in document.items():
        if name not in _EXPECTED:
            hint = suggest(name, _EXPECTED) or _among(_EXPECTED)
            yield (name,), tr("unknown key '{key}'", key=visible(name)) + hint, True
            continue
        fits, what = _EXPECTED[name]
        if not fits(value):
            yield (name,), tr("expected {what}", what=tr(what)), False
    keys = document.get("keys")
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


def _clashes(
    changed: Mapping[str, Any], keys: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
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
    """How the dashboard was left; nothing where nobody can tell."""
    import tomli  # noqa: PLC0415

    try:
        document = tomli.loads(state_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    known = {name: document.get(name) for name in ("theme", "lang", "sort", "descending")}
    sound = {
        name: value
        for name, value in known.items()
        if value is not None and _EXPECTED[name][0](value)
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
    with suppress(OSError, NotWrittenError):
        state_path().parent.mkdir(parents=True, exist_ok=True)
        write_whole(state_path(), "\n".join([*lines, ""]).encode(), force=True)
