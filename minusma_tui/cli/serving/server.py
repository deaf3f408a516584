"""The web server: the page, and a process for each visitor behind its WebSocket."""

import asyncio
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from signal import Signals
from string import Template
from typing import cast

import textual_serve
from aiohttp import web

from minusma_tui.cli.common import printable
from minusma_tui.cli.serving.addresses import in_address, is_local, name_in
from minusma_tui.cli.serving.log import LineLog
from minusma_tui.cli.serving.page_messages import MAX_MESSAGE, read_size
from minusma_tui.cli.serving.visit import SECONDS_FOR_A_PIECE, Download, Visit
from minusma_tui.language.catalogue import spoken, tr

MAX_VISITORS = 50
"""At one time; each has a process of some 42 MiB."""
MAX_CONNECTIONS = 250
"""At one time; one more closes the oldest that is neither a visitor nor a download."""
SECONDS_TO_ASK = 10.0
"""Time after which a connection without a complete request is closed."""
SECONDS_TO_FETCH = 300.0
"""Time after which a connection that is neither a visitor nor a download is closed."""

_HEARTBEAT = 15.0
_PAGE = Path(__file__).parent
"""The folder of our page.

The page of textual-serve fetches a font from another site, and takes no key until it is clicked.
"""
_STATIC = Path(textual_serve.__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        # The terminal in the page writes inline styles.
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self'; img-src 'self' data:; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Server": "minusma-tui",
}

log = logging.getLogger(__name__)


class DashboardServer:
    """Serves one dataset; ends every visitor's process when it ends."""

    def __init__(
        self, options: Sequence[str], host: str, port: int, public_url: str | None
    ) -> None:
        """`options` are arguments of `minusma-tui view`, the same for each visitor.

        `public_url` is the address that visitors see, if it is not that of `host` and `port`.
        """
        self._command = [sys.executable, "-m", "minusma_tui", "view", *options]
        self._host = host
        self._port = port
        self._address = public_url or f"http://{in_address(host, None if port == 80 else port)}"
        self._visits: dict[asyncio.Task[None], Visit] = {}
        self._held: set[web.RequestHandler] = set()
        """The connections of visitors and downloads, which have no time limit."""

    def serve(self) -> None:
        """Serve until SIGINT or SIGTERM; raises OSError if the address cannot be listened on."""
        logging.getLogger().addHandler(LineLog())
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for signal in (Signals.SIGINT, Signals.SIGTERM):
            loop.add_signal_handler(signal, stopped.set)
        runner = web.AppRunner(
            self._make_app(),
            access_log=None,
            keepalive_timeout=SECONDS_TO_ASK,
            lingering_time=1.0,
            shutdown_timeout=0.3,
        )
        await runner.setup()
        server = cast("web.Server", runner.server)
        try:
            listener = await loop.create_server(
                lambda: self._take_connection(server), self._host, self._port
            )
            said = tr("serving on {address} (Ctrl+C ends)", address=self._address)
            print(f"minusma-tui: {printable(said)}", flush=True)
            sweeping = asyncio.create_task(self._end_connections(server))
            await stopped.wait()
            sweeping.cancel()
            listener.close()
        finally:
            await runner.cleanup()

    def _make_app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._show_page),
                web.get("/page.js", _show_script),
                web.get("/ws", self._join, allow_head=False),
                web.get("/download/{key}", self._hand_out, allow_head=False),
                web.static("/static", _STATIC),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self._leave_all)
        return app

    # Connections

    def _take_connection(self, server: web.Server) -> asyncio.Protocol:
        connections = [one for one in server.connections if not _is_closing(one)]
        if len(connections) >= MAX_CONNECTIONS:
            oldest = next((one for one in connections if one not in self._held), None)
            if oldest is None:
                return _Refused()
            _abort(oldest)
        return server()

    async def _end_connections(self, server: web.Server) -> None:
        """Close connections that last too long, except visitors and downloads, until cancelled."""
        since: dict[web.RequestHandler, float] = {}
        while True:
            await asyncio.sleep(SECONDS_TO_ASK)
            now = asyncio.get_running_loop().time()
            loose = [one for one in server.connections if one not in self._held]
            since = {one: since.get(one, now) for one in loose}
            for connection, began in since.items():
                if now - began >= SECONDS_TO_FETCH:
                    _abort(connection)

    @contextmanager
    def _hold(self, request: web.Request) -> Iterator[None]:
        """Exempt the connection from the time limit while the context lasts."""
        self._held.add(request.protocol)
        try:
            yield
        finally:
            self._held.discard(request.protocol)

    # Pages

    async def _show_page(self, request: web.Request) -> web.Response:
        """Serve the page; 503 if there are `MAX_VISITORS`."""
        self._expect_room()
        size = request.query.get("fontsize", "")
        texts = {
            "lang": spoken(),
            "left": tr("The dashboard has closed."),
            "again": tr("Open it again"),
            "noscript": tr("The dashboard needs JavaScript."),
            "font_size": size if size.isascii() and size.isdecimal() and len(size) < 4 else "16",
        }
        page = Template((_PAGE / "page.html").read_text("utf-8"))
        filled = page.substitute({name: escape(text) for name, text in texts.items()})
        return web.Response(text=filled, content_type="text/html")

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        """Send a file that a dashboard made. It can be fetched once; a second request gets 404."""
        download = self._take_download(request.match_info["key"])
        response = web.StreamResponse()
        response.content_type = download.media_type
        response.headers["Content-Disposition"] = f'attachment; filename="{download.name}"'
        with self._hold(request):
            await response.prepare(request)
            try:
                async for piece in download.visit.pieces(download):
                    async with asyncio.timeout(SECONDS_FOR_A_PIECE):
                        await response.write(piece)
            except (ConnectionError, TimeoutError):
                _abort(request.protocol)  # so that half a file does not look like a whole one
                return response
            await response.write_eof()
        return response

    def _take_download(self, key: str) -> Download:
        for visit in self._visits.values():
            download = visit.take(key)
            if download is not None:
                return download
        raise web.HTTPNotFound(text=tr("no file is ready at this address"))

    # Visitors

    async def _join(self, request: web.Request) -> web.StreamResponse:
        """Connect a page of ours to a new process; any other page is refused."""
        self._expect_ours(request)
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, timeout=1.0, max_msg_size=MAX_MESSAGE, compress=True
        )
        if not socket.can_prepare(request):
            raise web.HTTPUpgradeRequired(headers={"Upgrade": "websocket"})
        self._expect_room()
        size = read_size(request.query.get("width", ""), request.query.get("height", ""))
        visit = Visit(self._command, socket, size)
        with self._hold(request):
            task = asyncio.create_task(self._visit(visit, request))
            self._visits[task] = visit
            task.add_done_callback(self._visits.pop)
            await asyncio.wait([task])
        return socket

    async def _visit(self, visit: Visit, request: web.Request) -> None:
        try:
            await visit.socket.prepare(request)
            await visit.run()
        except ConnectionError:
            pass
        except OSError as error:
            log.warning("%s", error)
        finally:
            await visit.socket.close()

    def _expect_room(self) -> None:
        if len(self._visits) >= MAX_VISITORS:
            said = tr("too many visitors; try again later")
            raise web.HTTPServiceUnavailable(text=said, headers={"Retry-After": "60"})

    def _expect_ours(self, request: web.Request) -> None:
        """Raise 403 if the request comes from a page of another server.

        A server that listens only on this machine also refuses any Host but a name of this machine
        or the public address: the owner of another name can point it at this machine (DNS
        rebinding). On a network any Host is accepted.
        """
        host = name_in(f"http://{request.headers.get('Host', '')}")
        origin = host
        if "Origin" in request.headers:
            origin = name_in(request.headers["Origin"])
        names = {name_in(self._address)}
        if is_local(self._host):
            machine = {"127.0.0.1", "localhost", "::1", self._host}
            names |= {name_in(f"http://{in_address(name, self._port)}") for name in machine}
        else:
            names.add(host)
        if None in (host, origin) or not {host, origin} <= names:
            raise web.HTTPForbidden(text=tr("this server has no such page"))

    async def _leave_all(self, app: web.Application) -> None:
        """End all visits; otherwise the server would wait until the visitors leave."""
        del app
        tasks = list(self._visits)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Refused(asyncio.Protocol):
    """The protocol of a connection too many: it is closed at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


async def _show_script(request: web.Request) -> web.Response:
    del request
    script = (_PAGE / "page.js").read_text("utf-8")
    return web.Response(text=script, content_type="text/javascript")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    del request
    response.headers.update(_HEADERS)


def _is_closing(protocol: web.RequestHandler) -> bool:
    return protocol.transport is None or protocol.transport.is_closing()


def _abort(protocol: web.RequestHandler) -> None:
    if isinstance(protocol.transport, asyncio.Transport):
        protocol.transport.abort()
