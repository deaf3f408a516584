"""The parser of the filter language and its error messages."""

import difflib
import re
from functools import partial

from minusma_tui.language.catalogue import tr
from minusma_tui.language.fold import fold
from minusma_tui.query.fields import BY_NAME, FIELDS, UnknownValueError, name_some, troops
from minusma_tui.query.terms import Query, Term, Test
from minusma_tui.query.vocabulary import Vocabulary
from minusma_tui.reading.text import blanked, visible

# Blanks are allowed in `troops > 500`, since people write them. An unclosed quote extends to the
# end, since it is still being typed.
_UNBROKEN = r'(?:[^\s"]|"[^"]*(?:"|$))'
TERM = re.compile(rf"-?troops\s*[<>=]=?\s*{_UNBROKEN}*|{_UNBROKEN}+", re.IGNORECASE)
_FIELD = re.compile(r'(?P<name>[^":<>=]*)(?P<sign>:|>=|<=|>|<|=)(?P<values>.*)', re.DOTALL)


class QueryError(Exception):
    """A term that cannot be parsed, and its span in the text; `end` is exclusive."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def parse(text: str, vocabulary: Vocabulary, *, typing: bool = False) -> Query:
    """Parse a query. Raises QueryError for the first term that is unfinished or unknown.

    With `typing`, a last word that begins the name of a field is unfinished too: a search for it
    would only hide everything. Characters that no text of a dataset may contain, such as control
    characters, count as blanks, so that none that is pasted reaches the terminal.
    """
    clean = blanked(text)
    terms: list[Term] = []
    for match in TERM.finditer(clean):
        negated = match[0].startswith("-")
        try:
            if typing and match.end() == len(clean):
                _expect_field(match[0].removeprefix("-"), vocabulary)
            word, test = _read_term(match[0].removeprefix("-"), vocabulary)
            find = partial(vocabulary.listed_names.holding, word) if word is not None else None
        except UnknownValueError as problem:
            raise QueryError(str(problem), match.start(), match.end()) from None
        terms.append(Term(match.start(), match.end(), match[0], negated, test, word, find))
    return Query(clean.strip(), tuple(terms))


def unquote(text: str) -> str:
    """Return the text without its quotes."""
    return text.replace('"', "")


def _expect_field(word: str, vocabulary: Vocabulary) -> None:
    begun = [field for field in FIELDS if field.name.startswith(fold(word))]
    examples = [field.example_in(vocabulary) for field in begun]
    if word and examples:
        raise UnknownValueError(tr("or use a field such as {values}", values=name_some(examples)))


def _read_term(text: str, vocabulary: Vocabulary) -> tuple[str | None, Test]:
    """Return the folded word to search for, or None for a field, and the test."""
    match = _FIELD.fullmatch(text)
    if match is None:
        word = fold(unquote(text)).strip()
        return word, _find_word(word, vocabulary)
    return None, _read_field(match, vocabulary)


def _read_field(match: re.Match[str], vocabulary: Vocabulary) -> Test:
    name, sign, values = match.group("name", "sign", "values")
    field = BY_NAME.get(fold(name).strip())
    if field is None:
        raise _no_field(name)
    if sign != ":":
        if field.name != "troops":
            raise UnknownValueError(
                tr(
                    "expected '{name}:', such as {example}",
                    name=field.name,
                    example=field.example_in(vocabulary),
                )
            )
        return troops(sign, unquote(values).strip())
    tests = [field.make(unquote(value).strip(), vocabulary) for value in split(values)]
    if len(tests) == 1:
        return tests[0]
    return lambda standing: any(test(standing) for test in tests)


def split(values: str) -> list[str]:
    """Split at the commas outside quotes."""
    parts, quoted = [""], False
    for character in values:
        quoted ^= character == '"'
        if character == "," and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _find_word(word: str, vocabulary: Vocabulary) -> Test:
    if not word:
        raise UnknownValueError(tr("expected a word, or a field such as status:departed"))
    names = vocabulary.names
    return lambda standing: word in names[standing.base.id]


def _no_field(name: str) -> UnknownValueError:
    names = ", ".join(field.name for field in FIELDS)
    if not name:
        return UnknownValueError(tr("expected the name of a field first: {names}", names=names))
    near = difflib.get_close_matches(fold(name), BY_NAME, n=1, cutoff=0.5)
    if near:
        return UnknownValueError(
            tr("no field '{name}': did you mean '{nearest}:'?", name=visible(name), nearest=near[0])
        )
    return UnknownValueError(
        tr("no field '{name}': expected {names}", name=visible(name), names=names)
    )
