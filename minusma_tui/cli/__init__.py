"""The command line: arguments, one module a command, exit status; the only place that prints."""

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from minusma_tui import __version__
from minusma_tui.cli.check import CHECK
from minusma_tui.cli.common import (
    DONE,
    FAILED,
    INTERRUPTED,
    MISUSED,
    UsageError,
    complain,
    is_at_home,
    print_problems,
    printable,
    report_crash,
)
from minusma_tui.cli.completion import COMPLETION
from minusma_tui.cli.export import EXPORT
from minusma_tui.cli.import_ import IMPORT
from minusma_tui.cli.new import NEW
from minusma_tui.cli.report import REPORT
from minusma_tui.cli.schema import SCHEMA
from minusma_tui.cli.serve import SERVE
from minusma_tui.cli.streams import close_streams, open_streams
from minusma_tui.cli.view import VIEW
from minusma_tui.language import (
    CATALOGUES,
    DOMAIN,
    languages,
    msg,
    of_the_locale,
    say_os_error,
    speak,
    spoken,
    tr,
)
from minusma_tui.settings import Settings, config_path, read_config, read_state

if TYPE_CHECKING:
    from minusma_tui.reading.problems import DatasetError

_COMMANDS = {
    "view": VIEW,
    "check": CHECK,
    "report": REPORT,
    "export": EXPORT,
    "schema": SCHEMA,
    "new": NEW,
    "import": IMPORT,
    "serve": SERVE,
    "completion": COMPLETION,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    # What is made until the first frame lives as long as the process: looking through it for
    # garbage again and again took a tenth of the time. The dashboard turns it on again.
    gc.disable()
    open_streams()
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except UsageError as error:
        return complain(f"minusma-tui: {error}", MISUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return DONE  # whoever read us has enough
    except OSError as error:
        return complain(
            f"minusma-tui: {tr('cannot write: {reason}', reason=say_os_error(error))}", FAILED
        )
    except SystemExit:  # of argparse, which has said why
        raise
    except BaseException as error:  # the last resort: whatever it is, no traceback on the screen
        return complain(report_crash(error), FAILED)
    finally:
        close_streams()
    gc.freeze()  # else the interpreter looks for garbage in a large dataset before it ends
    return status


def _run(given: list[str]) -> int:
    """Run the command that was given."""
    if not given or (given[0] not in _COMMANDS and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "view")
    speak(_asked(given) or of_the_locale())
    config, broken = _configured()
    speak(_asked(given) or config.lang or _left(given[0]) or of_the_locale())
    _let_argparse_speak()
    options = make_parser().parse_args(given)
    options.config = config
    if broken is not None:  # told only now: --help is there for who has to mend it
        print_problems(broken.problems)
        return FAILED
    return _COMMANDS[options.command].run(options)


_OF_ARGPARSE = (
    msg("usage: "),
    msg("positional arguments"),
    msg("options"),
    msg("show this help message and exit"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("the following arguments are required: %s"),
    msg("unrecognized arguments: %s"),
    msg("expected one argument"),
    msg("expected at least one argument"),
    msg("ambiguous option: %(option)s could match %(matches)s"),
    msg("ignored explicit argument %r"),
    msg("invalid choice: %(value)r (choose from %(choices)s)"),
    msg("invalid %(type)s value: %(value)r"),
)


def _let_argparse_speak() -> None:
    """It asks gettext itself, which looks at the environment for the language."""
    os.environ["LANGUAGE"] = spoken()
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = tr("try: {command}", command=f"{self.prog} --help")
        self.exit(MISUSED, f"{self.prog}: {printable(message)}\n{hint}\n")


def _configured() -> "tuple[Settings, DatasetError | None]":
    """The settings of config.toml, and what is wrong with it; a visitor has nothing of them."""
    try:
        path = config_path()
        if not (is_at_home() and os.path.lexists(path)):
            return Settings(), None
    except OSError:  # as where there is no home
        return Settings(), None
    from minusma_tui.app.commands import default_keys
    from minusma_tui.reading.problems import DatasetError

    try:
        return read_config(path, default_keys()), None
    except DatasetError as error:
        return Settings(), error


def _left(command: str) -> str | None:
    """The language in which the dashboard was left; what scripts run does not depend on it."""
    return read_state().lang if command == "view" and is_at_home() else None


def _asked(given: Sequence[str]) -> str | None:
    """The language of --lang, before there is a parser that explains itself in it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?")
    asked = parser.parse_known_args(given)[0].lang
    return asked if asked in languages() else None


def make_parser() -> argparse.ArgumentParser:
    """The command line as it is read, explained, completed and described in the manual."""
    parser = _Parser(
        prog="minusma-tui",
        usage=tr("%(prog)s [DATASET] [options]\n       %(prog)s COMMAND [-h] ..."),
        description=tr("A terminal dashboard for the drawdown of a UN peace mission."),
        epilog=tr(
            "example: {command} (press ? inside for the keys)",
            command="minusma-tui --filter region:gao",
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
        help=tr(
            "show program's version number and exit"
        ),  # before 3.12 argparse says it in English
    )
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog=parser.prog
    )
    for name, command in _COMMANDS.items():
        said = tr(command.help)
        sub = commands.add_parser(
            name,
            help=said,
            description=f"{said[0].upper()}{said[1:]}.",
            epilog=tr("example: {command}", command="")
            + command.example.replace("\n", "\n         "),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(sub)
        sub.add_argument(
            "--lang", choices=languages(), help=tr("the language; left out: the locale's")
        )
    return parser
