"""Text in cells: wrapping, fitting, bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from minusma_tui.drawing.lines import bar, fit, plain, wrap

text_of_any_width = st.lists(
    st.sampled_from([*"ab c.é漢字ｱ ", "e\u0301", "👍🏽", "👩\u200d🚀", "🇲🇱"]), max_size=60
).map("".join)


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
