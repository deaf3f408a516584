"""Where is the clipboard? In the terminal, which works from afar, too, and on the desktop."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress

from textual.app import App

PATIENCE = 2.0
"""Seconds that a program of the desktop may take."""
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""What takes a text from standard input, and the variable that says there is a desktop for it."""


def copy(app: App[None], text: str) -> None:
    """Ask the terminal to copy, and the desktop if there is one; nobody waits for either."""
    app.copy_to_clipboard(text)
    program = None if app.is_web else _program()
    if program is not None:
        app.run_worker(_give(program, text))


def _program() -> Sequence[str] | None:
    """None behind SSH, where the desktop is not that of who looks."""
    if "SSH_CONNECTION" in os.environ:
        return None
    if sys.platform == "darwin":
        return ("pbcopy",)
    for variable, command in _PROGRAMS:
        if os.environ.get(variable) and shutil.which(command[0]):
            return command
    return None


async def _give(command: Sequence[str], text: str) -> None:
    """Leave it be where it fails or takes too long: the terminal has the text, too."""
    with suppress(OSError):
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
        try:
            await asyncio.wait_for(process.communicate(text.encode()), PATIENCE)
        except TimeoutError:
            pass
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
