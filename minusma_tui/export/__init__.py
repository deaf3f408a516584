"""Which forms does a report have?"""

from collections.abc import Callable

from minusma_tui.export.as_json import write_json
from minusma_tui.export.as_markdown import write_markdown
from minusma_tui.export.as_text import write_text
from minusma_tui.situation import Situation

REPORTS: dict[str, Callable[[Situation], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "json": write_json,
}
"""By the name of the format; each ends with a newline."""
