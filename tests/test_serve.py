"""The dashboard in a real browser, and the server around it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from minusma_tui.cli import main
from tests.browser import PROGRAM, browser

PICTURE = Path(__file__).parent.parent / "build" / "served.png"
"""Kept to be looked at."""


@pytest.fixture
def port() -> int:
    """A free one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number: int = taken.getsockname()[1]
        return number


@asynccontextmanager
async def served(port: int, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The server, in a session of its own, once it says that it serves."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "minusma_tui", "serve", f"--port={port}", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line.decode() == f"minusma-tui: serving on http://127.0.0.1:{port} (Ctrl+C ends)\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def members(session: int) -> list[str]:
    """The processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here; Debian's package is chromium")
@pytest.mark.skipif(not Path("/proc").exists(), reason="counts processes in /proc")
async def test_visitors_in_a_real_browser(port: int, tmp_path: Path) -> None:
    PICTURE.parent.mkdir(exist_ok=True)  # before anything waits
    async with served(port) as server, browser(tmp_path) as chromium:
        address = f"http://127.0.0.1:{port}/"
        page = await chromium.open(address)
        await page.until("Ansongo")
        page.forget()
        await page.type("1j")  # a visitor would click into the list
        await page.until("3 Mopti")
        await page.type("/region:gao")
        await page.until("2 of 13 sites")
        PICTURE.write_bytes(await page.screenshot())
        assert all(url.startswith((address, "data:", "about:")) for url in page.requested)

        other = await chromium.open(address)
        await other.until("13 sites")
        assert " of 13 sites" not in other.text

        assert len(members(server.pid)) == 3
        server.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(server.wait(), 30) == 0
        assert members(server.pid) == []


async def test_a_page_of_anyone_else_is_refused(port: int) -> None:
    async with served(port) as server, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(
                f"http://127.0.0.1:{port}/ws", headers={"Origin": "https://example.org"}
            )
        assert caught.value.status == 403
        server.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(server.wait(), 30) == 0


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
        (["-"], "each visitor reads the dataset anew: name a file"),
    ],
)
def test_what_visitors_could_not_mend_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *options]) == 2
    assert said in capsys.readouterr().err
