"""A real browser without a window, controlled through its DevTools protocol."""

import asyncio
import base64
import itertools
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

_NAMES = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next(filter(None, map(shutil.which, _NAMES)), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--window-size=1400,900",
    "--remote-debugging-port=0",
)
_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")
_OPEN = """
var opened = [];
window.open = url => {
    opened.push(url);
    if (url.startsWith(location.origin)) location.assign(url);
};
"""
"""JavaScript that records new tabs instead of opening them, and fetches what is on our server."""
PATIENCE = 30
"""Seconds after which waiting for anything fails."""


class Page:
    """One tab; `text` is what its terminal has printed, without escape sequences."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._printed = bytearray()
        self._more = asyncio.Event()
        self.requested: list[str] = []
        """Every address that the page fetched."""
        self._downloads: set[str] = set()
        """The states of downloads that the browser has reported."""
        self._listener = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said.get("result", {}))
            elif said["method"] == "Network.webSocketFrameReceived":
                response = said["params"]["response"]
                if response["opcode"] == 2:
                    self._printed += base64.b64decode(response["payloadData"])
                    self._more.set()
            elif said["method"] == "Network.requestWillBeSent":
                self.requested.append(said["params"]["request"]["url"])
            elif said["method"] == "Page.downloadProgress":
                self._downloads.add(said["params"]["state"])
                self._more.set()

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send one command of the protocol and return its result."""
        number = next(self._ids)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, PATIENCE)

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self._printed.decode(errors="replace"))

    async def until(self, text: str) -> None:
        """Wait until the terminal has printed the text since the last `forget`."""
        await self._wait(lambda: text in self.text)

    async def _wait(self, condition: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            raise AssertionError(self.text[-2000:]) from None

    def forget(self) -> None:
        """Make `text` empty."""
        self._printed.clear()

    async def type(self, text: str) -> None:
        """Type each character, wherever the page has its focus."""
        for character in text:
            await self.call("Input.insertText", text=character)

    async def enter(self) -> None:
        """Press Enter, wherever the page has its focus."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text="\r", **key)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    async def reload(self) -> None:
        """Load the page again, as F5 does."""
        self.forget()
        await self.call("Page.reload")

    async def click(self, x: int, y: int) -> None:
        """Press and release the left button at a position in pixels."""
        at = {"x": x, "y": y, "button": "left", "clickCount": 1}
        await self.call("Input.dispatchMouseEvent", type="mousePressed", **at)
        await self.call("Input.dispatchMouseEvent", type="mouseReleased", **at)

    async def has(self, expression: str) -> None:
        """Wait until an expression of JavaScript is true in the page."""
        script = f"""new Promise(resolve => {{
            const look = () => {expression} ? resolve() : requestAnimationFrame(look);
            look();
        }})"""
        await self.call("Runtime.evaluate", expression=script, awaitPromise=True)

    async def downloaded(self) -> None:
        """Wait until a download is complete."""
        await self._wait(lambda: "completed" in self._downloads)

    async def tabs(self) -> list[str]:
        """The addresses for which the page wanted another tab."""
        answer = await self.call("Runtime.evaluate", expression="opened", returnByValue=True)
        found: list[str] = answer["result"]["value"]
        return found

    async def screenshot(self) -> bytes:
        """The page as a PNG file."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])


class Browser:
    """A running browser; downloads go to the folder `downloads`."""

    def __init__(self, session: aiohttp.ClientSession, port: str, folder: Path) -> None:
        self._session = session
        self.downloads = folder / "downloads"
        self._address = f"http://127.0.0.1:{port}"

    async def open(self, url: str) -> Page:
        async with self._session.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json(content_type=None)
        page = Page(await self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0))
        await page.call("Network.enable")
        # Act as if the window were in front: a terminal without the focus takes no keys.
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.call("Page.enable")
        await page.call(
            "Page.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads)
        )
        await page.call("Page.addScriptToEvaluateOnNewDocument", source=_OPEN)
        await page.call("Page.navigate", url=url)
        return page


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """Start a browser with its profile in a folder, and kill it at the end."""
    assert PROGRAM is not None
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        *_FLAGS,
        f"--user-data-dir={folder}",
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            match = None
            while match is None:
                line = (await process.stderr.readline()).decode()
                match = re.search(r"DevTools listening on ws://[^:]+:(\d+)/", line)
        async with aiohttp.ClientSession() as session:
            yield Browser(session, match[1], folder)
    finally:
        process.kill()
        await process.wait()
