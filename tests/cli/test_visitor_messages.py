"""The messages of a visitor's page, the host names of requests, and the server's log."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.cli import main
from minusma_tui.cli.serving.addresses import in_address, is_local, name_in
from minusma_tui.cli.serving.log import LINES_A_MINUTE, LONGEST_LINE, LineLog
from minusma_tui.cli.serving.page_messages import (
    MAX_HEIGHT,
    MAX_TEXT,
    MAX_WIDTH,
    Focused,
    Message,
    Pinged,
    Resized,
    Typed,
    read_message,
    read_size,
)

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (["stdin", "j"], Typed("j")),
        (["stdin", "é漢👩‍🚀"], Typed("é漢👩‍🚀")),
        (["resize", {"width": 400, "height": 150}], Resized(400, 150)),
        (["resize", {"width": 10**9, "height": 10**9}], Resized(MAX_WIDTH, MAX_HEIGHT)),
        (["focus"], Focused(gained=True)),
        (["blur"], Focused(gained=False)),
        (["ping", "1732786920000"], Pinged("1732786920000")),
    ],
)
def test_what_a_page_says_is_heard(said: object, message: Message) -> None:
    assert read_message(json.dumps(said)) == message


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{}",
        "[]",
        "null",
        "1e999",
        "[" * 200_000,
        "9" * 5_000,
        '["stdin"]',
        '["stdin",5]',
        '["stdin",null]',
        '["stdin",["a"]]',
        '["ping",{}]',
        f'["ping","{"x" * 1_000_000}"]',
        '["resize"]',
        '["resize",null]',
        '["resize",{"width":80}]',
        *(
            f'["resize",{{"width":{width},"height":{height}}}]'
            for wrong in ("-1", "0", "80.5", "null", "[80]", '"80"', "true", "1e999", "NaN", "{}")
            for width, height in ((wrong, 24), (80, wrong))
        ),
    ],
)
def test_what_no_page_says_is_not_heard(frame: str) -> None:
    assert read_message(frame) is None


@given(_ANYTHING | st.tuples(st.sampled_from(["stdin", "resize", "ping", "focus"]), _ANYTHING))
def test_whatever_is_said_is_within_bounds(said: object) -> None:
    match read_message(json.dumps(said)):
        case Typed(text):
            assert len(text.encode()) <= 4 * MAX_TEXT + 6
        case Resized(width, height):
            assert 1 <= width <= MAX_WIDTH
            assert 1 <= height <= MAX_HEIGHT


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    assert read_message('["stdin","a\\ud800b"]') == Typed("a?b")


def test_a_page_of_text_is_pasted_whole_and_a_book_in_part() -> None:
    page = f"\x1b[200~{'Ansongo ' * 600}\x1b[201~"
    assert read_message(json.dumps(["stdin", page])) == Typed(page)
    book = f"\x1b[200~{'Ansongo ' * 60_000}\x1b[201~"
    heard = read_message(json.dumps(["stdin", book]))
    assert isinstance(heard, Typed)
    assert len(heard.text) == MAX_TEXT + len("\x1b[201~")
    assert heard.text.endswith("\x1b[201~")


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        ("400", "150", (400, 150)),
        ("20000", "20000", (MAX_WIDTH, MAX_HEIGHT)),
        ("9" * 20, "24", (MAX_WIDTH, 24)),
        *(
            (wrong, "50", (80, 24))
            for wrong in ("", "0", "-1", "1e999", "NaN", "80.5", "9" * 5_000, "８０")
        ),
    ],
)
def test_a_size_in_an_address(width: str, height: str, size: tuple[int, int]) -> None:
    assert read_size(width, height) == size


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://drawdown.example.org", "drawdown.example.org"),
        ("https://Drawdown.Example.org:443/", "drawdown.example.org"),
        ("http://example.org:80/minusma", "example.org"),
        ("http://example.org:8080", "example.org:8080"),
        ("https://münchen.example", "xn--mnchen-3ya.example"),
        ("http://[::1]:8000", "[::1]:8000"),
        ("http://[2001:DB8::1]", "[2001:db8::1]"),
        *(
            (wrong, None)
            for wrong in (
                *("", "null", "example.org", "//example.org", "http://", "https:///x"),
                *("file://", "file://example.org", "ftp://example.org", "javascript:alert(1)"),
                *("http://[", "http://[x]", "http://:80", "http://example.org:x", "http://a..b"),
                *("http://example.org:99999", "http://a@example.org", "http://exa mple.org"),
                *("http://example.org?a", "http://example.org#a", "http://example.org\n"),
                *("http://<b>", "http://a,b", f"http://{'a' * 64}.org"),
            )
        ),
    ],
)
def test_the_name_in_an_address(address: str, name: str | None) -> None:
    assert name_in(address) == name


@given(st.text())
def test_no_name_is_empty(address: str) -> None:
    assert name_in(address) != ""
    assert name_in(f"http://{address}") != ""


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("localhost", True),
        ("::1", True),
        ("0:0:0:0:0:0:0:1", True),
        (".".join("0000"), False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_which_hosts_only_this_machine_reaches(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_an_address_has_ipv6_in_brackets() -> None:
    assert in_address("::1", 8000) == "[::1]:8000"
    assert in_address("fe80::1%eth0", None) == "[fe80::1%25eth0]"
    assert in_address("127.0.0.1", 8000) == "127.0.0.1:8000"


@pytest.mark.parametrize(
    "options",
    [
        ["--public-url=example.org"],
        ["--public-url="],
        ["--public-url=file://"],
        ["--public-url=http://["],
        ["--public-url=https://"],
        ["--host="],
        ["--host=[]"],
    ],
)
def test_an_address_without_a_host_is_refused(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *options]) == 2
    name = options[0].partition("=")[0]
    assert f"minusma-tui: {name}: expected " in capsys.readouterr().err


def test_the_log_says_a_line_a_fault_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    log = logging.Logger("server")
    log.addHandler(LineLog(lambda: now))
    for _ in range(3 * LINES_A_MINUTE):
        try:
            raise ValueError("\x1b[2J\n" + "x" * 10_000)
        except ValueError:
            log.exception("Error handling request")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == LINES_A_MINUTE + 1
    assert lines[0].startswith("minusma-tui: Error handling request: ValueError: \\u{1b}[2J\\u{a}x")
    assert all(line.isprintable() and len(line) < LONGEST_LINE + 50 for line in lines)
    now = 60.0
    log.warning("again")
    assert capsys.readouterr().err == "minusma-tui: again\n"
