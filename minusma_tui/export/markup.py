"""How does text become part of a page? Escaped once, by one function, whatever it says."""

import html
import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 allows nowhere, and the controls that HTML forbids."""

_VOID = {"br", "link", "meta"}
"""The elements of HTML that have no end, as far as we use them."""


class Markup(str):
    """Text that is markup already; all other text is escaped where it comes in."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Text as text, between tags and in attributes, in HTML as in XML."""
    return Markup(html.escape(_FORBIDDEN.sub("", text), quote=True))


def join(*parts: str) -> Markup:
    """Parts one after the other; those that are no markup are escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def tag(name: str, /, *inside: str, **attributes: str | float | None) -> Markup:
    """One element; `class_` and `aria_label` are `class` and `aria-label`, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in _VOID else f"</{name}>"
    return Markup(f"<{name}{written}>{join(*inside)}{end}")


def _number(value: str | float) -> str:
    """Coordinates to a tenth, which is finer than any screen."""
    return escape(value if isinstance(value, str) else f"{round(value, 1):g}")
