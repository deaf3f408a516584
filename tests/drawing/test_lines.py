"""Text in terminal cells: wrapping, fitting, bars."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from minusma_tui.drawing.canvas import Canvas
from minusma_tui.drawing.lines import bar, fit, plain, wrap
from minusma_tui.reading.text import blanked

signs = st.sampled_from(
    [
        *"ab c.é漢字ｱ ",
        "e\u0301",
        "👍🏽",
        "👩\u200d🚀",
        "🇲🇱",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "مالي",
        "각",
    ]
)
text_of_any_width = st.lists(signs | st.characters(exclude_categories=["Cs"]), max_size=60).map(
    lambda parts: blanked("".join(parts))
)
"""Any text that a dataset may have, with many signs that are hard to lay out."""


def test_words_wrap_with_a_hanging_indent() -> None:
    spans = [
        ("by    ", "label"),
        ("Hawa Ahmed Youssouf, head of the office ", "text"),
        ("[1,2]", "dim"),
    ]
    lines = wrap(spans, 24, indent=6)  # type: ignore[arg-type]
    assert [plain(line) for line in lines] == [
        "by    Hawa Ahmed",
        "      Youssouf, head of",
        "      the office [1,2]",
    ]


def test_a_word_wider_than_the_line_is_chopped() -> None:
    lines = wrap([("see https://example.org/a/long/path", "text")], 12, indent=2)
    assert [plain(line) for line in lines] == [
        "see",
        "  https://ex",
        "  ample.org/",
        "  a/long/pat",
        "  h",
    ]


def test_a_line_break_begins_a_line_and_a_tab_is_four_blanks() -> None:
    spans = [("note  ", "label"), ("One long line,\n\tanother\n\nend", "text"), (" [1]", "dim")]
    lines = wrap(spans, 14, indent=6)  # type: ignore[arg-type]
    assert [plain(line) for line in lines] == [
        "note  One long",
        "      line,",
        "          anot",
        "      her",
        "",
        "      end [1]",
    ]


lines_of_any_width = st.lists(text_of_any_width, max_size=5).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\n\t", " \n"]).map(lambda end: end.join(parts))
)


@given(lines_of_any_width, st.integers(2, 30), st.integers(0, 10))
@example("aa\xa0", 2, 0)
def test_texts_of_several_lines_wrap_whatever_they_say(text: str, width: int, indent: int) -> None:
    lines = [plain(line) for line in wrap([(text, "text")], width, indent=indent)]
    assert all(cell_len(line) <= width and "\n" not in line and "\t" not in line for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) >= text.count("\n")


@given(text_of_any_width, st.integers(2, 30), st.integers(0, 10))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(
    text: str, width: int, indent: int
) -> None:
    lines = [plain(line) for line in wrap([(text, "text")], width, indent=indent)]
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "align", "expected"),
    [
        ("Gao", 5, "left", "Gao  "),
        ("950", 5, "right", "  950"),
        ("BFA CIV SLV NGA", 9, "left", "BFA CIV… "),
        ("Tombouctou", 6, "left", "Tombo…"),
        ("Ménaka", 6, "left", "Ménaka"),
        ("漢字漢字", 5, "left", "漢字…"),
        ("漢字", 2, "left", "… "),
        ("Gao", 0, "left", ""),
    ],
)
def test_a_cell_is_padded_or_shortened_at_a_blank(
    text: str, width: int, align: str, expected: str
) -> None:
    assert fit(text, width, align) == expected  # type: ignore[arg-type]


@given(text_of_any_width, st.integers(0, 40))
def test_a_cell_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(text_of_any_width, text_of_any_width)
def test_on_a_canvas_text_takes_its_cells_and_no_more(one: str, other: str) -> None:
    width = cell_len(one) + cell_len(other) + 6
    canvas = Canvas(width, 1)
    canvas.write(1, 0, one, "text")
    canvas.write(cell_len(one) + 3, 0, other, "strong")
    (line,) = canvas.lines()
    assert cell_len(plain(line)) == width


@given(st.lists(text_of_any_width, min_size=2, max_size=4), st.integers(3, 20))
def test_columns_side_by_side_stay_where_they_are(cells: list[str], width: int) -> None:
    for number in range(1, len(cells)):
        before = " ".join(fit(cell, width) for cell in cells[:number])
        assert cell_len(before) == number * (width + 1) - 1


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 12, "░░░░░░░░"),
        (12, 12, "████████"),
        (9, 12, "██████░░"),
        (1, 64, "▏░░░░░░░"),
        (63, 64, "███████▉"[:7] + "▉"),
        (13, 12, "████████"),
        (1, 0, "░░░░░░░░"),
    ],
)
def test_a_bar_is_full_to_an_eighth_of_a_cell(part: int, whole: int, expected: str) -> None:
    assert plain(bar(part, whole, 8)) == expected
