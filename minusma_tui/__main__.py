"""The entry point of `minusma-tui` and of `python -m minusma_tui`."""

import sys


def main() -> int:
    """Run the program and return its exit status.

    The import is in here so that Ctrl+C ends the program quietly while it is being loaded, too.
    """
    try:
        from minusma_tui.cli import main as run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
