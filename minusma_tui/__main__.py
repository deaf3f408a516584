"""`python -m minusma_tui` is `minusma-tui`."""

import sys

from minusma_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
