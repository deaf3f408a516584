"""Building blocks of HTML and SVG, in which all text is escaped exactly once."""

import html
import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML 1.0 does not allow, and the controls that HTML forbids."""

_VOID = {"br", "link", "meta"}
"""The HTML elements in use that have no end tag."""


class Markup(str):
    """Text that is markup already; `join` and `tag` escape all other text."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Escape text for use between tags and in attributes of HTML and XML.

    Characters that neither allows are removed.
    """
    return Markup(html.escape(_FORBIDDEN.sub("", text), quote=True))


def join(*parts: str) -> Markup:
    """Concatenate parts; plain text among them is escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def tag(name: str, /, *inside: str, **attributes: str | float | None) -> Markup:
    """Return one element with its content and attributes.

    In the names of attributes a final underscore is dropped and the others become hyphens:
    `class_`, `aria_label`. An attribute that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in _VOID else f"</{name}>"
    return Markup(f"<{name}{written}>{join(*inside)}{end}")


def _number(value: str | float) -> str:
    """Format the value of an attribute; numbers are rounded to a tenth, finer than any screen."""
    return escape(value if isinstance(value, str) else f"{round(value, 1):g}")
