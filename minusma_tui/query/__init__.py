"""The filter language: which bases does a line of text keep?

    query  = term { blanks term }                all terms must hold
    term   = [ "-" ] ( word | field )            a minus negates
    field  = name ":" values | "troops" ( ">" | ">=" | "<" | "<=" | "=" ) number
             there may be blanks around these signs, as in troops > 500
    values = value { "," value }                 one of them must hold
    word, value = characters without blanks, or "quoted with blanks"

Case and accents do not matter. A word is looked for within names, regions, cercles and
contingents; a field's value must match whole, but `text:` looks for a part, and `source:` for an
id or the beginning of a word in a publisher or title. The fields are in `fields.FIELDS`.
"""

from minusma_tui.query.completion import complete
from minusma_tui.query.parse import QueryError, parse
from minusma_tui.query.terms import Query, Term
from minusma_tui.query.vocabulary import Vocabulary, vocabulary_of

__all__ = [
    "Query",
    "QueryError",
    "Term",
    "Vocabulary",
    "complete",
    "parse",
    "vocabulary_of",
]
