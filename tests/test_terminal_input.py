"""Nonsense of a terminal takes nothing with it."""

import pytest
from textual.events import Key, Paste

from minusma_tui.app.terminal_input import MAX_UNREAD, TerminalInput


@pytest.mark.parametrize(
    "nonsense",
    [
        "\x1b[1114112u",
        "\x1b[999999999~",
        f"\x1b[{'9' * 20}u",
        f"\x1b[{'9' * 20};{'9' * 5}R",
        "\x1b[1;2;1114112u",
        f"\x1b[<0;{'9' * 20};1M",
        # A terminal without width, and then a place in it.
        "\x1b[48;0;0;0;0t\x1b[<0;5;5M",
        f"\x1b[48;{'9' * 9};{'9' * 9};1;1t",
        f"\x1b{'[' * 100}",
    ],
)
def test_the_key_after_nonsense_is_read(nonsense: str) -> None:
    terminal = TerminalInput()
    read = [*terminal.feed(nonsense), *terminal.feed("j")]
    assert isinstance(read[-1], Key)
    assert read[-1].key == "j"


def test_a_paste_is_one_message_and_one_without_an_end_is_dropped() -> None:
    terminal = TerminalInput()
    text = "Ansongo " * 1_000
    (paste,) = terminal.feed(f"\x1b[200~{text}\x1b[201~")
    assert isinstance(paste, Paste)
    assert paste.text == text
    assert list(terminal.feed(f"\x1b[200~{'a' * (MAX_UNREAD - 5)}")) == []
    assert [key.key for key in terminal.feed("j") if isinstance(key, Key)] == ["j"]
