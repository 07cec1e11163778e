"""The query language of `q` and `fq`: the part of Solr's that CKAN's portals and harvesters use.

    words  "a phrase"  wor*  field:value  field:"a phrase"  field:(a OR b)  field:[from TO until]  -not  +must
    AND  OR  NOT  ( … )  *:*

Words side by side must all hold. What is not understood is refused: a filter passed over would give too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import translate
from typing import Any

from kg.web.ckan.refusals import BadQueryError

Test = Callable[[dict[str, Any]], bool]

LONGEST = 4096
"""Characters of a query."""
MOST = 200
"""Words and signs of a query; it also bounds how deep one can be nested."""
TOKEN = re.compile(
    r"""\s*(?:
      (?P<mark>[()+\-!])
    | (?P<range>[\[{]\s*(?P<low>"[^"]*"|\S+)\s+TO\s+(?P<high>"[^"]*"|[^\s\]}]+)\s*[\]}])
    | (?P<phrase>"(?:[^"\\]|\\.)*")
    | (?P<field>[A-Za-z_][A-Za-z0-9_.]*|\*):
    | (?P<word>(?:[^\s()\[\]{}":\\]|\\.)+)
    )""",
    re.VERBOSE,
)


def read_query(text: str) -> Test:
    """Read a query into a test of what is searched; BadQueryError when it cannot be understood."""
    if len(text) > LONGEST:
        raise BadQueryError("The query is too long.")
    query = _Query(_tokens(text))
    test = query.any_of() if query.tokens else _everything
    if query.tokens:
        raise BadQueryError(f"Cannot parse '{text}'")
    return test


def _tokens(text: str) -> list[re.Match[str]]:
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        token = TOKEN.match(text, place)
        if token is None:
            raise BadQueryError(f"Cannot parse '{text}'")
        tokens.append(token)
        place = token.end()
    if len(tokens) > MOST:
        raise BadQueryError("Cannot parse: too many words and signs.")
    return tokens


@dataclass
class _Query:
    """Reads tokens from the left; `name` is the field that they belong to."""

    tokens: list[re.Match[str]]
    name: str = field(default="text")

    def next_is(self, *words: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0].strip() in words

    def any_of(self) -> Test:
        tests = [self.all_of()]
        while self.next_is("OR", "||"):
            self.tokens.pop(0)
            tests.append(self.all_of())
        return tests[0] if len(tests) == 1 else lambda one: any(test(one) for test in tests)

    def all_of(self) -> Test:
        tests = [self.one()]
        while self.tokens and not self.next_is("OR", "||", ")"):
            if self.next_is("AND", "&&"):
                self.tokens.pop(0)
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda one: all(test(one) for test in tests)

    def one(self) -> Test:
        if not self.tokens:
            raise BadQueryError("Cannot parse: the query ends too early.")
        token = self.tokens.pop(0)
        if token[0].strip() in {"-", "!", "NOT"}:
            test = self.one()
            return lambda one: not test(one)
        if token["mark"] == "+":
            return self.one()
        if token["mark"] == "(":
            return self.group()
        if token["field"]:
            return self.of_field(token["field"])
        return self.value(token)

    def group(self) -> Test:
        test = self.any_of()
        if not self.next_is(")"):
            raise BadQueryError("Cannot parse: a parenthesis is not closed.")
        self.tokens.pop(0)
        return test

    def of_field(self, name: str) -> Test:
        outside, self.name = self.name, name
        test = self.one()
        self.name = outside
        return test

    def value(self, token: re.Match[str]) -> Test:
        if token["range"]:
            return _between(self.name, token)
        if not (token["word"] or token["phrase"]):
            raise BadQueryError(f"Cannot parse at '{token[0].strip()}'")
        text = re.sub(r"\\(.)", r"\1", token["phrase"][1:-1] if token["phrase"] else token["word"])
        return _equal(self.name, text, bool(token["phrase"]))


def _everything(_: dict[str, Any]) -> bool:
    return True


def _equal(name: str, text: str, is_phrase: bool) -> Test:
    """A name is the whole value, a word of a text is in it; stars and question marks stand for anything."""
    if text == "*" and not is_phrase:
        return lambda one: name == "*" or bool(one.get(name))
    folded = text.casefold()
    if name in TEXTS:
        part = folded.strip("*") if not is_phrase else folded
        return lambda one: part in one.get(name, "").casefold()
    pattern = re.compile(translate(folded) if not is_phrase else re.escape(folded))
    return lambda one: any(pattern.fullmatch(value.casefold()) for value in _values(one, name))


TEXTS = {"text", "title", "notes"}


def _between(name: str, token: re.Match[str]) -> Test:
    low, high = (_bound(token[end].strip('"')) for end in ("low", "high"))
    above, below = token["range"][0] == "[", token["range"][-1] == "]"

    def test(one: dict[str, Any]) -> bool:
        values = [_moment(value) for value in _values(one, name)]
        return any(
            (low is None or low < value or (above and low == value))
            and (high is None or value < high or (below and value == high))
            for value in values
            if value is not None
        )

    return test


def _bound(text: str) -> datetime | None:
    """Read a date as Solr writes it; `*` is no bound. Sums such as NOW-1DAY are not read."""
    moment = None if text == "*" else _moment(text)
    if text != "*" and moment is None:
        raise BadQueryError(f"Invalid Date String:'{text}'")
    return moment


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _values(one: dict[str, Any], name: str) -> list[str]:
    value = one.get(name, [])
    return [value] if isinstance(value, str) else list(value)
