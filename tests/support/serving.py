"""A server for one test, visitors without a browser, and the processes of both."""

import asyncio
import json
import os
import re
import select
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

PATIENCE = 60
"""Seconds after which waiting for anything fails, enough for a busy machine."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")


def free_port(host: str = "127.0.0.1") -> int:
    """A port that no program listens on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        number: int = taken.getsockname()[1]
        return number


@asynccontextmanager
async def served(
    port: int,
    *options: str,
    address: str = "",
    folder: Path | None = None,
    patch: str = "",
    state: Path | None = None,
    log: Path | None = None,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a server in a session of its own, and wait until it says that it serves.

    `patch` is Python code that runs in the server's process first, where `server` is our module.
    Standard error goes to the file `log`, or nowhere. The server is killed at the end.
    """
    program = (
        "import sys; from minusma_tui.cli import main; from minusma_tui.cli.serving import server; "
        f"{patch}; sys.exit(main(sys.argv[1:]))"
    )
    environment = dict(os.environ)
    if state is not None:
        environment |= {"XDG_STATE_HOME": str(state), "XDG_CONFIG_HOME": str(state)}
    errors = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *(("-c", program) if patch else ("-m", "minusma_tui"))),
        *("serve", f"--port={port}", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
        cwd=folder,
        env=environment,
    )
    os.close(errors)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        address = address or f"http://127.0.0.1:{port}"
        assert line.decode() == f"minusma-tui: serving on {address} (Ctrl+C ends)\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def members(session: int) -> list[int]:
    """The ids of the processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


class Child:
    """The process of one visitor, held by a descriptor, because process ids are reused."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._fd = os.pidfd_open(pid)

    @property
    def runs(self) -> bool:
        return not select.select([self._fd], [], [], 0)[0]

    async def gone(self, seconds: float = PATIENCE) -> None:
        """Wait until the process has ended."""
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._fd, ended.set)
        try:
            await asyncio.wait_for(ended.wait(), seconds)
        finally:
            loop.remove_reader(self._fd)
            os.close(self._fd)


class Visitor:
    """A client of the server, which may send anything; `text` is what it was sent to print."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._printed = bytearray()
        self.told: list[list[object]] = []
        """The messages of the server other than output of the terminal."""

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self._printed.decode(errors="replace"))

    def forget(self) -> None:
        """Make `text` empty."""
        self._printed.clear()

    async def until(self, condition: str | Callable[["Visitor"], object]) -> None:
        """Wait until `text` contains the condition, or until it is true of the visitor."""
        meets = condition if callable(condition) else lambda one: condition in one.text
        try:
            async with asyncio.timeout(PATIENCE):
                while not meets(self):
                    message = await self.socket.receive()
                    if message.type == aiohttp.WSMsgType.BINARY:
                        self._printed += message.data
                    elif message.type == aiohttp.WSMsgType.TEXT:
                        self.told.append(json.loads(message.data))
                    else:
                        raise AssertionError(f"{message}; {self.text[-2000:]}")
        except TimeoutError:
            raise AssertionError(self.text[-2000:]) from None

    async def closed(self) -> int | None:
        """Wait until the server has closed the connection; return its close code."""
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code

    async def type(self, text: str) -> None:
        """Send keys as the page would."""
        await self.send(["stdin", text])

    async def send(self, message: object) -> None:
        """Send a message as JSON."""
        await self.socket.send_str(json.dumps(message))


@asynccontextmanager
async def visitor(
    session: aiohttp.ClientSession, port: int, *, width: object = 120, height: object = 40
) -> AsyncIterator[Visitor]:
    """Connect a visitor; its dashboard may not be there yet."""
    address = f"http://127.0.0.1:{port}/ws?width={width}&height={height}"
    async with session.ws_connect(address, max_msg_size=0) as socket:
        yield Visitor(socket)


def child_of(server: asyncio.subprocess.Process, *others: Child) -> Child:
    """The process of the only visitor besides `others`; that visitor must have seen a frame."""
    known = {server.pid, *(other.pid for other in others)}
    (pid,) = (pid for pid in members(server.pid) if pid not in known)
    return Child(pid)
