"""The words of a query (SPARQL 1.1 Query §19.8), so that it can be changed without being evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import Message, QueryError

# §19.8; escapes are allowed in texts and IRIs only. A prefix has at most 64 characters: otherwise a long
# row of digits and dots would be looked through again from each of them.
PATTERN = re.compile(
    r'''
      (?P<text>"""(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
             | "(?:[^"\\\n\r]|\\.)*"         | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[\w-]+)
    | (?P<prefixed>(?:\w(?:[\w.-]{0,62}[\w-])?)?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*
                   (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]))?)
    | (?P<word>\w+)
    | (?P<sign>.)
    ''',
    re.VERBOSE | re.DOTALL,
)
SPACE = re.compile(r"(?:\s+|\#[^\n\r]*)*")
OPENING, CLOSING = set("{(["), set("})]")


@dataclass(frozen=True)
class Token:
    """A piece of a query: its kind, how it is written, and the space after it."""

    kind: str
    text: str
    space: str = " "

    def says(self, *words: str) -> bool:
        """Tell whether this is one of the keywords, which are written in any case, or of the signs."""
        return self.kind in {"word", "sign"} and self.text.upper() in words


def read_tokens(query: str) -> list[Token]:
    """Take a query apart; comments become line ends.

    QueryError for a letter that is written as an escape (§19.2) outside texts and IRIs: a keyword that is
    looked for would hide behind it.
    """
    tokens: list[Token] = []
    place = _after_space(query, 0)
    while found := PATTERN.match(query, place):
        place = _after_space(query, found.end())
        space = query[found.end() : place]
        tokens.append(Token(found.lastgroup or "", found[0], "\n" if "#" in space else space))
    if any(token.says("\\") for token in tokens):
        raise QueryError(Message("Write letters as themselves: escapes are for texts and IRIs."), 400)
    return tokens


def write_tokens(tokens: Iterable[Token]) -> str:
    """Write tokens as a query again."""
    return "".join(token.text + token.space for token in tokens)


def end_of_group(tokens: Sequence[Token], start: int) -> int:
    """Give the place after the bracket that closes the one at `start`."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += tokens[place].text in OPENING
        depth -= tokens[place].text in CLOSING
        if not depth:
            return place + 1
    return len(tokens)


def words(text: str) -> list[Token]:
    """Give tokens for words of ours, which are never looked at again."""
    return [Token("own", text)]


def _after_space(query: str, place: int) -> int:
    found = SPACE.match(query, place)
    return found.end() if found else place
