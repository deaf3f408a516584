"""Compiles the catalogues: the program reads .mo files, translators write .po files."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """A build hook that runs before a wheel is built and before an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the .mo file of each catalogue, which gettext reads, beside the .po file."""
        del version, build_data
        for source in Path(self.root).glob("minusma_tui/language/locale/*/LC_MESSAGES/*.po"):
            with source.open("rb") as texts, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(texts, locale=source.parts[-3]))
