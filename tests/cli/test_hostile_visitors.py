"""Whatever hostile visitors send, the server continues, and nothing of theirs is left."""

import asyncio
import json
import os
import signal
import socket as sockets
import struct
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from minusma_tui.files.bundled import embedded
from minusma_tui.reading.load import DEFAULT
from tests.support.serving import (
    PATIENCE,
    Child,
    Visitor,
    child_of,
    free_port,
    members,
    served,
    visitor,
)

pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for processes as Linux can"),
]


@pytest.fixture
def port() -> int:
    """A free port."""
    return free_port()


@asynccontextmanager
async def joined(
    server: asyncio.subprocess.Process, session: aiohttp.ClientSession, port: int, *others: Child
) -> AsyncIterator[tuple[Visitor, Child]]:
    """A visitor who sees the dashboard, and the visitor's process."""
    async with visitor(session, port) as one:
        await one.until("Ansongo")
        yield one, child_of(server, *others)


async def works(one: Visitor) -> None:
    """Wait until the dashboard has answered a key."""
    one.forget()
    await one.type("?")
    await one.until("Esc")
    one.forget()
    await one.type("\x1b")
    await one.until("Ansongo")


async def test_nonsense_ends_nothing_and_is_bounded(port: int, tmp_path: Path) -> None:
    state, log = tmp_path / "state", tmp_path / "log"
    keys = ["\x1b[1114112u", "\x1b[999999999~", f"\x1b[{'9' * 20}u", "\x1b[48;0;0;0;0t\x1b[<0;5;5M"]
    sizes = ["-1", "0", "80.5", "null", "[80]", "1e999", "1" + "0" * 9, "true"]
    frames = [
        *(json.dumps(["stdin", key]) for key in keys),
        *(f'["resize",{{"width":{size},"height":{size}}}]' for size in sizes),
        *('["resize",{"width":400,"height":150}]', "{}", '["stdin",5]', '["stdin","\\ud800"]'),
        *("[" * 200_000, "null", '["ping",[]]', '["quit"]', "\x00"),
    ]
    async with (
        served(port, state=state, log=log) as server,
        aiohttp.ClientSession() as session,
    ):
        async with joined(server, session, port) as (one, child):
            for frame in frames:
                await one.socket.send_str(frame)
            await one.socket.send_bytes(b"\xff\xfe")
            await works(one)
            assert child.runs
            assert members(server.pid) == [server.pid, child.pid]
        await child.gone(10)
    assert log.read_text("utf-8") == ""
    assert not state.exists()


async def test_an_address_asks_for_no_more_than_a_screen(port: int) -> None:
    async with served(port), aiohttp.ClientSession() as session:
        for width, height in (("20000", "20000"), ("-1", "0"), ("1e999", "x")):
            async with visitor(session, port, width=width, height=height) as one:
                await one.until("Ansongo")
        # A large screen is drawn whole.
        async with visitor(session, port, width=400, height=150) as one:
            await one.until("Ansongo")
            await one.until(lambda one: len(one.text) >= 400 * 150)


async def test_what_is_sent_is_bounded(port: int, tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with served(port, log=log) as server, aiohttp.ClientSession() as session:
        async with joined(server, session, port) as (one, child):
            # A pasted page of text.
            await one.type("/")
            await one.until("To the list")
            one.forget()
            await one.type(f"\x1b[200~region:gao{' ' * 5_000}\x1b[201~")
            await one.until("2 of 13 sites")
            # More than the process can handle; the visitor leaves amid it.
            for _ in range(100):
                await one.type("a" * 16_000)
        await child.gone(10)
        # A single message of that size is refused.
        async with joined(server, session, port) as (one, child):
            with suppress(ConnectionError):  # the server may close while it still sends
                await one.type("a" * 3_900_000)
            await one.closed()
        await child.gone(10)
    assert log.read_text("utf-8") == ""


async def test_a_process_that_does_not_hear_is_killed_and_counts_until_then(port: int) -> None:
    one_place = "server.MAX_VISITORS = 1"
    address = f"http://127.0.0.1:{port}"
    async with served(port, patch=one_place) as server, aiohttp.ClientSession() as session:
        async with joined(server, session, port) as (_, child):
            os.kill(child.pid, signal.SIGSTOP)
        async with session.get(address) as page:
            assert page.status == 503
        assert child.runs
        await child.gone(10)
        async with asyncio.timeout(PATIENCE):  # until the server has noticed its end
            while page.status == 503:
                async with session.get(address) as page:
                    pass


async def test_whoever_takes_no_output_holds_nothing(port: int) -> None:
    async with served(port) as server, aiohttp.ClientSession() as session:
        async with joined(server, session, port) as (one, child):
            for number in range(100):
                size = {"width": 300 + number % 2, "height": 150}
                await one.send(["resize", size])
            transport = one.socket.get_extra_info("socket")
            # Reset the connection, as a machine does that was switched off and on again.
            transport.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, struct.pack("ii", 1, 0))
        await child.gone(10)


async def test_processes_end_with_a_server_that_is_killed(port: int) -> None:
    async with (
        served(port) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (_, stopped),
        joined(server, session, port, stopped) as (busy, other),
        visitor(session, port) as early,
    ):
        os.kill(stopped.pid, signal.SIGSTOP)
        for _ in range(20):
            await busy.type("a" * 16_000)
        await early.socket.receive()  # this dashboard is still starting
        server.kill()
        await server.wait()
        await stopped.gone(10)
        await other.gone(10)
        async with asyncio.timeout(PATIENCE):
            for pid in members(server.pid):
                await Child(pid).gone()


async def test_a_server_that_stops_leaves_nobody(port: int, tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with (
        served(port, log=log) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (_, stopped),
        joined(server, session, port, stopped),
        visitor(session, port),
    ):
        os.kill(stopped.pid, signal.SIGSTOP)
        server.send_signal(signal.SIGTERM)
        # Two seconds until the kill, and time for the rest on a busy machine.
        assert await asyncio.wait_for(server.wait(), 10) == 0
        assert members(server.pid) == []
    assert log.read_text("utf-8") == ""


def limits_of(child: Child) -> dict[str, str]:
    """The soft limits of a process, by their names in /proc."""
    lines = Path(f"/proc/{child.pid}/limits").read_text("utf-8").splitlines()
    return {line[:26].strip(): line[26:].split()[0] for line in lines}


async def test_a_process_has_bounds_of_memory_and_processor_time(port: int) -> None:
    async with (
        served(port) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (_, child),
    ):
        limits = limits_of(child)
        assert int(limits["Max data size"]) == 2**30
        assert 60 <= int(limits["Max cpu time"]) <= 120
        assert int(limits["Max core file size"]) == 0


@asynccontextmanager
async def alone() -> AsyncIterator[asyncio.subprocess.Process]:
    """The process of a visitor without a server; after the beginning its output is not read."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "minusma_tui", "view"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ
        | {
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "COLUMNS": "120",
            "ROWS": "40",
        },
        limit=1_000,  # bytes, beyond which the pipe fills
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            await process.stdout.readexactly(20_000)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        assert process.stdout is not None
        await process.stdout.read()
        await process.wait()


async def test_a_process_takes_in_no_more_than_it_can_do() -> None:
    async with alone() as process:
        assert process.stdin is not None
        keys = b"jk" * 1_000
        packet = b"D" + len(keys).to_bytes(4, "big") + keys
        process.stdin.write(packet * 1_500)
        with pytest.raises(TimeoutError):  # three megabytes, which the process does not read
            await asyncio.wait_for(process.stdin.drain(), 2)
        # It notices the end of its input nevertheless; what it has not read does not matter.
        process.stdin.transport.abort()
        child = Child(process.pid)
        await child.gone(10)


async def test_only_our_own_pages_are_trusted(port: int) -> None:
    origins = ["null", "", "file://", "file:///x", "http://[", "https://", "http://:80", "data:,"]
    public = "https://drawdown.example.org"
    async with (
        served(port, f"--public-url={public}", address=public),
        aiohttp.ClientSession() as session,
    ):
        for headers in (
            *({"Origin": origin} for origin in origins),
            *({"Host": host} for host in ("", "[", "null", ":80", "example.org")),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(f"http://127.0.0.1:{port}/ws", headers=headers)
            assert caught.value.status in (400, 403), headers


async def test_strangers_fill_neither_log_nor_page(port: int, tmp_path: Path) -> None:
    log = tmp_path / "log"
    address = f"http://127.0.0.1:{port}"
    async with served(port, log=log) as server, aiohttp.ClientSession() as session:
        for _ in range(50):
            async with session.get(f"{address}/ws") as answer:
                assert answer.status == 426
            async with session.get(f"{address}/ws", headers={"Origin": "http://["}) as answer:
                assert answer.status == 403
            async with session.get(f"{address}/download/x") as answer:
                assert answer.status == 404
        async with session.get(address) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        for garbage in (b"\x16\x03\x01", b"GET / HTTP/9\r\n\r\n", b"GET\r\n\r\n", b"\xff" * 10_000):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(garbage)
            writer.write_eof()
            await asyncio.wait_for(reader.read(), PATIENCE)
            writer.close()
        assert members(server.pid) == [server.pid]
    said = log.read_text("utf-8")
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 4


async def test_half_a_request_is_not_waited_for(port: int) -> None:
    async with served(port, patch="server.SECONDS_TO_ASK = 0.5"):
        for half in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(half)
            assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
            writer.close()


async def test_only_so_many_connections_are_held(port: int) -> None:
    few = "server.MAX_CONNECTIONS = 4"
    async with (
        served(port, patch=few) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (one, _),
    ):
        held = []
        for _ in range(20):
            held.append(await asyncio.open_connection("127.0.0.1", port))
            held[-1][1].write(b"GET")
        # The oldest are closed, but no visitor and no new connection.
        for reader, _ in held[:16]:
            with suppress(ConnectionResetError):
                assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        await works(one)
        async with session.get(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        for _, writer in held:
            writer.close()


async def test_a_visitor_does_not_make_room_for_another_connection(port: int) -> None:
    single = "server.MAX_CONNECTIONS = 1"
    async with (
        served(port, patch=single) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (one, _),
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()
        await works(one)


async def test_a_broken_dataset_tells_its_name_and_not_where_it_is(
    port: int, tmp_path: Path
) -> None:
    log, folder = tmp_path / "log", tmp_path / "secret"
    folder.mkdir()
    path = folder / "mission.toml"
    path.write_bytes(embedded(DEFAULT).read_bytes())
    async with (
        served(port, "--", str(path), log=log) as server,
        aiohttp.ClientSession() as session,
    ):
        async with joined(server, session, port) as (one, _):
            path.write_text("no dataset at all", "utf-8")
            one.forget()
            await one.until("problem")
            assert "secret" not in one.text
        async with visitor(session, port, width=200) as one:
            await one.until("mission.toml:1:")
            assert "secret" not in one.text
        path.unlink()
        async with visitor(session, port) as one:
            await one.closed()
            assert "secret" not in f"{one.text}{one.told}"


async def test_a_download_is_whole_or_refused(port: int, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{port}/download"
    log = tmp_path / "log"
    async with (
        served(port, log=log) as server,
        aiohttp.ClientSession() as session,
        joined(server, session, port) as (one, _),
    ):
        await one.type("e")
        await one.until(".csv")
        await one.type("\r")
        await one.until(lambda one: any(said[0] == "deliver_file_start" for said in one.told))
        (key,) = (said[1] for said in one.told if said[0] == "deliver_file_start")
        async with session.head(f"{address}/{key}") as answer:
            assert answer.status == 405

        async def fetch() -> tuple[int, bytes]:
            async with session.get(f"{address}/{key}") as answer:
                return answer.status, await answer.read()

        (status, table), *others = sorted(await asyncio.gather(*(fetch() for _ in range(5))))
        assert status == 200
        assert table.startswith(b"id,")
        assert table.count(b"\n") > 13
        assert [status for status, _ in others] == [404] * 4
        await works(one)
    assert log.read_text("utf-8") == ""


@pytest.mark.skipif(not sockets.has_ipv6, reason="no IPv6 here")
async def test_ipv6_is_written_as_addresses_have_it() -> None:
    try:
        port = free_port("::1")
    except OSError:
        pytest.skip("no IPv6 here")
    address = f"http://[::1]:{port}"
    async with (
        served(port, "--host=::1", address=address),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}/ws", headers={"Origin": address}) as socket,
    ):
        assert not socket.closed
