"""The dashboard in a browser: a process for each visitor, which textual-serve joins to the page."""

import asyncio
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from signal import Signals
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from minusma_tui.cli.common import printable
from minusma_tui.language import tr

_TEMPLATES = Path(__file__).parent.parent / "web"
"""Our page: that of textual-serve fetches a font from elsewhere."""


MOST_VISITORS = 50
"""At once; each has a process of some 42 MiB."""
LOCAL = ("127.0.0.1", "localhost", "::1")
"""The hosts that only this machine reaches."""


class DashboardServer(Server):
    """Serves one dataset; ends every visitor's process when it ends."""

    def __init__(
        self, options: Sequence[str], host: str, port: int, public_url: str | None
    ) -> None:
        """`options` are those of `minusma-tui view`, for each visitor alike."""
        # The shell makes way for the program, so that nothing is left when that ends.
        command = "exec " + shlex.join([sys.executable, "-m", "minusma_tui", "view", *options])
        super().__init__(
            command,
            host=host,
            port=port,
            title="minusma-tui",
            public_url=public_url,
            templates_path=_TEMPLATES,
        )
        self._visits: set[asyncio.Task[web.WebSocketResponse]] = set()

    def serve(self, debug: bool = False) -> None:
        """Until SIGINT or SIGTERM; raises OSError where it cannot listen."""
        self.debug = debug
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for signal in (Signals.SIGINT, Signals.SIGTERM):
            loop.add_signal_handler(signal, stopped.set)
        runner = web.AppRunner(await self._make_app(), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            said = tr("serving on {address} (Ctrl+C ends)", address=self.public_url)
            print(f"minusma-tui: {printable(said)}", flush=True)
            await stopped.wait()
        finally:
            await runner.cleanup()

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said before it listens."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Else the server waits a minute for visitors to leave by themselves."""
        del app
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page, where there is room for one more."""
        self._expect_room()
        page: web.StreamResponse = await super().handle_index(request)
        return page

    def _expect_room(self) -> None:
        if len(self._visits) >= MOST_VISITORS:
            said = tr("too many look at it at once; try again later")
            raise web.HTTPServiceUnavailable(text=said, headers={"Retry-After": "60"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Join a page of ours to a new process; a page of anyone else is refused."""
        origin = request.headers.get("Origin")
        asked = {request.host, request.host if origin is None else urlsplit(origin).netloc}
        if not asked <= self._names(request):
            raise web.HTTPForbidden(text=tr("the page is not of this server"))
        self._expect_room()
        visit = asyncio.create_task(super().handle_websocket(request))
        self._visits.add(visit)
        try:
            return await visit
        finally:
            self._visits.discard(visit)

    def _names(self, request: web.Request) -> set[str]:
        """What the server may be called.

        On this machine only, whatever the request calls it is not enough: the name of anyone's
        page can be made to mean this machine.
        """
        if self.host in LOCAL:
            port = "" if self.port == 80 else f":{self.port}"  # as browsers say it
            names = {f"{name}{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        else:
            names = {request.host}
        return names | {urlsplit(self.public_url).netloc}
