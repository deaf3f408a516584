"""Colours: they are legible, colour-blind readers can distinguish them, none is the only sign."""

from collections.abc import Callable
from itertools import combinations

import pytest
from textual.color import Color
from textual.screen import Screen

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.app.themes import ON_DARK, ON_LIGHT, role_colours
from minusma_tui.chronology.timeline import EntryKind
from minusma_tui.drawing.timeline import SIGNS
from minusma_tui.model.values import Status
from minusma_tui.situation.columns import MARKS

MIN_DIFFERENCE = 20.0
"""Between two colours, in CIE 1976 units of L*a*b*; 2.3 is just noticeable."""
MIN_CONTRAST, HIGH_CONTRAST = 4.5, 7.0
"""For text, from WCAG 2, levels AA and AAA."""

# Machado, Oliveira and Fernandes (2009), A physiologically-based model for simulation of color
# vision deficiency, IEEE Transactions on Visualization and Computer Graphics 15(6), severity 1.0.
EYES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
# IEC 61966-2-1: linear sRGB to XYZ of the white D65.
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, ...]


def linear(colour: str) -> Triple:
    """The linear components of an sRGB colour, from 0 to 1."""
    parts = (part / 255 for part in Color.parse(colour).rgb)
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def lab(light: Triple) -> Triple:
    """Convert linear sRGB to CIE 1976 L*a*b*."""

    def f(t: float) -> float:
        return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29

    x, y, z = (f(part / white) for part, white in zip(times(TO_XYZ, light), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, eye: str) -> float:
    seen = [
        lab(tuple(min(1.0, max(0.0, part)) for part in times(EYES[eye], linear(colour))))
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    dark, bright = sorted(times(TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (bright + 0.05) / (dark + 0.05)


def test_the_measures_measure() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert difference("#000000", "#FFFFFF", "normal") == pytest.approx(100, abs=0.1)
    # Without red cones this red looks like this green.
    assert difference("#7A0000", "#3A3A00", "protanopia") < 15
    assert difference("#7A0000", "#3A3A00", "normal") > 40


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("colours", [ON_DARK, ON_LIGHT], ids=["dark", "light"])
def test_every_eye_tells_the_colours_apart(colours: dict[str, str], eye: str) -> None:
    for one, other in combinations(colours, 2):
        found = difference(colours[one], colours[other], eye)
        assert found >= MIN_DIFFERENCE, (one, other)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("textual-dark", MIN_CONTRAST),
        ("textual-light", MIN_CONTRAST),
        ("high-contrast", HIGH_CONTRAST),
    ],
)
def test_the_colours_can_be_read(name: str, least: float) -> None:
    theme = DashboardApp(Screen()).get_theme(name)
    assert theme
    variables = theme.to_color_system().generate()
    for role, colour in role_colours(theme).items():
        assert contrast(colour, variables["background"]) >= least, role
    assert contrast(variables["foreground"], variables["background"]) >= least


@pytest.mark.parametrize("role", ["text-muted", "foreground-muted", "text-disabled"])
def test_high_contrast_is_that_of_what_matters_less_too(role: str) -> None:
    theme = DashboardApp(Screen()).get_theme("high-contrast")
    assert theme
    variables = theme.to_color_system().generate()
    assert contrast(variables[role], variables["background"]) >= HIGH_CONTRAST


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
async def test_the_terminal_may_choose_the_colours(
    open_app: Callable[..., DashboardApp], name: str
) -> None:
    app = open_app(theme=name)
    async with app.run_test(size=(80, 24)):
        assert set(role_colours(app.current_theme).values()) == {
            app.get_css_variables()[role] for role in ON_DARK
        }
        colours = {
            segment.style.color
            for strip in rows_of(app.screen)
            for segment in strip
            if segment.style and segment.style.color
        }
        assert colours
        assert all(colour.triplet is None for colour in colours)


@pytest.mark.parametrize("marks", [MARKS, SIGNS], ids=["status", "entry"])
def test_colour_is_never_the_only_sign(marks: dict[object, object]) -> None:
    signs = [mark[0] if isinstance(mark, tuple) else mark for mark in marks.values()]
    assert len(set(signs)) == len(signs)


def test_everything_has_a_sign() -> None:
    assert MARKS.keys() == set(Status)
    assert SIGNS.keys() == set(EntryKind)
