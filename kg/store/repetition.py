"""Which queries ask the same: of one release, the same question has the same answer."""

from __future__ import annotations

import re

from kg.store.remembering import remembered

# SPARQL 1.1 Query §17.4: functions that answer anew each time. The word is enough to beware, also at the end
# of a longer one: the engine reads `ORDER BYRAND()` as it was meant.
VOLATILE = re.compile(r"(?:NOW|RAND|UUID)\b", re.IGNORECASE)

# §19.8: texts, IRIs and escaped signs, which are kept as they are; then space and comments.
PIECE = re.compile(
    r'''
      (?P<kept> """(?:"{0,2}(?:[^"\\]|\\.))*+""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*+\'\'\'
              | "(?:[^"\\\n\r]|\\.)*+"          | '(?:[^'\\\n\r]|\\.)*+'
              | <[^<>"{}|^`\\\x00-\x20]*+>       | \\. )
    | (?P<gap> (?:[\x20\t\r\n]++|\#[^\n\r]*+)++ )
    ''',
    re.VERBOSE | re.DOTALL,
)
CERTAIN = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


@remembered
def is_repeatable(query: str) -> bool:
    """Tell whether the answer depends on the release alone; escapes (§19.2) may hide that it does not."""
    return not VOLATILE.search(query) and "\\u" not in query and "\\U" not in query


@remembered
def normalized(query: str) -> str:
    """Give the query with each stretch of space and comments as one space, or one line end where it had any.

    `<…#…>` can be less-than and a comment, `<'…>` less-than and a text; where it can, the query is left as it
    is. Line ends stay line ends, so nothing ever moves into a comment or out of it.
    """
    pieces = []
    place = 0
    for match in PIECE.finditer(query):
        kept = match["kept"]
        if kept and kept[0] == "<" and ("#" in kept or "'" in kept) and not CERTAIN.match(kept):
            return query
        if not kept:
            pieces += [query[place : match.start()], _gap(match[0])]
            place = match.end()
    return "".join([*pieces, query[place:]]).strip(" \n")


def _gap(space: str) -> str:
    return "\n" if "\n" in space or "\r" in space or "#" in space else " "
