"""The language of the program: its translated texts and its formats of numbers.

The texts in the source are English. A catalogue has them in another language, including the names
of months and the separators in numbers: to add a language, add its catalogue.
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
    """Return the ISO 639 codes of the available languages, English first."""
    found = sorted(path.parts[-3] for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (ENGLISH, *found)


def spoken() -> str:
    """Return the ISO 639 code of the current language."""
    return _spoken


def speak(code: str) -> None:
    """Switch to a language, or to English if there is no catalogue for it."""
    global _spoken, _catalogue  # a program speaks one language at a time
    _spoken, _catalogue = ENGLISH, None
    if code != ENGLISH and code in languages():
        import gettext  # noqa: PLC0415  # not needed for English

        _spoken, _catalogue = code, gettext.translation(DOMAIN, CATALOGUES, [code])


def of_the_locale() -> str:
    """Return the language that the environment asks for, by the same variables as gettext.

    It is the first available one in LANGUAGE, or else that of the locale, or else English. The
    locale C, which scripts set, is English whatever LANGUAGE says.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = _language(locale)
    wishes = [] if code in ("c", "posix") else os.environ.get("LANGUAGE", "").split(":")
    return next((wish for wish in map(_language, (*wishes, code)) if wish in languages()), ENGLISH)


def _language(locale: str) -> str:
    """Return the code in a locale, such as "fr" in "fr_FR.UTF-8"."""
    return re.split(r"[_.@]", locale)[0].lower()


def knows_only_ascii() -> bool:
    """Return whether the locale is C or POSIX, or has an encoding other than UTF-8.

    Only the variables count, not whether this machine has the locale: they may come from another
    machine together with the terminal. If they are unset, as in containers, the terminal is assumed
    to know UTF-8.
    """
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if sys.flags.utf8_mode and os.environ.get("LC_CTYPE") in ("C.UTF-8", "C.utf8", "UTF-8"):
        names.remove("LC_CTYPE")  # set by Python itself for a locale such as C (PEP 538)
    locale = next(filter(None, map(os.environ.get, names)), "")
    encoding = locale.partition(".")[2].partition("@")[0]
    return locale in ("C", "POSIX") or encoding.lower() not in ("", "utf-8", "utf8")


def msg(text: str) -> str:
    """Mark a text for the catalogues and return it unchanged; `tr` translates it later."""
    return text


def tr(text: str, /, **values: object) -> str:
    """Return a text in the current language, with the values in place of their names."""
    # The empty text has the header of the catalogue as its translation.
    said = _catalogue.gettext(text) if _catalogue and text else text
    return said.format(**values) if values else said


def colon() -> str:
    """Return the separator between a subject and what is said about it."""
    return tr(": ")


def semicolon() -> str:
    """Return the separator between two things that are said about the same subject."""
    return tr("; ")


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the text for a count in the current language; `{count}` is the formatted number."""
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
"""Messages of the system, in lower case; they are in English whatever the locale."""


def say_os_error(error: OSError | UnicodeError | ValueError) -> str:
    """Return the reason that the system gives, such as "no such file or directory"."""
    said = (getattr(error, "strerror", None) or str(error)).lower()
    return tr(said) if said in _SYSTEM else said


def say_number(number: int) -> str:
    """Format a whole number, such as "8,817"."""
    said = f"{number:,}"
    return said.replace(",", _signs()[0]) if _catalogue else said


def say_decimal(number: float, places: int = 1) -> str:
    """Format a number with decimals, such as "120.6"."""
    said = f"{number:,.{places}f}"
    if not _catalogue:
        return said
    group, point = _signs()
    return said.translate({ord(","): group, ord("."): point})


def _signs() -> tuple[str, str]:
    """Return the thousands separator and the decimal separator."""
    sample = tr("1,234.5")
    return sample[1], sample[5]
