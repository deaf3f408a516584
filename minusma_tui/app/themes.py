"""The colours of the statuses and of contested facts in every theme."""

from collections.abc import Collection, Mapping

from textual.theme import BUILTIN_THEMES, Theme

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#5CB8FF",
    secondary="#9CD2FF",
    accent="#FFD24A",
    warning="#FFD24A",
    error="#FF8A8A",
    success="#7CF59A",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1A1A1A",
    dark=True,
    variables={
        "foreground-muted": "#D8D8D8",
        "text-muted": "#D8D8D8",
        "text-disabled": "#B8B8B8",
        "block-cursor-background": "#FFFFFF",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#3A3A3A",
        "footer-background": "#1A1A1A",
        "footer-key-foreground": "#FFD24A",
    },
)

# Distinct with protanopia and deuteranopia too, and legible on the backgrounds of the default
# themes; tests measure both. They are the same in every theme because they have a meaning.
ON_DARK = {
    "occupied": "#B4DAFF",
    "departed": "#FF8C1A",
    "handed-over": "#93F59A",
    "liquidation": "#DB70F5",
    "contested": "#FF6690",
}
ON_LIGHT = {
    "occupied": "#0432C9",
    "departed": "#6E5200",
    "handed-over": "#0D330F",
    "liquidation": "#6A027F",
    "contested": "#A22858",
}
_OF_THE_TERMINAL = {
    "occupied": "ansi_bright_blue",
    "departed": "ansi_yellow",
    "handed-over": "ansi_green",
    "liquidation": "ansi_magenta",
    "contested": "ansi_red",
}
"""For themes that leave all colours to the terminal."""


def theme_names() -> Collection[str]:
    """The names of all themes that can be chosen."""
    return {*BUILTIN_THEMES, HIGH_CONTRAST.name}


def role_colours(theme: Theme) -> Mapping[str, str]:
    """The colour of each role in a theme, by the name of its CSS variable."""
    if theme.ansi:
        return _OF_THE_TERMINAL
    return ON_DARK if theme.dark else ON_LIGHT
