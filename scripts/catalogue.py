"""Updates the catalogues with the texts of the program: `make catalogues`.

Babel's own extractor does not look into f-strings, so the texts are found in the syntax tree.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "minusma_tui"
_SAYING = {"tr": 1, "msg": 1, "tr_count": 2}
"""The functions that translate or mark a text, and how many of their arguments are texts."""

_NOISE = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id-Version:",
        "Report-Msgid-Bugs-To:",
        "POT-Creation-Date:",
        "PO-Revision-Date:",
        "Last-Translator:",
        "Language-Team:",
        "Generated-By:",
    )
)
"""The header lines that change with each run."""

MessageId = str | tuple[str, str]


def texts() -> Iterator[tuple[MessageId, str]]:
    """Yield each text of the program, a pair if it has a plural, and the file that it is in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = _SAYING.get(node.func.id, 0)
                said = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
                if count and len(said) == count:
                    where = path.relative_to(PACKAGE.parent).as_posix()
                    yield (said[0] if count == 1 else (said[0], said[1])), where


def template() -> Catalog:
    """A catalogue of all texts, untranslated."""
    catalogue = Catalog(fuzzy=False)
    for text, where in texts():
        catalogue.add(text, locations=[(where, 0)])
    return catalogue


def catalogues() -> list[Path]:
    """The .po files of all languages, sorted."""
    return sorted(PACKAGE.glob("language/locale/*/LC_MESSAGES/*.po"))


def written(catalogue: Catalog) -> bytes:
    """The content of a .po file, without the header lines that change with each run."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_NOISE))


def main() -> None:
    """Add new texts to each catalogue, untranslated, and drop texts that are gone."""
    for path in catalogues():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        catalogue.update(template(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_bytes(written(catalogue))


if __name__ == "__main__":
    main()
