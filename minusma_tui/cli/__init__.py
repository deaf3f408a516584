"""The command line: arguments, one module a command, exit status; the only place that prints."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from minusma_tui import __version__
from minusma_tui.cli.check import CHECK
from minusma_tui.cli.common import DONE, FAILED, INTERRUPTED, MISUSED, UsageError, complain
from minusma_tui.cli.export import EXPORT
from minusma_tui.cli.import_ import IMPORT
from minusma_tui.cli.new import NEW
from minusma_tui.cli.report import REPORT
from minusma_tui.cli.schema import SCHEMA
from minusma_tui.cli.serve import SERVE
from minusma_tui.cli.view import VIEW
from minusma_tui.crash import log_crash

_COMMANDS = {
    "view": VIEW,
    "check": CHECK,
    "report": REPORT,
    "export": EXPORT,
    "schema": SCHEMA,
    "new": NEW,
    "import": IMPORT,
    "serve": SERVE,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    # What is made until the first frame lives as long as the process: looking through it for
    # garbage again and again took a tenth of the time. The dashboard turns it on again.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says: names have accents, and the dashboard is drawn on stderr.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in _COMMANDS and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "view")
    options = _parser().parse_args(given)
    try:
        status = _COMMANDS[options.command].run(options)
        sys.stdout.flush()
    except UsageError as error:
        return complain(f"minusma-tui: {error}", MISUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has enough; keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return complain(f"minusma-tui: cannot write: {error.strerror or error}", FAILED)
    except Exception:  # the last resort: whatever it is, no traceback on the screen
        return complain(log_crash(), FAILED)
    return status


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(MISUSED, f"{self.prog}: {message}\ntry: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="minusma-tui",
        usage="%(prog)s [DATASET] [options]\n       %(prog)s COMMAND [-h] ...",
        description="A terminal dashboard for the drawdown of a UN peace mission.",
        epilog="example: minusma-tui --filter region:gao (press ? inside for the keys)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog=parser.prog
    )
    for name, command in _COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog="example: " + command.example.replace("\n", "\n         "),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(sub)
    return parser
