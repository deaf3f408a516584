"""One visitor: a process with the dashboard, connected to the page by a WebSocket."""

import asyncio
import json
import logging
import os
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import cast

from aiohttp import WSMsgType, web
from textual_serve._binary_encode import load as unpack  # the driver's own format

from minusma_tui.cli.serving.page_messages import (
    Focused,
    Message,
    Pinged,
    Resized,
    Typed,
    read_message,
)

SECONDS_TO_LEAVE = 1.0
"""Time for a process to end after its input has, and again after it was terminated."""
MAX_WAITING = 2**16
"""Bytes that may wait for a process; what a visitor sends beyond them is dropped."""
MAX_DOWNLOADS = 4
"""Files that may wait to be fetched; one more drops the oldest."""
MAX_PACKET = 2**26
"""Bytes of one packet of a process: a frame, or a piece of a file."""
PIECE = 2**16
"""Bytes of a file that are requested at a time."""
SECONDS_FOR_A_PIECE = 60.0
"""Time for the process to make a piece of a file, and again for the visitor to take it."""
MAX_SAID = 4_096
"""Bytes of a process's standard error that are kept, from its beginning."""

_FIRST_LINE = b"__GANGLION__\n"
"""What Textual's web driver writes first."""
_PAUSE = 0.05
"""Seconds of not reading from a visitor who sends more than the process takes."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Download:
    """A file that the dashboard offers."""

    visit: "Visit"
    key: str
    name: str
    media_type: str
    pieces: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)
    """Empty bytes are the end of the file, None means that the process ends."""


class Visit:
    """A visit, which ends for both when the visitor or the process leaves."""

    _process: Process
    _stdin: asyncio.StreamWriter
    _stdout: asyncio.StreamReader
    _stderr: asyncio.StreamReader

    def __init__(
        self, command: Sequence[str], socket: web.WebSocketResponse, size: tuple[int, int]
    ) -> None:
        self._command = command
        self.socket = socket
        self._size = size
        self._said = bytearray()
        self.downloads: dict[str, Download] = {}
        """The files that have not been fetched, by key, the oldest first."""
        self._fetched: dict[str, Download] = {}

    async def run(self) -> None:
        """Run until one of both leaves; raises OSError if the process cannot be started."""
        process = self._process = await create_subprocess_exec(
            *self._command, env=_environment(*self._size), stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        self._stdin = cast("asyncio.StreamWriter", process.stdin)
        self._stdout = cast("asyncio.StreamReader", process.stdout)
        self._stderr = cast("asyncio.StreamReader", process.stderr)
        tasks = [asyncio.create_task(self._show()), asyncio.create_task(self._note())]
        try:
            await self._listen()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()

    # The end

    async def _end(self) -> None:
        """Ask the process to leave, then terminate it, then kill it."""
        for download in (*self.downloads.values(), *self._fetched.values()):
            download.pieces.put_nowait(None)
        self._stdin.transport.abort()  # ends its input even if it does not read
        rest = asyncio.gather(self._note(), _read_away(self._stdout))
        for force in (self._process.terminate, self._process.kill):
            try:
                async with asyncio.timeout(SECONDS_TO_LEAVE):
                    await self._process.wait()
                break
            except TimeoutError:
                with suppress(ProcessLookupError):
                    force()
        await self._process.wait()
        await rest
        said = self._said.decode(errors="replace").strip()
        if said:
            log.warning("%s", said.splitlines()[0])

    # From the visitor to the process

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type == WSMsgType.TEXT:
                said = read_message(message.data)
                if said is not None:
                    await self._hear(said)

    async def _hear(self, said: Message) -> None:
        waiting = self._stdin.transport.get_write_buffer_size()
        match said:
            case Pinged(token):
                await self.socket.send_json(["pong", token])
            case _ if waiting > MAX_WAITING:
                await asyncio.sleep(_PAUSE)
            case Typed(text):
                self._send(b"D", text.encode())
            case Resized(width, height):
                self._tell({"type": "resize", "width": width, "height": height})
            case Focused(gained):
                self._tell({"type": "focus" if gained else "blur"})

    def _tell(self, said: dict[str, object]) -> None:
        self._send(b"M", json.dumps(said).encode())

    def _send(self, kind: bytes, payload: bytes) -> None:
        if not self._stdin.transport.is_closing():  # closing if the process has just left
            self._stdin.write(kind + len(payload).to_bytes(4, "big") + payload)

    # From the process to the visitor

    async def _show(self) -> None:
        """Pass on what the process sends, and close the WebSocket when it has ended."""
        read = self._stdout.readexactly
        try:
            if await read(len(_FIRST_LINE)) == _FIRST_LINE:
                while True:
                    kind, size = await read(1), int.from_bytes(await read(4), "big")
                    if size > MAX_PACKET:
                        log.warning("more than %d bytes at once", MAX_PACKET)
                        break
                    await self._pass(kind, await read(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            await self.socket.close()

    async def _pass(self, kind: bytes, payload: bytes) -> None:
        match kind:
            case b"D":
                await self.socket.send_bytes(payload)
            case b"M":
                await self._pass_said(json.loads(payload))
            case b"P":
                match unpack(payload):
                    case ("deliver_chunk", str(key), bytes(piece)) if key in self._fetched:
                        self._fetched[key].pieces.put_nowait(piece)

    async def _pass_said(self, said: dict[str, object]) -> None:
        match said:
            case {"type": "open_url", "url": url, "new_tab": new_tab}:
                await self.socket.send_json(["open_url", {"url": url, "new_tab": new_tab}])
            case {
                "type": "deliver_file_start",
                "key": str(key),
                "path": str(path),
                "mime_type": str(media_type),
            }:
                while len(self.downloads) >= MAX_DOWNLOADS:
                    del self.downloads[next(iter(self.downloads))]
                self.downloads[key] = Download(self, key, PurePath(path).name, media_type)
                await self.socket.send_json(["deliver_file_start", key])

    async def _note(self) -> None:
        """Read standard error to its end, and keep the first `MAX_SAID` bytes."""
        while data := await self._stderr.read(MAX_SAID):
            self._said += data[: MAX_SAID - len(self._said)]

    # Files

    def take(self, key: str) -> Download | None:
        """Take a file by its key; None if there is no such file, or if it was taken before."""
        download = self.downloads.pop(key, None)
        if download is not None:
            self._fetched[key] = download
        return download

    async def pieces(self, download: Download) -> AsyncIterator[bytes]:
        """Yield the pieces of a file that was taken.

        Raises ConnectionError if the process leaves before the end, and TimeoutError if a piece
        takes longer than `SECONDS_FOR_A_PIECE`.
        """
        key = download.key
        try:
            while True:
                self._tell({"type": "deliver_chunk_request", "key": key, "size": PIECE})
                async with asyncio.timeout(SECONDS_FOR_A_PIECE):
                    piece = await download.pieces.get()
                if piece is None:
                    raise ConnectionResetError
                if not piece:
                    return
                yield piece
        finally:
            del self._fetched[key]


async def _read_away(stream: asyncio.StreamReader) -> None:
    """Read and drop the rest of a stream: a process whose output is full does not end."""
    while await stream.read(2**16):
        pass


def _environment(width: int, height: int) -> dict[str, str]:
    """The environment that Textual's web driver needs.

    The variables with which Textual logs are left out: a log would have what visitors type.
    """
    logs = ("TEXTUAL", "TEXTUAL_LOG")
    return {name: value for name, value in os.environ.items() if name not in logs} | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }
