"""CONSTRUCT, DESCRIBE and ASK as tables: the remote store finds solutions, the rest is made of them here.

Virtuoso 7 cuts the graph of a CONSTRUCT at its ResultSetMaxRows and says nothing, leaves out statements where
only some variables of a template are bound, and answers ASK with a table. A table it cuts with a header.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.store.forms import Form, Tokens
from kg.store.interface import Store
from kg.store.tokens import Token, words, write_tokens

NTRIPLES = "application/n-triples"
Term = NamedNode | Literal | BlankNode

# Variables that no query is likely to have; one that does is refused by the remote store.
DESCRIBED = tuple(Token("variable", f"?{name}_described") for name in "spo")


@dataclass(frozen=True)
class Template:
    """Statements in which IRIs stand for variables: `variables` says which for which."""

    triples: tuple[Triple, ...]
    variables: Mapping[str, str]


def as_table(form: Form) -> Form:
    """Give the SELECT that has the solutions of a query of any form."""
    if form.verb == "SELECT":
        return form
    if form.verb == "ASK":
        tail = form.tail or (*words("LIMIT 1"),)
        return replace(form, verb="SELECT", head=(*words("(1 AS ?found)"),), tail=tail)
    if form.verb == "DESCRIBE":
        return replace(form, verb="SELECT", head=DESCRIBED, group=_described(form), tail=())
    form = replace(form, group=form.group or form.head)
    names = " ".join(dict.fromkeys(token.text for token in _template(form) if token.kind == "variable"))
    return replace(form, verb="SELECT", head=(*words(names or "(1 AS ?s)"),))


def read_template(form: Form, reader: Store) -> Template:
    """Give what the graph is made of; `reader` evaluates the template once, with an IRI for each variable."""
    if form.verb == "DESCRIBE":
        form = replace(form, head=(*words("{"), *DESCRIBED, *words("}")))
    template = _template(form)
    iris = {token.text[1:]: f"urn:uuid:{uuid4()}" for token in template if token.kind == "variable"}
    names, values = (" ".join(f"?{name}" for name in iris), " ".join(f"<{iri}>" for iri in iris.values()))
    query = f"CONSTRUCT {write_tokens(template)} WHERE {{ VALUES ({names}) {{ ({values}) }} }}"
    answer = reader.query(query, media_type=NTRIPLES)
    triples = tuple(quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES))
    return Template(triples, {iri: name for name, iri in iris.items()})


def truth(solutions: QuerySolutions) -> QueryBoolean:
    """Give the answer of an ASK: whether there is a solution."""
    answer = json.dumps({"head": {}, "boolean": any(True for _ in solutions)}).encode()
    found = parse_query_results(answer, format=QueryResultsFormat.JSON)
    assert isinstance(found, QueryBoolean)
    return found


def construct(template: Template, solutions: Iterable[QuerySolution]) -> Iterator[Triple]:
    """Give each statement once; one that has a variable without value, or is none, is left out (§16.2)."""
    given: set[Triple] = set()
    for solution in solutions:
        nodes: dict[str, BlankNode] = {}
        for triple in template.triples:
            made = _made(triple, template.variables, solution, nodes)
            if made and made not in given:
                given.add(made)
                yield made


def _template(form: Form) -> Tokens:
    """Give the template with its braces; CONSTRUCT WHERE has the pattern for it (§16.2.4)."""
    return form.head or form.group


def _described(form: Form) -> Tokens:
    """Give the pattern for all that the default graph says of what is described."""
    pattern = (*(form.group or words("{}")), *form.tail)
    subject, statement = DESCRIBED[0].text, write_tokens(DESCRIBED)
    found = " UNION ".join(
        f"{{ {{ SELECT ({target.text} AS {subject}) WHERE {write_tokens(pattern)} }} {statement} }}"
        for target in form.head
    )
    return (*words(f"{{ {found} }}"),)


def _made(
    triple: Triple, variables: Mapping[str, str], solution: QuerySolution, nodes: dict[str, BlankNode]
) -> Triple | None:
    subject, predicate, value = (_term(term, variables, solution, nodes) for term in triple)
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
        return Triple(subject, predicate, value)
    return None


def _term(
    term: object, variables: Mapping[str, str], solution: QuerySolution, nodes: dict[str, BlankNode]
) -> Term | None:
    if isinstance(term, BlankNode):
        return nodes.setdefault(term.value, BlankNode())
    if isinstance(term, NamedNode) and term.value in variables:
        value: Term | None = solution[variables[term.value]]
        return value
    return term if isinstance(term, NamedNode | Literal) else None
