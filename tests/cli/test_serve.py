"""The dashboard in a real browser, and its server."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from minusma_tui.cli import main
from minusma_tui.cli.common import report_crash
from tests import ROOT
from tests.support.browser import PROGRAM, Page, browser
from tests.support.serving import free_port, members, served

PICTURE = ROOT / "build" / "served.png"
"""A screenshot that is kept for developers to look at."""


@pytest.fixture
def port() -> int:
    """A free port."""
    return free_port()


async def filter_for(page: Page, query: str) -> None:
    """Type a query as users do, once the filter box has the cursor."""
    await page.type("/")
    await page.until("To the list")
    await page.type(query)


@pytest.mark.foreign
@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here; Debian's package is chromium")
@pytest.mark.skipif(not Path("/proc").exists(), reason="counts processes in /proc")
async def test_visitors_in_a_real_browser(port: int, tmp_path: Path) -> None:
    PICTURE.parent.mkdir(exist_ok=True)  # before anything is waited for
    work = tmp_path / "work"
    work.mkdir()
    async with served(port, folder=work) as server, browser(tmp_path / "browser") as chromium:
        address = f"http://127.0.0.1:{port}/"
        page = await chromium.open(address)
        await page.until("Ansongo")
        page.forget()
        await page.type("j")
        await page.until("3 Mopti")
        await filter_for(page, "region:gao")
        await page.until("2 of 13 sites")
        PICTURE.write_bytes(await page.screenshot())
        assert all(url.startswith((address, "data:", "about:")) for url in page.requested)

        other = await chromium.open(address)
        await other.until("13 sites")
        assert " of 13 sites" not in other.text
        other.forget()
        await filter_for(other, "region:kidal")
        await other.until("3 of 13 sites")
        page.forget()
        await page.enter()
        await page.until("Detail")
        assert "3 of 13 sites" not in page.text

        # Files go to the visitor's browser, without asking for a name.
        page.forget()
        await page.type("e")
        await page.until("minusma-2023-11-19.csv")
        await page.enter()
        await page.downloaded()
        (file,) = chromium.downloads.iterdir()
        assert file.name == "minusma-2023-11-19.csv"
        assert [line[:7] for line in file.read_text("utf-8").splitlines()][2:] == [
            "ansongo",
            "gao,Gao",
        ]
        assert list(work.iterdir()) == []
        # The addresses of sources go there, too.
        page.forget()
        await page.type("o")
        await page.until("Open a source")
        await page.enter()
        await page.until("Opening in the browser")
        download, opened = await page.tabs()
        assert download.startswith(address)
        assert opened.startswith("https://")

        assert len(members(server.pid)) == 3
        server.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(server.wait(), 30) == 0
        assert members(server.pid) == []


@pytest.mark.foreign
@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here; Debian's package is chromium")
async def test_keys_work_in_the_browser_without_a_click(port: int, tmp_path: Path) -> None:
    async with served(port), browser(tmp_path) as chromium:
        page = await chromium.open(f"http://127.0.0.1:{port}/")

        async def press(key: str, answer: str) -> None:
            await page.until("Ansongo")
            page.forget()
            await page.type(key)
            await page.until(answer)

        await press("j", "3 Mopti")
        await page.reload()
        await press("j", "3 Mopti")
        # A click beside the terminal has no effect.
        await page.click(1399, 899)
        page.forget()
        await page.type("k")
        await page.until("3 Ansongo")
        # Ctrl+C shows the hint for a browser.
        page.forget()
        await page.type("\x03")
        await page.until("Close the tab to leave.")
        assert "Ctrl+Q" not in page.text
        page.forget()
        await page.type("q")
        await page.has("document.body.classList.contains('-closed')")
        await page.enter()  # the link "Open it again" has the focus
        await press("j", "3 Mopti")


@pytest.mark.foreign
async def test_a_page_of_anyone_else_is_refused(port: int) -> None:
    others = (
        {"Origin": "https://example.org"},
        # A foreign name that points at this machine.
        {"Origin": f"http://example.org:{port}", "Host": f"example.org:{port}"},
        {"Host": f"example.org:{port}"},
    )
    async with served(port) as server, aiohttp.ClientSession() as session:
        for headers in others:
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(f"http://127.0.0.1:{port}/ws", headers=headers)
            assert caught.value.status == 403
        ours = {"Origin": f"http://localhost:{port}", "Host": f"localhost:{port}"}
        async with session.ws_connect(f"http://127.0.0.1:{port}/ws", headers=ours) as socket:
            assert not socket.closed
        server.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(server.wait(), 30) == 0


@pytest.mark.foreign
async def test_no_more_visitors_are_taken_than_it_bears(port: int) -> None:
    address = f"http://127.0.0.1:{port}"
    one = "server.MAX_VISITORS = 1"
    async with served(port, patch=one), aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{address}/ws") as socket:
            await socket.receive()  # the first visitor is connected
            async with session.get(address) as page:
                assert page.status == 503
                assert await page.text() == "too many visitors; try again later"
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(f"{address}/ws")
            assert caught.value.status == 503
        status = 503
        async with asyncio.timeout(30):  # until the first visitor's process has ended
            while status == 503:
                async with session.get(address) as page:
                    status = page.status
        assert status == 200


@pytest.mark.foreign
async def test_a_proxy_may_give_it_another_name(port: int) -> None:
    names = {"Origin": "https://drawdown.example.org", "Host": "drawdown.example.org"}
    public = "https://drawdown.example.org"
    async with (
        served(port, f"--public-url={public}", address=public),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"http://127.0.0.1:{port}/ws", headers=names) as socket,
    ):
        assert not socket.closed


def test_an_error_of_a_visitor_is_a_line_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    with pytest.raises(ValueError, match="wrong") as caught:
        raise ValueError("wrong")
    said = report_crash(caught.value)
    assert said.startswith("minusma-tui: internal error: ValueError: wrong (test_serve.py:")
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        assert main(["serve", f"--port={number}"]) == 1
    assert capsys.readouterr().err == (
        f"minusma-tui: cannot serve on 127.0.0.1 port {number}: {os.strerror(98).lower()}; "
        "--port takes another\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port=70000"], "--port: expected 1 to 65535, found 70000"),
        (["--as-of=soon"], "--as-of: expected"),
        (["--filter=region:nowhere"], "--filter: no region 'nowhere'"),
        (["-"], "each visitor reads the dataset again: name a file"),
    ],
)
def test_what_visitors_could_not_mend_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *options]) == 2
    assert said in capsys.readouterr().err
