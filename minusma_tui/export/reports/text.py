"""A situation as plain text for a pipe: the gauge, the pace, the list, the timeline."""

from rich.cells import cell_len

from minusma_tui.drawing.curve import draw_pace
from minusma_tui.drawing.description import say_title
from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.drawing.lines import fit, plain
from minusma_tui.drawing.timeline import draw_entry
from minusma_tui.language.catalogue import tr
from minusma_tui.situation.columns import COLUMNS
from minusma_tui.situation.situation import Situation

GAUGE_WIDTH = 72


def write_text(situation: Situation) -> str:
    """Lines of text; the table is as wide as its cells need."""
    lines = [say_title(situation), ""]
    lines += [plain(line) for line in draw_gauge(situation, GAUGE_WIDTH)]
    lines += [plain(line) for line in draw_pace(situation, GAUGE_WIDTH)]
    lines += ["", *_table(situation), "", tr("Timeline")]
    for entry in situation.timeline:
        lines += [plain(line) for line in draw_entry(situation.world, entry, GAUGE_WIDTH)]
    # What searches the text looks for common blanks.
    return "\n".join(line.replace("\u00a0", " ").rstrip() for line in lines) + "\n"


def _table(situation: Situation) -> list[str]:
    rows = [[tr(column.title) for column in COLUMNS]]
    rows += [[column.read(standing) for column in COLUMNS] for standing in situation.selection]
    if len(rows) == 1:
        return [tr("No base matches {query}", query=situation.query.text)]
    widths = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  ".join(
            fit(cell, width, column.align)
            for cell, width, column in zip(row, widths, COLUMNS, strict=True)
        )
        for row in rows
    ]
