"""The command line: it parses the arguments, runs one command and returns the exit status.

Each command is a module of this package, the only one that prints.
"""

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, NoReturn, TypedDict

from minusma_tui import __version__
from minusma_tui.cli.check import CHECK
from minusma_tui.cli.command_line import in_order
from minusma_tui.cli.common import (
    DONE,
    FAILED,
    INTERRUPTED,
    MISUSED,
    Subcommand,
    UsageError,
    complain,
    is_local_user,
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
from minusma_tui.cli.settings import Settings, config_path, read_config, read_state
from minusma_tui.cli.streams import close_streams, open_streams
from minusma_tui.cli.view import VIEW
from minusma_tui.language.catalogue import (
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

if TYPE_CHECKING:
    from minusma_tui.reading.problems import DatasetError

_PROGRAM = "minusma-tui"
COMMANDS = {
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
    """Run one command and return its exit status.

    `arguments` are by default those of the process. argparse raises SystemExit after --help,
    --version and its own errors.
    """
    # Objects made before the first frame live as long as the process; collecting garbage among
    # them took a tenth of the time. The dashboard enables the collector again.
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
        return DONE  # the reader of the pipe has closed it, as `head` does
    except OSError as error:
        return complain(
            f"minusma-tui: {tr('cannot write: {reason}', reason=say_os_error(error))}", FAILED
        )
    except SystemExit:  # from argparse, which has printed the reason
        raise
    except BaseException as error:  # the last resort: no traceback on the screen
        return complain(report_crash(error), FAILED)
    finally:
        close_streams()
    gc.freeze()  # spares the interpreter's last collection, over a large dataset
    return status


def _run(given: Sequence[str]) -> int:
    """Run the given command line.

    Its language is that of --lang, of config.toml, of the last dashboard (only for `view`), or of
    the locale, the first of them that is set.
    """
    asked = _requested_language(given)
    speak(asked or of_the_locale())
    config, broken = _load_config()
    wanted = asked or config.lang
    speak(wanted or of_the_locale())
    words = in_order(given, COMMANDS)
    speak(wanted or _remembered_language(words[0]) or of_the_locale())
    _let_argparse_speak()
    options = _parse(words)
    options.config = config
    options.make_parser = make_parser
    if broken is not None:  # reported only now, so that --help works with a broken file, too
        print_problems(broken.problems)
        return FAILED
    return COMMANDS[words[0]].run(options)


def _parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse a command line whose first word is a command, --help or --version."""
    command = COMMANDS.get(words[0])
    if command is None:  # --help or --version
        return make_parser().parse_args(words)
    parser = _Parser(prog=f"{_PROGRAM} {words[0]}", **_texts(command))
    _add_options(parser, command)
    return parser.parse_args(words[1:])


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
"""Texts of argparse itself, marked here so that the catalogues have them."""


def _let_argparse_speak() -> None:
    """Have argparse print its own texts in the chosen language.

    argparse calls gettext itself, which takes the language from the environment.
    """
    os.environ["LANGUAGE"] = spoken()
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


class _Texts(TypedDict):
    description: str
    epilog: str
    formatter_class: type[argparse.HelpFormatter]


class _Parser(argparse.ArgumentParser):
    """A parser that raises OSError if help or version cannot be printed; argparse ignores that."""

    def print_help(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        print(self.format_help(), end="", file=file)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if sys.stdout is not None:
            sys.stdout.flush()
        super().exit(status, message)

    def error(self, message: str) -> NoReturn:
        hint = tr("try: {command}", command=f"{self.prog} --help")
        self.exit(MISUSED, f"{self.prog}: {printable(message)}\n{hint}\n")


class _Version(argparse.Action):
    """Print the version and exit."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{_PROGRAM} {__version__}")
        parser.exit()


def _load_config() -> "tuple[Settings, DatasetError | None]":
    """Read config.toml: its settings, and the error if it is invalid.

    A visitor of `serve` gets the defaults, and so does a user without the file.
    """
    try:
        path = config_path()
        if not (is_local_user() and os.path.lexists(path)):
            return Settings(), None
    except OSError:  # such as no home directory
        return Settings(), None
    from minusma_tui.app.commands import default_keys
    from minusma_tui.reading.problems import DatasetError

    try:
        return read_config(path, default_keys()), None
    except DatasetError as error:
        return Settings(), error


def _remembered_language(command: str) -> str | None:
    """The language of the last dashboard, only for `view`: scripts must not depend on it."""
    return read_state().lang if command == "view" and is_local_user() else None


def _requested_language(given: Sequence[str]) -> str | None:
    """Find --lang before the real parser is built, whose own texts are in that language.

    None if it is missing or unknown.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?")
    asked = parser.parse_known_args(given)[0].lang
    return asked if asked in languages() else None


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands, for --help, shell completion and the manual page."""
    parser = _Parser(
        prog=_PROGRAM,
        usage=tr("%(prog)s [DATASET] [options]\n       %(prog)s COMMAND [-h] ..."),
        description=tr("A terminal dashboard for the drawdown of a UN peace mission."),
        epilog=tr(
            "example: {command} (press ? inside for the keys)",
            command="minusma-tui --filter region:gao",
        ),
    )
    commands = parser.add_subparsers(metavar="COMMAND", prog=parser.prog)
    for name, command in COMMANDS.items():
        _add_options(commands.add_parser(name, help=tr(command.help), **_texts(command)), command)
    # The options of the default command come last, so that DATASET comes after COMMAND.
    _add_options(parser, VIEW)
    return parser


def _texts(command: Subcommand) -> _Texts:
    said = tr(command.help)
    return {
        "description": f"{said[0].upper()}{said[1:]}.",
        "epilog": tr("example: {command}", command="")
        + command.example.replace("\n", "\n         "),
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def _add_options(parser: argparse.ArgumentParser, command: Subcommand) -> None:
    command.add_options(parser)
    parser.add_argument(
        "--lang", choices=languages(), help=tr("the language (default: the locale's)")
    )
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        dest=argparse.SUPPRESS,
        help=tr("show program's version number and exit"),
    )
