"""The parts of a query (SPARQL 1.1 Query §19.8, Query): what it asks for, of which graphs, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.store.iris import in_full
from kg.store.tokens import Token, end_of_group, read_tokens, write_tokens

Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class Form:
    """A query in parts; each may be empty but `verb`, which is SELECT, CONSTRUCT, DESCRIBE or ASK.

    `head` is what is selected, the template, or what is described; `default` and `named` are the IRIs, as
    written, after FROM and FROM NAMED; `group` is the pattern with its braces, `tail` what follows it.
    """

    verb: str
    head: Tokens
    default: Tokens
    named: Tokens
    group: Tokens
    tail: Tokens


def read_form(query: str) -> Form:
    """Take apart a query that has been found to be one; its IRIs become full, so it needs no prologue."""
    tokens = tuple(read_tokens(query))
    start = _end_of_prologue(tokens)
    tokens = (*tokens[:start], *in_full(tokens[:start], tokens[start:]))
    head = _end_of_head(tokens, start + 1)
    dataset = _end_of_dataset(tokens, head)
    clauses = tokens[head:dataset]
    group = dataset + (dataset < len(tokens) and tokens[dataset].says("WHERE"))
    opens = group < len(tokens) and tokens[group].says("{")
    end = end_of_group(tokens, group) if opens else dataset
    return Form(
        tokens[start].text.upper(),
        tokens[start + 1 : head],
        tuple(_graphs(clauses, named=False)),
        tuple(_graphs(clauses, named=True)),
        tokens[group:end] if opens else (),
        tokens[end:],
    )


def write_form(form: Form) -> str:
    """Write a query again, without its dataset."""
    where = "WHERE " if form.group else ""
    head, group, tail = (write_tokens(part) for part in (form.head, form.group, form.tail))
    return f"{form.verb} {head} {where}{group} {tail}"


def _end_of_prologue(tokens: Tokens) -> int:
    place = 0
    while tokens[place].says("BASE", "PREFIX", "VERSION"):
        place += 3 if tokens[place].says("PREFIX") else 2
    return place


def _end_of_head(tokens: Tokens, start: int) -> int:
    """Give the place where the dataset or the pattern begins; a template has braces of its own."""
    if tokens[start - 1].says("CONSTRUCT") and tokens[start].says("{"):
        return end_of_group(tokens, start)
    place = start
    while place < len(tokens) and not tokens[place].says("FROM", "WHERE", "{", *MODIFIERS):
        place = end_of_group(tokens, place) if tokens[place].says("(") else place + 1
    return place


def _end_of_dataset(tokens: Tokens, place: int) -> int:
    while place < len(tokens) and tokens[place].says("FROM"):
        place += 3 if tokens[place + 1].says("NAMED") else 2
    return place


def _graphs(clauses: Sequence[Token], named: bool) -> list[Token]:
    return [
        token
        for before, token in pairwise(clauses)
        if before.says("NAMED" if named else "FROM") and not token.says("NAMED")
    ]


# §19.8, SolutionModifier and ValuesClause: what can follow DESCRIBE's list where there is no pattern.
MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
