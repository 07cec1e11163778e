"""Functions that a query calls by IRI (SPARQL 1.1 Query §17.6): of a remote store, only casts are (§17.5).

Virtuoso has procedures that open connections, and runs them where a query calls them as `<bif:…>`, or states
that something has such a property.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.namespaces import XSD
from kg.store.forms import Form, Tokens
from kg.store.screening import no_function
from kg.store.tokens import Token

CAST = f"<{XSD}"
PROCEDURES = ("<bif:", "<sql:")
START = Token("own", "")


def refuse_functions(form: Form) -> None:
    """Refuse a query that calls what is no cast; QueryError 400 names it."""
    head = _called(form.head, form.verb == "SELECT")
    for iri in (*head, *_called(form.group, False), *_called(form.tail, True)):
        if not iri.startswith(CAST):
            raise no_function(iri[1:-1])


def _called(tokens: Tokens, has_expressions: bool) -> Iterator[str]:
    """Give the IRIs before a round bracket, but for predicates of a collection, and every procedure's.

    Such predicates stand outside all brackets but the pattern's own, where an expression is only after
    FILTER, and after ORDER, GROUP and HAVING.
    """
    inside = [has_expressions]
    for before, token, following in zip((START, *tokens), tokens, (*tokens[1:], START), strict=False):
        if token.says("{", "[", "("):
            inside.append(token.says("("))
        elif token.says("}", "]", ")"):
            inside.pop()
        elif token.says("ORDER", "GROUP", "HAVING"):
            inside[-1] = True
        elif token.kind == "iri":
            is_applied = following.says("(") and (inside[-1] or before.says("FILTER"))
            if is_applied or token.text.lower().startswith(PROCEDURES):
                yield token.text
