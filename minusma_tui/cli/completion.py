"""`minusma-tui completion`: scripts with which shells complete commands, options and files."""

import argparse
from collections.abc import Iterator

from minusma_tui.cli.common import DONE, Subcommand
from minusma_tui.language.catalogue import msg, tr

SHELLS = ("bash", "zsh", "fish")
_FILES = ("DATASET", "PATH", "CSV")
"""The metavars of arguments that are files."""
# The first word is a command or a file to open: a TOML file, or any file if no command matches.
_BASH = """
_minusma_tui_files() {
  compgen -f -X '!*.toml' -- "$1" ||
    [ -n "$(compgen -W "${_shtab_minusma_tui_subparsers[*]}" -- "$1")" ] || compgen -f -- "$1"
}
_shtab_minusma_tui_pos_0_COMPGEN=_minusma_tui_files
"""
_ZSH = """
_minusma_tui_first_word() {
  local found=1
  _shtab_minusma_tui_commands && found=0
  _files && found=0
  return found
}
"""
_PREAMBLES = {"bash": _BASH, "zsh": _ZSH}


def completion(options: argparse.Namespace) -> int:
    """Print the completion script for a shell."""
    import shtab

    from minusma_tui.app.themes import theme_names

    parser: argparse.ArgumentParser = options.make_parser()
    # With it the shells would expect DATASET as the first word and the command as the second.
    (dataset,) = (action for action in parser._actions if action.dest == "dataset")  # noqa: SLF001
    parser._remove_action(dataset)  # noqa: SLF001
    for action in _actions(parser):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif "--theme" in action.option_strings:
            action.choices = sorted(theme_names())
    script = shtab.complete(parser, options.shell, preamble=_PREAMBLES.get(options.shell, ""))
    print(script.replace("': :_shtab_minusma_tui_commands'", "': :_minusma_tui_first_word'"))
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The actions of a parser and of all its subparsers."""
    for action in parser._actions:  # noqa: SLF001  # argparse has no public list of them
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for sub in action.choices.values():
                yield from _actions(sub)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help=tr("the shell"))


COMPLETION = Subcommand(
    completion,
    msg("print a completion script for a shell"),
    """minusma-tui completion bash > ~/.local/share/bash-completion/completions/minusma-tui
minusma-tui completion zsh > ~/.zfunc/_minusma-tui
minusma-tui completion fish > ~/.config/fish/completions/minusma-tui.fish""",
    _add_options,
)
