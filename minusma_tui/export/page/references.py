"""The sources that a page cites, as links to the list of its references."""

from collections.abc import Iterable

from minusma_tui.drawing.source_numbers import SourceNumbers
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.language.catalogue import spoken, tr
from minusma_tui.model.records import Source
from minusma_tui.model.wording import say_period


class Citations(SourceNumbers):
    """The numbers as links of an HTML page."""

    def cite(self, sources: Iterable[str]) -> Markup:
        """The numbers of the sources as links to the references; empty for none."""
        links = [_link(number, source) for number, source in self.ascending(sources)]
        if not links:
            return Markup()
        commas = [part for link in links for part in (",", link)][1:]
        # Glued to the word before it: a number alone on a line says nothing.
        return join("\u2060", tag("sup", "[", *commas, "]"))

    def references(self) -> Markup:
        """All that was cited so far."""
        return tag(
            "ol",
            *(tag("li", _say(source), id=f"ref-{number}") for number, source in self.all().items()),
            class_="references",
        )


def _link(number: int, source: Source) -> Markup:
    label = tr("Reference {number}: {publisher}", number=number, publisher=source.publisher)
    return tag("a", str(number), href=f"#ref-{number}", aria_label=label)


def _say(source: Source) -> Markup:
    parts = [tag("span", source.publisher, class_="publisher")]
    if source.title:
        parts += [Markup(", “"), tag("cite", source.title, lang=source.language), Markup("”")]
    if source.date:
        parts += [Markup(", "), join(say_period(source.date))]
    if source.language != spoken() and not source.title:
        parts += [join(f", {tr('in')} "), tag("code", source.language)]
    parts.append(Markup("."))
    if source.url:
        parts += [Markup(" "), tag("a", source.url, href=source.url, rel="noreferrer")]
    return join(*parts)
