"""Drawing in ASCII, for locales that have no other characters.

Everything on the screen goes through one filter at the end, line by line, so that each pane, frame
and dialog takes the same cells as in Unicode.
"""

from unicodedata import normalize

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS = {
    # The statuses: occupied, departed, handed over, liquidation
    "●◐○◆": "@do&",
    # Contested, milestone or marked day, statement, repatriation, people reported, rival figure
    "≠◇»→•×": '/%">*x',
    # The day on the screen, the deadline, the order of a column, keys
    "▲▼┃↑↓←": "^v|^v<",
    # Bars, time bar, scroll bars; frames
    "█▏▎▍▌▋▊▉▐▕░": "#|||||||||.",
    "▁▂▃▄▅▆▇▔▀": "_.:-=+*--",
    "─━═╌╍│║╎╏": "-----||||",
    "≥≤…·«“”„’‘–—\u2011°\u00a0\u202f\u2009": "><.." + '""""' + "''---    ",
}


class _Table(dict[int, str]):
    """The ASCII text for each character, as many cells wide; filled when first needed."""

    def __missing__(self, code: int) -> str:
        self[code] = said = _say(chr(code))
        return said


def _say(character: str) -> str:
    if character.isascii():
        return character
    if "\u2500" <= character <= "\u257f":  # corners and crossings of frames
        return "+"
    if "\u2800" <= character <= "\u28ff":  # two dots across, four down
        return _say_dots(ord(character) - 0x2800)
    # A letter without its accent. Not by NFKD, which would make a plain 2 of a superscript one.
    letter = normalize("NFD", character).encode("ascii", "ignore").decode()
    return letter if len(letter) == 1 else "?" * cell_len(character)


def _say_dots(pattern: int) -> str:
    upper, lower = pattern & 0b00011011, pattern & 0b11100100
    if upper and lower:
        return ":"
    return "'" if upper else "." if lower else " "


_TABLE = _Table()
for _signs, _said in _SIGNS.items():
    _TABLE.update(zip(map(ord, _signs), _said, strict=True))


def in_ascii(text: str) -> str:
    """The text in ASCII, in the same number of cells."""
    if text.isascii():
        return text
    said, width = text.translate(_TABLE), cell_len(text)
    # Characters that combine into one sign are narrower than the sum of their widths.
    return said[:width].ljust(width)


class AsciiFilter(LineFilter):
    """Replaces all text that Textual draws by ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
