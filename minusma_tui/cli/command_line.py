"""The words of a command line in the order that argparse reads: the command first.

Options may stand before or after a command, and a filter may begin with a minus.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from minusma_tui.cli.common import UsageError
from minusma_tui.language.catalogue import tr

DEFAULT = "view"
"""The command where none is named."""
_WITH_VALUE = ("--as-of", "--filter", "--lang", "--theme")
"""The options that may stand before a command with a word of their own behind them."""
_OF_THE_PROGRAM = ("-h", "--help", "--version")
_MAX_FILES = 1_000
"""Files of a folder that a near miss is looked for among."""


def in_order(given: Sequence[str], commands: Collection[str]) -> list[str]:
    """The words with the command as the first of them.

    Raises UsageError for a first word that is neither a command nor a file.
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
    """`--filter -region:kidal` as one word: argparse would take the value for an option."""
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
    """Whether argparse reads it as this option; it says itself where it could be another, too."""
    return len(word) > len("--") and option.startswith(word)


def _expect_file(word: str, commands: Collection[str]) -> None:
    """Raises UsageError where it cannot be meant for a file; that one is missing is said later."""
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
    """All that a first word may be; the names of bundled datasets belong here, too."""
    yield from commands
    yield from islice((path.name for path in Path().glob("*.toml")), _MAX_FILES)
