"""The log of an internal error, with its traceback."""

import traceback

from minusma_tui.cli.settings import state_path
from minusma_tui.language.catalogue import say_os_error, tr


def log_crash(error: BaseException) -> str:
    """Write the traceback to crash.log, in the folder of state.toml; return the line to print.

    The line names the log, or says why it could not be written.
    """
    said = "".join(traceback.format_exception(error))
    try:
        log = state_path().with_name("crash.log")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(said, encoding="utf-8", errors="backslashreplace")
    except OSError as failed:
        return tr(
            "minusma-tui: internal error, and no log could be written: {reason}",
            reason=say_os_error(failed),
        )
    return tr("minusma-tui: internal error; please report what is in {log}", log=log)
