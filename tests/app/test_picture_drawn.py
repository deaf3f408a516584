"""The picture as other programs draw it: every word is in its column."""

import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from minusma_tui.app.svg import CELL_HEIGHT, CELL_WIDTH, MARGIN, draw_svg
from tests.support.browser import PATIENCE, PROGRAM

RSVG = shutil.which("rsvg-convert")
COLUMNS = 60
ROWS = [
    "MINUSMA  Mali                                        13 HHH ",
    "    H   HH    HHH     HHHH      HHHHH       HHHHHH      HHHH",
    "│   ●   H──   │──│    ─│H       ████████                HHHH",
    "H漢  字H  漢字H   e\u0301  H\u0301H    H\u00a0H                             H",
]
"""Rows with words, wide and combining characters, frames and blanks."""

Pixels = list[list[bytes]]


def read_png(path: Path) -> Pixels:
    """Read a PNG file into rows of RGB pixels; it has 8 bits per channel and is not interlaced."""
    data, at, body = path.read_bytes(), 8, b""
    width = height = channels = 0
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = int.from_bytes(chunk[:4]), int.from_bytes(chunk[4:8])
            channels = {2: 3, 6: 4}[chunk[9]]
        elif kind == b"IDAT":
            body += chunk
        at += 12 + length
    plain, stride = zlib.decompress(body), width * channels
    above, rows = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(plain[start + 1 : start + 1 + stride])
        for x in range(stride):
            left, corner = (row[x - channels], above[x - channels]) if x >= channels else (0, 0)
            row[x] = (row[x] + _predicted(plain[start], left, above[x], corner)) & 0xFF
        rows.append([bytes(row[x : x + 3]) for x in range(0, stride, channels)])
        above = row
    return rows


def _predicted(filtered: int, left: int, above: int, corner: int) -> int:
    """The predicted byte, by one of the filters of the PNG specification."""
    if filtered == 4:
        guess = left + above - corner
        return min((left, above, corner), key=lambda one: abs(guess - one))
    return (0, left, above, (left + above) // 2)[filtered]


def with_rsvg(svg: Path, png: Path) -> list[str]:
    assert RSVG
    return [RSVG, "--output", str(png), str(svg)]


def with_chromium(svg: Path, png: Path) -> list[str]:
    assert PROGRAM
    return [
        PROGRAM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        f"--user-data-dir={png.parent / 'browser'}",
        "--window-size=800,300",  # larger than the picture, because a frame takes some of it
        f"--screenshot={png}",
        svg.as_uri(),
    ]


@pytest.mark.foreign
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            with_rsvg,
            marks=pytest.mark.skipif(RSVG is None, reason="Debian's package is librsvg2-bin"),
        ),
        pytest.param(
            with_chromium,
            marks=pytest.mark.skipif(PROGRAM is None, reason="Debian's package is chromium"),
        ),
    ],
)
def test_what_is_drawn_stands_in_its_columns(
    command: Callable[[Path, Path], list[str]], tmp_path: Path
) -> None:
    strips = [Strip([Segment(row, Style.parse("#ffffff on #000000"))]) for row in ROWS]
    svg, png = tmp_path / "drawn.svg", tmp_path / "drawn.png"
    svg.write_text(draw_svg(strips, "T", "D"), encoding="utf-8")
    subprocess.run(command(svg, png), check=True, capture_output=True, timeout=PATIENCE)
    pixels = read_png(png)
    for y, row in enumerate(ROWS):
        drawn = "".join("#" if ink(pixels, x, y) else " " for x in range(COLUMNS))
        cells = "".join((" " if one.isspace() else "#") * cell_len(one) for one in row)
        assert drawn == cells, row


def ink(pixels: Pixels, column: int, row: int) -> bool:
    """Whether anything is drawn in a cell, except at its edges, which letters may cross."""
    left, top = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT
    return any(
        max(pixel) > 60
        for line in pixels[top + 2 : top + CELL_HEIGHT - 2]
        for pixel in line[left + 2 : left + CELL_WIDTH - 2]
    )
