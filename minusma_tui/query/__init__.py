"""The filter language: a line of text that says which bases to keep.

    query  = term { blanks term }                all terms must hold
    term   = [ "-" ] ( word | field )            a minus negates
    field  = name ":" values | "troops" ( ">" | ">=" | "<" | "<=" | "=" ) number
             blanks around these signs are allowed, as in troops > 500
    values = value { "," value }                 one of them must hold
    word, value = characters without blanks, or "quoted with blanks"

Case and accents do not matter. A word matches anywhere within names, regions, cercles and
contingents. The value of a field must match whole, but `text:` matches a part of a text, and
`source:` matches an id or the beginning of a word in a publisher or title. The fields are in
`fields.FIELDS`.
"""

from minusma_tui.query.completion import complete
from minusma_tui.query.parse import QueryError, parse
from minusma_tui.query.terms import Query, Term
from minusma_tui.query.vocabulary import Vocabulary

__all__ = [
    "Query",
    "QueryError",
    "Term",
    "Vocabulary",
    "complete",
    "parse",
]
