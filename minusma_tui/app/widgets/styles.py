"""The style of each role of a drawing; colours come from the theme by name."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from minusma_tui.drawing.lines import Line, Role

ROLE_STYLES: dict[Role, str] = {
    "text": "",
    "strong": "bold",
    "heading": "bold $text-primary",
    "label": "$foreground-muted",
    "dim": "$foreground-muted",
    "contested": "bold $contested",
    "full": "$primary",
    "empty": "$foreground 25%",
    "occupied": "$occupied",
    "departed": "$departed",
    "handed-over": "$handed-over",
    "liquidation": "$liquidation",
    "border": "$foreground-muted",
    "route": "$departed",
    "cursor": "$accent",
    "key": "bold $footer-key-foreground",
    "chosen": "bold $block-cursor-foreground on $block-cursor-background",
}


def to_content(lines: Sequence[Line]) -> Content:
    """Styled lines for a Static; brackets in the text are not taken for markup."""
    return Content("\n").join(
        Content.assemble(*((text, ROLE_STYLES[role]) for text, role in line)) for line in lines
    )


def to_strip(widget: Widget, line: Line, style: str = "") -> Strip:
    """A line across the whole width of a widget; brackets in it are not taken for markup."""
    parse = widget.app.stylesheet.parse_style
    base = widget.visual_style
    if style:
        base += parse(style)
    # A line of the map has thirty spans in six roles: style each role once.
    roles = {role for _, role in line}
    looks = {role: (base + parse(ROLE_STYLES[role])).rich_style for role in roles}
    segments = [Segment(text, looks[role]) for text, role in line]
    return Strip(segments).adjust_cell_length(widget.size.width, base.rich_style)
