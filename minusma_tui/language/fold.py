"""How are two texts compared, whatever their case and accents?"""

import unicodedata


def fold(text: str) -> str:
    """Lower case, without accents: `fold("Ménaka")` is "menaka"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").casefold()


def fold_lines(text: str) -> str:
    """The same, in one line: a line break, a tab and several blanks are one blank."""
    return " ".join(fold(text).split())
