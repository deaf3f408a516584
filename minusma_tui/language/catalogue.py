"""Which language does the program speak, and what does it say in it?

The texts of the source are English. A catalogue has them in another language, and so the names of
months and the signs in numbers: adding a language is adding its catalogue.
"""

import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "minusma_tui"

_spoken = ENGLISH
_catalogue: "NullTranslations | None" = None


@cache
def languages() -> tuple[str, ...]:
    """The ISO 639 codes of all that it can speak, English first."""
    found = sorted(path.parts[-3] for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (ENGLISH, *found)


def spoken() -> str:
    """The ISO 639 code of the language that is spoken now."""
    return _spoken


def speak(code: str) -> None:
    """Speak a language from now on; English where there is no catalogue of it."""
    global _spoken, _catalogue  # a program speaks one language at a time
    _spoken, _catalogue = ENGLISH, None
    if code != ENGLISH and code in languages():
        import gettext  # noqa: PLC0415  # not for English

        _spoken, _catalogue = code, gettext.translation(DOMAIN, CATALOGUES, [code])


def of_the_locale() -> str:
    """The language that the locale's variables ask for, as gettext looks at them.

    The first of the list in LANGUAGE that there is, or else that of the locale; but the locale C,
    which scripts ask for, is English whatever LANGUAGE says.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = _language(locale)
    wishes = [] if code in ("c", "posix") else os.environ.get("LANGUAGE", "").split(":")
    return next((wish for wish in map(_language, (*wishes, code)) if wish in languages()), ENGLISH)


def _language(locale: str) -> str:
    """The code in fr_FR.UTF-8."""
    return re.split(r"[_.@]", locale)[0].lower()


def knows_only_ascii() -> bool:
    """Whether the locale is C or POSIX, or one whose characters are not those of UTF-8.

    What counts is what its variables say, not whether this machine has it: they may come from afar
    with a terminal. Where they say nothing, as in containers, the terminal will know UTF-8.
    """
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if sys.flags.utf8_mode and os.environ.get("LC_CTYPE") in ("C.UTF-8", "C.utf8", "UTF-8"):
        names.remove("LC_CTYPE")  # Python set it itself, for a locale such as C (PEP 538)
    locale = next(filter(None, map(os.environ.get, names)), "")
    encoding = locale.partition(".")[2].partition("@")[0]
    return locale in ("C", "POSIX") or encoding.lower() not in ("", "utf-8", "utf8")


def msg(text: str) -> str:
    """Mark a text for the catalogues that is said later, with `tr`."""
    return text


def tr(text: str, /, **values: object) -> str:
    """A text in the language that is spoken, with the values in the places of their names."""
    # Of nothing a catalogue says what it is itself.
    said = _catalogue.gettext(text) if _catalogue and text else text
    return said.format(**values) if values else said


def colon() -> str:
    """Between what it is about and what is said of it."""
    return tr(": ")


def semicolon() -> str:
    """Between two things that are said of the same."""
    return tr("; ")


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The text for so many of something; `{count}` in it is the number as people write it."""
    english = one if count == 1 else many
    said = _catalogue.ngettext(one, many, count) if _catalogue else english
    return said.format(count=say_number(count), **values)


_SYSTEM = (
    msg("no such file or directory"),
    msg("permission denied"),
    msg("is a directory"),
    msg("not a directory"),
    msg("file exists"),
    msg("file name too long"),
    msg("no space left on device"),
    msg("file too large"),
    msg("disk quota exceeded"),
    msg("read-only file system"),
    msg("input/output error"),
    msg("too many open files"),
    msg("address already in use"),
    msg("cannot assign requested address"),
)
"""What the system says in English, whatever the locale."""


def say_os_error(error: OSError | UnicodeError | ValueError) -> str:
    """What the system says is wrong: no such file or directory."""
    said = (getattr(error, "strerror", None) or str(error)).lower()
    return tr(said) if said in _SYSTEM else said


def say_number(number: int) -> str:
    """8,817."""
    said = f"{number:,}"
    return said.replace(",", _signs()[0]) if _catalogue else said


def say_decimal(number: float, places: int = 1) -> str:
    """120.6."""
    said = f"{number:,.{places}f}"
    if not _catalogue:
        return said
    group, point = _signs()
    return said.translate({ord(","): group, ord("."): point})


def _signs() -> tuple[str, str]:
    """Between thousands, and before the decimals."""
    sample = tr("1,234.5")
    return sample[1], sample[5]
