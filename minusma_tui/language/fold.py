"""Folding, by which texts are compared without regard to case and accents."""

import unicodedata


def fold(text: str) -> str:
    """Return the text in lower case without accents: `fold("Ménaka")` is "menaka"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").casefold()


def fold_lines(text: str) -> str:
    """Return the folded text on one line; each run of white space becomes one blank."""
    return " ".join(fold(text).split())
