"""Prints the manual page, made from the `--help` of each command: `make manual`."""

import os

from argparse_manpage.manpage import Manpage

from minusma_tui import __version__
from minusma_tui.cli import make_parser
from minusma_tui.language.catalogue import speak


def manual() -> str:
    """The page in English; each run gives the same text."""
    speak("en")
    os.environ["COLUMNS"] = "80"  # the width to which argparse wraps lines
    page = Manpage(
        make_parser(),
        {
            "project_name": "minusma-tui",
            "version": __version__,
            "manual_title": "minusma-tui",
            "authors": [],
        },
    )
    page.date = ""
    return str(page)


if __name__ == "__main__":
    print(manual(), end="")
