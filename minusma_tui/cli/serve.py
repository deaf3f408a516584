"""`minusma-tui serve`: show the dashboard in a browser."""

import argparse
import os
from errno import errorcode

from minusma_tui.cli.common import (
    DONE,
    FAILED,
    Subcommand,
    UsageError,
    add_dataset,
    complain,
    expect_theme,
    load_or_complain,
    read_as_of,
    read_query,
)
from minusma_tui.cli.serving.addresses import is_local, name_in
from minusma_tui.language.catalogue import msg, say_os_error, spoken, tr


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if str(options.dataset) == "-":
        raise UsageError(tr("each visitor reads the dataset again: name a file"))
    if not 0 < options.port < 65536:
        raise UsageError(
            tr(
                "--port: expected {first} to {last}, found {port}",
                first=1,
                last=65535,
                port=options.port,
            )
        )
    host = options.host.removeprefix("[").removesuffix("]")
    if not host:
        raise UsageError(tr("--host: expected a name or an address"))
    if options.public_url is not None and name_in(options.public_url) is None:
        raise UsageError(
            tr(
                "--public-url: expected an address such as https://drawdown.example.org, "
                "found '{address}'",
                address=options.public_url,
            )
        )
    from minusma_tui.situation.world import World

    # A wrong theme, dataset, day or filter is reported here, not to each visitor.
    expect_theme(options)
    dataset = load_or_complain(options.dataset)
    if dataset is None:
        return FAILED
    read_as_of(options, dataset)
    read_query(options, World(dataset))
    try:
        from minusma_tui.cli.serving.server import DashboardServer
    except ModuleNotFoundError as error:
        return complain(
            f"minusma-tui: {tr('serving needs the package {name}', name=error.name)}: "
            "pip install 'minusma-tui[serve]'",
            FAILED,
        )
    if not is_local(host):
        said = tr("everyone who reaches {host} on the network can open it", host=host)
        complain(f"minusma-tui: {said}", DONE)
    server = DashboardServer(_view_options(options), host, options.port, options.public_url)
    try:
        server.serve()
    except OSError as error:
        # asyncio adds the address to the reason, which our message names already. The error of a
        # host without an address is not an errno of the system; its own text is the reason.
        number = error.errno or 0
        reason = os.strerror(number) if number in errorcode else str(error.strerror)
        said = tr(
            "cannot serve on {host} port {port}: {reason}; --port takes another",
            host=host,
            port=options.port,
            reason=say_os_error(OSError(number, reason)),
        )
        return complain(f"minusma-tui: {said}", FAILED)
    return DONE


def _view_options(options: argparse.Namespace) -> list[str]:
    """The arguments of `view` for the same dataset, day, filter, theme and language."""
    given = [f"--filter={options.filter}", f"--lang={spoken()}"]
    if options.as_of is not None:
        given.append(f"--as-of={options.as_of}")
    if options.theme is not None:
        given.append(f"--theme={options.theme}")
    if options.dataset is not None:
        given += ["--", str(options.dataset.absolute())]
    return given


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_dataset(parser)
    parser.add_argument("--theme", metavar="NAME", help=tr("such as textual-light or nord"))
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=tr(
            "the address to serve on (default: {address}, this machine only)", address="127.0.0.1"
        ),
    )
    parser.add_argument(
        "--port", type=int, default=8000, help=tr("the port to serve on (default: 8000)")
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help=tr("the address that visitors see, where a proxy forwards to it"),
    )


SERVE = Subcommand(
    serve,
    msg("show the dashboard in a browser"),
    """minusma-tui serve
minusma-tui serve dataset.toml --port 8080 --public-url https://drawdown.example.org""",
    _add_options,
)
