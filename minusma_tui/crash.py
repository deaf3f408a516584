"""What is left of an internal error: a log with the traceback, and one line for people."""

import traceback

from minusma_tui.language import say_os_error, tr


def log_crash() -> str:
    """Write the traceback of the exception being handled to the log; say where it is."""
    from platformdirs import user_state_path  # noqa: PLC0415  # wanted once in a lifetime

    log = user_state_path("minusma-tui") / "crash.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError as error:
        return tr(
            "minusma-tui: internal error, and no log could be written: {reason}",
            reason=say_os_error(error),
        )
    return tr("minusma-tui: internal error; please report what is in {log}", log=log)
