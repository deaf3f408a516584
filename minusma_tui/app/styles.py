"""Which style does each role of a drawing get? Colours come from the theme by name."""

from collections.abc import Sequence

from textual.content import Content

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
    "chosen": "bold $block-cursor-foreground on $block-cursor-background",
}


def to_content(lines: Sequence[Line]) -> Content:
    """Styled lines for a Static; the text stays text, whatever brackets it holds."""
    return Content("\n").join(
        Content.assemble(*((text, ROLE_STYLES[role]) for text, role in line)) for line in lines
    )
