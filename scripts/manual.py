"""Prints the manual page, made from the `--help` of each command: `make manual`."""

import os

from argparse_manpage.manpage import Manpage

from minusma_tui import __version__
from minusma_tui.cli import COMMANDS, make_parser
from minusma_tui.language.catalogue import speak

SECTIONS = {
    "SYNOPSIS": r"""
.B minusma\-tui
[\fIDATASET\fR] [\fIoptions\fR]
.br
.B minusma\-tui
\fICOMMAND\fR [\fIoptions\fR]
""",
    "EXIT STATUS": r"""
.TP
0
Done.
.TP
1
The dataset has problems, or output could not be written.
.TP
2
Wrong usage.
.TP
130
Interrupted.
.TP
128 + n
Ended by another signal n.
""",
    "FILES": r"""
.TP
.I ~/.config/minusma\-tui/config.toml
Settings: theme, language, sort, columns, keys. Optional.
.TP
.I ~/.local/state/minusma\-tui/state.toml
What was changed inside the dashboard. The program writes it.
.TP
.I ~/.local/state/minusma\-tui/crash.log
The traceback of the last internal error.
""",
    "ENVIRONMENT": r"""
.TP
.BR LANGUAGE ", " LC_ALL ", " LC_MESSAGES ", " LANG
The language, without \fB\-\-lang\fR. The locale C means English.
.TP
.B NO_COLOR
No colours if it is set.
.TP
.B TERM
The dashboard refuses \fIdumb\fR and \fIunknown\fR; use \fBminusma\-tui report\fR there.
.TP
.BR XDG_CONFIG_HOME ", " XDG_STATE_HOME
Other folders for the files above.
""",
}
"""Sections that `--help` does not have, as roff, by heading."""


def manual() -> str:
    """The page in English; each run gives the same text."""
    speak("en")
    os.environ["COLUMNS"] = "80"  # the width to which argparse wraps lines
    parser = make_parser()
    parser.epilog = None  # its example is in EXAMPLES
    page = Manpage(
        parser,
        {
            "project_name": "minusma-tui",
            "version": __version__,
            "manual_title": "minusma-tui",
            "description": "terminal dashboard for the drawdown of a UN peace mission",
            "authors": [],
        },
    )
    page.date = ""
    for heading, text in SECTIONS.items():
        page.add_section(heading, "=", text.strip())
    page.add_section("EXAMPLES", "=", _examples())
    return str(page)


def _examples() -> str:
    """The examples of all commands, one per line, escaped for roff."""
    lines = [line for command in COMMANDS.values() for line in command.example.splitlines()]
    said = (line.replace("\\", "\\e").replace("-", "\\-") for line in lines)
    # After \& nothing is a roff request.
    return "\n".join([".nf", *(f"\\&{line}" for line in said), ".fi"])


if __name__ == "__main__":
    print(manual(), end="")
