"""Crowds of hostile visitors who send nonsense and vanish, and what they leave in the server."""

import asyncio
import json
import os
import random
import signal
import socket as sockets
import struct
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.support.serving import Visitor, free_port, members, served, visitor

AT_ONCE, HALVES = 60, 30
"""Visitors at one time, more than the server takes, and connections with half a request."""
STOPPED_WITH = 25
"""Visitors of the server when it is stopped."""
SECONDS_TO_STOP = 3.0
_SECONDS_TO_EMPTY = 30.0
"""Time for the last process to end on a busy machine."""
_MEBIBYTES_MORE = 24.0
"""How much a server may grow, by caches and what the allocator keeps."""
_LINES = 25
"""The most lines of the log per minute."""

_KEYS = (
    *("\x1b[1114112u", "\x1b[999999999~", f"\x1b[{'9' * 20}u", "\x1b[48;0;0;0;0t\x1b[<0;5;5M"),
    *(f"\x1b[<0;{'9' * 12};{'9' * 12}M", "\x1b[200~", f"\x1b{'[' * 100}", "\x1b]52;c;", "\x1b"),
    *("j", "?", "/", "e\r", "q", "\x10", "\x03", "z", "5", "C", "r", "d", "漢", "\x00", "\ud800"),
    *("a" * 20_000, "jk" * 5_000, f"\x1b[200~{'x' * 300_000}\x1b[201~", "\x1b[I\x1b[O" * 1_000),
)
_NUMBERS = (
    *("80", "24", "400", "1", "0", "-1", "1000000000", "80.5", "1e999", "NaN", "null", "[80]"),
    *('"80"', "true", "{}", "9" * 5_000),
)
_FRAMES = (
    *("", "{}", "[]", "null", "[" * 200_000, '["stdin",5]', '["stdin"]', '["resize",null]'),
    *('["quit"]', '["exit"]', '["ping",{}]', '["deliver_chunk_request","x"]', "\x00", "9" * 9_999),
    *('["focus"]', '["blur"]', '["ping","1"]', '["stdin","' + "a" * 900_000 + '"]'),
)
_LARGE = 3_900_000
"""Bytes of a message that is refused."""
_HEADERS = (
    *({"Origin": origin} for origin in ("null", "", "file://", "http://[", "https://example.org")),
    *({"Host": host} for host in ("", "example.org", "[", "null", ":80")),
    {"Sec-WebSocket-Key": "x"},
    {"Cookie": "x" * 8_000},
)
_HALVES = (
    *(
        b"",
        b"GET / HT",
        b"GET /ws HTTP/1.1\r\nHost: ",
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n",
    ),
    *(b"\x16\x03\x01", b"\xff" * 9_000, b"GET / HTTP/9\r\n\r\n"),
)


@dataclass(slots=True)
class Cost:
    """What a server uses while it has no visitors."""

    children: int
    descriptors: int
    mebibytes: float

    @classmethod
    def of(cls, pid: int) -> "Cost":
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        kibibytes = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return cls(
            len(members(pid)) - 1,
            len(list(Path(f"/proc/{pid}/fd").iterdir())),
            int(kibibytes.split()[1]) / 1024,
        )

    def __str__(self) -> str:
        return f"{self.children} children, {self.descriptors} descriptors, {self.mebibytes:.0f} MiB"


async def campaign(
    generator: random.Random, folder: Path, rounds: int
) -> tuple[Counter[str], list[str]]:
    """Run the campaign: count the visitors by what became of them, and list what was wrong."""
    port, state, log = free_port(), folder / "state", folder / "log"
    came: Counter[str] = Counter()
    async with served(port, state=state, log=log) as server:
        began = time.monotonic()
        quiet = Cost.of(server.pid).descriptors
        await _come(port)
        before = await _emptied(server.pid, quiet)
        for _ in range(rounds):
            draws = (random.Random(generator.random()) for _ in range(AT_ONCE + HALVES))
            crowd = [
                _ask_half(draw, port, came)
                if number < HALVES
                else _attack(draw, port, server.pid, came)
                for number, draw in enumerate(draws)
            ]
            await asyncio.gather(*crowd)
        await _come(port)  # an honest visitor is still served
        after = await _emptied(server.pid, quiet)
        print(f"before: {before}\nafter:  {after}")
        found = _complaints(before, after)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        if len(lines) > _LINES * (1 + (time.monotonic() - began) // 60):
            found.append(f"{len(lines)} lines in the log")
        found += [line for line in lines if "Traceback" in line or "internal error" in line]
        seconds = await _stop(port, server)
        print(f"stopped with {STOPPED_WITH} visitors in {seconds:.1f} s")
        if seconds > SECONDS_TO_STOP or members(server.pid):
            found.append(f"stopped in {seconds:.1f} s; left: {members(server.pid)}")
    if state.exists():
        found.append(f"written: {[str(path) for path in state.rglob('*')]}")
    return came, found


def _complaints(before: Cost, after: Cost) -> list[str]:
    more = after.mebibytes - before.mebibytes
    if after.children or after.descriptors > before.descriptors or more > _MEBIBYTES_MORE:
        return [f"before: {before}; after: {after}"]
    return []


async def _emptied(pid: int, quiet: int) -> Cost:
    """What the server uses once the last visitors and their connections are gone."""
    cost = Cost.of(pid)
    with suppress(TimeoutError):
        async with asyncio.timeout(_SECONDS_TO_EMPTY):
            while cost.children or cost.descriptors > quiet:
                await asyncio.sleep(0.5)
                cost = Cost.of(pid)
    return cost


async def _come(port: int) -> None:
    async with aiohttp.ClientSession() as session, visitor(session, port) as one:
        await one.until("Ansongo")


async def _stop(port: int, server: asyncio.subprocess.Process) -> float:
    async with aiohttp.ClientSession() as session, AsyncExitStack() as stack:
        for _ in range(STOPPED_WITH):  # one by one, for 25 at once are slow on a busy machine
            one = await stack.enter_async_context(visitor(session, port))
            await one.until("Ansongo")
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        await server.wait()
        return time.monotonic() - began


async def _attack(generator: random.Random, port: int, pid: int, came: Counter[str]) -> None:
    """Connect one visitor, who is refused, or sends messages and vanishes in one of `_WAYS`."""
    headers = generator.choice(_HEADERS) if generator.randrange(12) == 0 else {}
    size = {"width": generator.choice(_NUMBERS)[:50], "height": generator.choice(_NUMBERS)[:50]}
    async with aiohttp.ClientSession() as session:
        try:
            socket = await session.ws_connect(
                f"http://127.0.0.1:{port}/ws", headers=headers, params=size, max_msg_size=0
            )
        except aiohttp.WSServerHandshakeError as refused:
            came[f"refused, {refused.status}"] += 1
            return
        except (aiohttp.ClientError, OSError):
            came["refused"] += 1
            return
        way = generator.choice(sorted(_WAYS))
        with suppress(OSError, AssertionError):  # the server may end the visit first
            if way != "before the first frame":
                one = Visitor(socket)
                await one.until(lambda one: len(one.text) > 1_000)
                for _ in range(generator.randrange(1, 20)):
                    await socket.send_str(_any_message(generator))
            await _WAYS[way](socket, pid)
        came[f"vanished, {way}"] += 1


def _any_message(generator: random.Random) -> str:
    match generator.randrange(8):
        case 0 | 1:
            return generator.choice(_FRAMES)
        case 2 | 3:
            width, height = generator.choice(_NUMBERS), generator.choice(_NUMBERS)
            return f'["resize",{{"width":{width},"height":{height}}}]'
        case 4 if generator.randrange(10) == 0:
            return json.dumps(["stdin", "a" * _LARGE])
        case _:
            return json.dumps(["stdin", "".join(generator.choices(_KEYS, k=3))])


async def _ask_half(generator: random.Random, port: int, came: Counter[str]) -> None:
    """Send half a request, and wait until the server gives up on it."""
    with suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(generator.choice(_HALVES))
        await reader.read()
        writer.close()
    came["half a request"] += 1


# Ways to vanish


def _raw(socket: aiohttp.ClientWebSocketResponse) -> sockets.socket:
    found: sockets.socket | None = socket.get_extra_info("socket")
    if found is None:
        raise ConnectionError
    return found


async def _close(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    await socket.close()


async def _hang_up(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    _raw(socket).shutdown(sockets.SHUT_RDWR)


async def _say_no_more(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    _raw(socket).shutdown(sockets.SHUT_WR)


async def _reset(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    linger = struct.pack("ii", 1, 0)
    _raw(socket).setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, linger)


async def _listen_to_nothing(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    for number in range(100):
        size = f'["resize",{{"width":{300 + number % 2},"height":150}}]'
        await socket.send_str(size)


async def _say_goodbye_only(socket: aiohttp.ClientWebSocketResponse, _pid: int) -> None:
    await socket.send_frame(b"", aiohttp.WSMsgType.CLOSE)


async def _stop_the_process(_socket: aiohttp.ClientWebSocketResponse, pid: int) -> None:
    """Stop the process of any visitor, as a stand-in for one that hangs."""
    for child in members(pid)[-1:]:
        if child != pid:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGSTOP)


_WAYS = {
    "closing": _close,
    "hanging up": _hang_up,
    "saying no more": _say_no_more,
    "by a reset": _reset,
    "with all output unread": _listen_to_nothing,
    "with a goodbye only": _say_goodbye_only,
    "from a process that hangs": _stop_the_process,
    "before the first frame": _reset,
}
