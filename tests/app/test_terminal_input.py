"""The input from a terminal: keys become events, answers to queries are ignored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants
from textual.events import AppFocus, CursorPosition, Key, MouseDown, Paste, Resize
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from minusma_tui.app.platform import terminal_input
from minusma_tui.app.platform.terminal_input import MAX_CELLS, MAX_UNREAD, TerminalInput

ANSWERS = [
    "\x1b[?62;22c",  # attributes
    "\x1b[?62;1;2;4;6;9;15;16;17;18;21;22;28;29c",  # more than Textual reads
    "\x1b[>0;276;0c",
    "\x1b[=0;1c",
    "\x1b[0n",  # state
    "\x1b[?997;1n",  # dark or light
    "\x1b[?1;10R",
    "\x1b[?7u",  # keyboard
    "\x1b[4;600;800t",  # size
    "\x1b[?1;0;256S",
    "\x1b[?2027;0$y",  # a mode
    "\x1b[4;2$y",
    "\x1b[3;1;1;112;112;1;0x",
    "\x1b]11;rgb:ffff/ffff/ffff\x07",  # colours
    "\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
    "\x1b]10;rgb:0/0/0\x9c",
    "\x1b]52;c;" + "cXFx" * 2_000 + "\x07",  # the clipboard
    "\x1b]lq\x1b\\",  # the title
    "\x1bP>|xterm(390)\x1b\\",  # the version
    "\x1bP!|00000000\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",  # graphics
    "\x1b[1114112u",  # no key at all
    "\x1b[99999999999999999999u",
]
KEYS = {
    "q": ["q"],
    "\x1b[A": ["up"],
    "\x1bOA": ["up"],
    "\x1b[[A": ["f1"],
    "\x1b[5~": ["pageup"],
    "\x1b[1;5C": ["ctrl+right"],
    "\x1b[23$": ["f23"],
    "\x1b[97u": ["a"],
    "\x1b\x1b[B": ["escape", "down"],
    "\x7f": ["backspace"],
    "\r": ["enter"],
    "é": ["é"],
}
NOW = [0.0]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_input, "monotonic", lambda: NOW[0])
    monkeypatch.setattr("textual._parser.get_time", lambda: NOW[0])


def read(*parts: str, parser: TerminalInput | None = None) -> list[Message]:
    """The events of input that comes in parts, a moment apart, followed by silence."""
    parser = parser or TerminalInput()
    found: list[Message] = []
    for part in parts:
        found += [*parser.feed(part), *parser.tick()]
    NOW[0] += 10
    return [*found, *parser.tick()]


def keys(*parts: str) -> list[str]:
    events = read(*parts)
    assert all(isinstance(event, Key) for event in events)
    return keys_of(events)


def keys_of(events: list[Message]) -> list[str]:
    return [event.key for event in events if isinstance(event, Key)]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_nothing(answer: str) -> None:
    assert read(answer) == []
    assert keys(f"[{answer}]") == ["left_square_bracket", "right_square_bracket"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_two_parts_is_nothing(answer: str) -> None:
    """The first part is longer than two characters: Esc alone, or with one more, may be a key."""
    for cut in range(3, min(len(answer), 60)):
        assert read(answer[:cut], answer[cut:]) == []


def test_one_that_is_never_ended_keeps_no_keys() -> None:
    assert keys("\x1b[?62;", "") == []
    assert keys("\x1b]11;rgb:ff\rq") == ["enter", "q"]
    assert keys("\x1b[12\x1b[A", "\x1bP1$r\x1b[B") == ["up", "down"]


@pytest.mark.parametrize(("sequence", "expected"), KEYS.items())
def test_keys(sequence: str, expected: list[str]) -> None:
    assert keys(sequence) == expected
    assert keys(*sequence) == expected


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        ("\x1b", ["escape"]),
        ("\x1b[", ["left_square_bracket"]),
        ("\x1b]", ["right_square_bracket"]),
        ("\x1bP", ["alt+shift+p"]),
    ],
)
def test_what_only_begins_like_an_answer_is_a_key(sequence: str, expected: list[str]) -> None:
    assert keys(sequence) == expected
    assert keys(sequence, "") == expected


def test_a_key_does_not_wait_longer_where_nothing_comes() -> None:
    parser = TerminalInput()
    found = [*parser.feed("\x1b")]
    for _ in range(3):
        NOW[0] += constants.ESCAPE_DELAY / 2
        found += [*parser.feed(""), *parser.tick()]
    assert keys_of(found) == ["escape"]


def test_clicks_positions_focus_and_modes_are_read() -> None:
    (pressed,) = read("\x1b[<0;3;4M")
    assert isinstance(pressed, MouseDown)
    assert (pressed.x, pressed.y) == (2, 3)
    (place,) = read("\x1b[3;4R")
    assert isinstance(place, CursorPosition)
    assert list(map(type, read("\x1b[I\x1b[?2026;2$y"))) == [
        AppFocus,
        TerminalSupportsSynchronizedOutput,
    ]


def test_what_is_pasted_is_text() -> None:
    pasted = "a\x1b[A\x1b]1;b\x07c\x1b"
    whole = f"\x1b[200~{pasted}\x1b[201~q"
    for cut in range(5, len(whole)):
        paste, key = read(whole[:cut], whole[cut:])
        assert isinstance(paste, Paste)
        assert paste.text == pasted
        assert isinstance(key, Key)


def test_a_paste_without_an_end_is_dropped_after_a_while() -> None:
    terminal = TerminalInput()
    assert read("\x1b[200~" + "q" * 2 * MAX_UNREAD, "q", parser=terminal) == []
    assert keys_of(read("j", parser=terminal)) == ["j"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "\x1b[999999999~",
        f"\x1b[{'9' * 20};{'9' * 5}R",
        "\x1b[1;2;1114112u",
        f"\x1b[<0;{'9' * 20};1M",
        # A terminal without width, and then a position in it.
        "\x1b[48;0;0;0;0t\x1b[<0;5;5M",
        f"\x1b[48;{'9' * 9};{'9' * 9};1;1t",
        f"\x1b{'[' * 100}",
    ],
)
def test_the_key_after_nonsense_is_read(nonsense: str) -> None:
    terminal = TerminalInput()
    found = [*terminal.feed(nonsense), *terminal.feed("j")]
    assert keys_of(found)[-1:] == ["j"]
    assert not any(isinstance(one, Resize) and one.size.width > MAX_CELLS for one in found)


@given(st.lists(st.text(st.sampled_from("\x1b[]P_^M<?;$1ac\x07\r\\"))))
def test_no_input_stops_it(parts: list[str]) -> None:
    """After silence the next key is read."""
    parser = TerminalInput()
    read(*parts, parser=parser)
    assert keys_of(read("q", parser=parser)) == ["q"]
