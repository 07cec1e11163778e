"""IRIs in full: Virtuoso 7 reads no BASE after a PREFIX, and has prefixes of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import QuerySolutions, Store

from kg.store.tokens import Token, write_tokens

# RFC 3986 §3.1
ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def in_full(prologue: Sequence[Token], tokens: Sequence[Token]) -> Iterator[Token]:
    """Give a query's tokens with every IRI in full, as the prologue says."""
    has_base = any(token.says("BASE") for token in prologue)
    short = dict.fromkeys(token.text for token in tokens if _is_short(token, has_base))
    full = dict(zip(short, _resolved(write_tokens(prologue), [*short]), strict=True))
    for token in tokens:
        short_one = _is_short(token, has_base)
        yield replace(token, kind="iri", text=full[token.text]) if short_one else token


def _is_short(token: Token, has_base: bool) -> bool:
    """Tell whether an IRI is not in full; without a base, what looks relative are two operators."""
    if token.kind == "prefixed":
        return not token.text.startswith("_:")
    return token.kind == "iri" and has_base and not ABSOLUTE.match(token.text)


def _resolved(prologue: str, written: Sequence[str]) -> Iterator[str]:
    if not written:
        return
    solutions = Store().query(f"{prologue} SELECT ?iri {{ VALUES ?iri {{ {' '.join(written)} }} }}")
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        yield str(solution["iri"])
