"""rdflib's terms as Oxigraph spells them, and the other way round."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

Name = ox.NamedNode | ox.BlankNode
Term = Name | ox.Literal


def spell(term: Node) -> Term:
    """Give a term of a graph in Oxigraph's own terms."""
    if not isinstance(term, Literal):
        return spell_name(term)
    if term.language:
        return ox.Literal(term, language=term.language)
    return ox.Literal(term, datatype=spell_iri(term.datatype)) if term.datatype else ox.Literal(term)


def spell_quad(triple: tuple[Node, Node, Node]) -> ox.Quad:
    """Give a triple in the default graph in Oxigraph's own terms."""
    subject, predicate, value = triple
    return ox.Quad(spell_name(subject), spell_iri(predicate), spell(value))


def spell_name(term: Node) -> Name:
    """Give what is no literal in Oxigraph's own terms."""
    return ox.BlankNode(term) if isinstance(term, BNode) else spell_iri(term)


@lru_cache(20_000)
def spell_iri(term: Node) -> ox.NamedNode:
    """Give an IRI in Oxigraph's own terms."""
    assert isinstance(term, URIRef)
    return ox.NamedNode(term)


def read_triple(quad: ox.Quad) -> tuple[Node, Node, Node]:
    """Give a quad's triple in rdflib's terms."""
    return _read(quad.subject), URIRef(quad.predicate.value), _read(quad.object)


def _read(term: object) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            datatype = None if term.language else URIRef(term.datatype.value)
            return Literal(term.value, lang=term.language, datatype=datatype)
        case _:
            raise ValueError(f"{term!r} is no term of RDF 1.1")
