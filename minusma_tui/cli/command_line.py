"""Reorders the words of a command line for argparse, which needs the command first.

Users may put options before or after the command, and a filter may begin with a minus.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from minusma_tui.cli.common import UsageError
from minusma_tui.language.catalogue import tr

DEFAULT = "view"
"""The command that runs if none is named."""
_WITH_VALUE = ("--as-of", "--filter", "--lang", "--theme")
"""The options with a value that may stand before a command."""
_OF_THE_PROGRAM = ("-h", "--help", "--version")
_MAX_FILES = 1_000
"""How many TOML files of the current folder are compared with a mistyped word."""


def in_order(given: Sequence[str], commands: Collection[str]) -> list[str]:
    """Return the words with the command first, `DEFAULT` if none is named.

    If --help or --version stands before the command, only that word is returned. Raises UsageError
    if the first word that is not an option is neither a command nor a file.
    """
    words = _with_filters_joined(given)
    place = 0
    while place < len(words) and words[place].startswith("-") and words[place] not in ("-", "--"):
        if words[place] in _OF_THE_PROGRAM:
            return [words[place]]
        place += 2 if _takes_the_next(words[place]) else 1
    first = words[place] if place < len(words) else ""
    if first in commands:
        return [first, *words[:place], *words[place + 1 :]]
    if first not in ("", "-", "--"):
        _expect_file(first, commands)
    return [DEFAULT, *words]


def _with_filters_joined(given: Sequence[str]) -> list[str]:
    """Join `--filter -region:kidal` into one word: argparse would take the value for an option."""
    words: list[str] = []
    for place, word in enumerate(given):
        if word == "--":
            return [*words, *given[place:]]
        negated = word.startswith("-") and not word.startswith("--") and word not in ("-", "-h")
        if negated and words and _is_short_for(words[-1], "--filter"):
            words[-1] += f"={word}"
        else:
            words.append(word)
    return words


def _takes_the_next(word: str) -> bool:
    return any(_is_short_for(word, option) for option in _WITH_VALUE)


def _is_short_for(word: str, option: str) -> bool:
    """Whether argparse reads the word as this option, perhaps abbreviated.

    argparse itself reports an abbreviation that could be several options.
    """
    return len(word) > len("--") and option.startswith(word)


def _expect_file(word: str, commands: Collection[str]) -> None:
    """Raise UsageError if the word cannot be meant as a file; a missing file is reported later."""
    if os.path.lexists(word) or os.path.basename(word) != word or word.endswith(".toml"):  # noqa: PTH119
        return
    near = get_close_matches(word, [*_names(commands)], n=1)
    hint = (
        tr("did you mean {names}?", names=near[0])
        if near
        else tr("see {command}", command="minusma-tui --help")
    )
    raise UsageError(tr("'{word}' is neither a command nor a file: {hint}", word=word, hint=hint))


def _names(commands: Collection[str]) -> Iterator[str]:
    """What a first word may be: a command, or a TOML file of the current folder.

    The names of bundled datasets would belong here, too.
    """
    yield from commands
    yield from islice((path.name for path in Path().glob("*.toml")), _MAX_FILES)
