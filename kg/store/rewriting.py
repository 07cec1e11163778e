"""Ask a query of one release in a store of many: graphs get the names that they have there.

    GRAPH <iri> { … }    becomes    GRAPH <name> { … }
    GRAPH ?g { … }       becomes    GRAPH <names> { ?n sd:name ?g } GRAPH ?n { … }

The second is a join with a graph that gives each name its IRI, so `?g` has the value that it has in the
release, and may be the subject of statements, as versions are. FROM and FROM NAMED are taken out: the
dataset goes with the request (SPARQL 1.1 Protocol §2.1.4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from kg.store.formats import JSON
from kg.store.forms import Form, Tokens, write_form
from kg.store.interface import Store
from kg.store.naming import NAME, Names
from kg.store.tokens import Token, words

Term = NamedNode | Literal


@dataclass(frozen=True)
class Dataset:
    """The graphs that a query is asked of, by their names in the store."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def dataset_of(form: Form, names: Names, default: Sequence[str], named: Sequence[str]) -> Dataset:
    """Give the dataset: as the request says, else as the query says, else the release's own.

    A graph that does not exist is always among the named: it stands for those that the dataset lacks.
    """
    if not default and not named:
        default, named = ([_iri(token) for token in tokens] for tokens in (form.default, form.named))
    if not default and not named:
        return Dataset((names.current,), (*names.named.values(), names.names, names.nothing))
    gives_names = (names.names,) if named else ()
    return Dataset(
        tuple(map(names.of, default)) or (names.nothing,),
        (*map(names.of, named), *gives_names, names.nothing),
    )


def listed(form: Form, reader: Store) -> Form:
    """Put variables in the place of the * of SELECT and DESCRIBE: others, not asked for, will be added."""
    if form.verb not in {"SELECT", "DESCRIBE"} or not form.head[-1].says("*"):
        return form
    query = write_form(replace(form, verb="SELECT", head=(Token("own", "*"),)))
    variables = json.loads(reader.query(query, media_type=JSON).body)["head"]["vars"]
    head = tuple(Token("variable", f"?{name}") for name in variables)
    return replace(form, head=(*form.head[:-1], *head)) if head else form


def renamed(form: Form, names: Names, dataset: Dataset) -> Form:
    """Give the query with the graphs' names in the store."""
    variables = _unused(form)
    parts = (form.head, form.group, form.tail)
    head, group, tail = (tuple(_renamed(part, names, dataset, variables)) for part in parts)
    return replace(form, head=head, group=group, tail=tail)


def asks_graphs(form: Form) -> bool:
    """Tell whether a query names graphs, or has variables for them."""
    return any(token.says("GRAPH") for token in (*form.head, *form.group, *form.tail))


def _renamed(part: Tokens, names: Names, dataset: Dataset, variables: Iterator[str]) -> Iterator[Token]:
    after_graph = False
    for token in part:
        if after_graph and token.kind == "variable":
            name = next(variables)
            yield from words(f"<{names.names}> {{ {name} {NAME} {token.text} }} GRAPH {name} ")
        elif after_graph:
            name = names.of(_iri(token))
            yield from words(f"<{name if name in dataset.named else names.nothing}> ")
        else:
            yield token
        after_graph = token.says("GRAPH")


def _iri(token: Token) -> str:
    return token.text[1:-1]


def _unused(form: Form) -> Iterator[str]:
    """Give variables that the query does not have."""
    used = {token.text[1:] for token in (*form.head, *form.group, *form.tail) if token.kind == "variable"}
    stem = "graph"
    while any(name.startswith(stem) for name in used):
        stem += "_"
    number = 0
    while True:
        number += 1
        yield f"?{stem}{number}"
