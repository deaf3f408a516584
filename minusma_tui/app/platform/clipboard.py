"""Copying to the clipboard, through the terminal (works over SSH too) and the desktop."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress

from textual.app import App

PATIENCE = 2.0
"""Seconds that a desktop program may take."""
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""Programs that copy standard input, each with the variable that is set on its desktop."""


def copy(app: App[None], text: str) -> None:
    """Copy through the terminal, and through the desktop if there is one; waits for neither."""
    app.copy_to_clipboard(text)
    program = None if app.is_web else _program()
    if program is not None:
        app.run_worker(_give(program, text))


def _program() -> Sequence[str] | None:
    """The command that copies on this desktop; None over SSH, where it is not the user's."""
    if "SSH_CONNECTION" in os.environ:
        return None
    if sys.platform == "darwin":
        return ("pbcopy",)
    for variable, command in _PROGRAMS:
        if os.environ.get(variable) and shutil.which(command[0]):
            return command
    return None


async def _give(command: Sequence[str], text: str) -> None:
    """Run the command with a text; ignore failures and timeouts: the terminal has the text too."""
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
