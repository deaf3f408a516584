"""`python -m minusma_tui` is `minusma-tui`."""

import sys


def main() -> int:
    """Run the program; one may interrupt it while it is being loaded, too."""
    try:
        from minusma_tui.cli import main as run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
