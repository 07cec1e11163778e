"""A rule that is one query is asked of all nodes at once, where that finds what asking of each one would."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.namespaces import SH
from kg.validation import Rules, load_shapes, validate
from kg.validation.rules import finds_all

FACTS = """
PREFIX : <http://example.org/>
INSERT DATA { :a :is 1 . :b :is 2 ; :has :a , :c . :c :is 3 ; :has :b ; :odd true . }"""
NODES = [ox.NamedNode(f"http://example.org/{name}") for name in "abc"]

AT_ONCE = [
    "SELECT $this WHERE { $this :is ?n . FILTER (?n > 1) }",
    "SELECT DISTINCT $this ?value WHERE { $this :has ?value . FILTER NOT EXISTS { ?value :has $this } }",
    "SELECT $this ?value WHERE { ?value :has $this . OPTIONAL { $this :odd ?odd } FILTER (!BOUND(?odd)) }",
    "SELECT $this (COUNT(?v) AS ?value) WHERE { $this :has ?v } GROUP BY $this HAVING (COUNT(?v) > 1)",
    'SELECT $this WHERE { $this :is ?n . FILTER (STR(?n) != "{ UNION * }") }',
]
ONE_BY_ONE = [
    "SELECT $this WHERE { FILTER NOT EXISTS { $this :odd ?odd } }",
    'SELECT $this WHERE { BIND (STR($this) AS ?name) $this :is ?n . FILTER (STRENDS(?name, "a")) }',
    "SELECT $this WHERE { OPTIONAL { $this :odd ?odd } FILTER (!BOUND(?odd)) }",
    "SELECT $this WHERE { $this :is ?n . { ?x :odd true . FILTER (?x = $this) } }",
    "SELECT $this WHERE { { $this :is 1 } UNION { ?x :is 2 . FILTER ($this = ?x) } }",
    "SELECT $this WHERE { $this :is ?n . { SELECT (COUNT(?x) AS ?n) WHERE { $this :has ?x } } }",
    "SELECT $this WHERE { $this :has ?x } HAVING (COUNT(?x) = 1)",
    "SELECT $this WHERE { $this :has ?x } having (count(?x) = 1)",
    "SELECT $this WHERE { $this :has ?v } GROUP BY ?v",
    "SELECT $this WHERE { $this :is ?n . # { }\n FILTER (?n > 1) }",
    """SELECT $this WHERE { $this :is ?n . FILTER (?n != '"' || ?n != '"') }""",
    "SELECT $this WHERE { $this :has* ?v }",
    "SELECT $this WHERE { $this :has? ?v }",
    "SELECT $this WHERE { $this :is ?n } LIMIT 1",
    "SELECT $this WHERE { ?x :is ?n ; :has $this . VALUES ?n { 2 } }",
    "SELECT ?this WHERE { ?x :is ?n . ?x :has $this }",
    "SELECT ?value WHERE { ?value :has $this }",
    "SELECT (COUNT($this) AS ?value) WHERE { $this :has ?v }",
]
LITERALS = """
@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:Values a sh:NodeShape ; sh:targetObjectsOf :is ; sh:message "too large"@en, "大きすぎる"@ja ; sh:sparql [
  sh:select "SELECT $this WHERE { ?s <http://example.org/is> $this . FILTER ($this > 1) }" ;
] ."""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.update(FACTS)
    return store


def asked(store: ox.Store, query: str, this: ox.NamedNode | None = None) -> set[object]:
    bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
    if this:
        bound[ox.Variable("this")] = this
    solutions = store.query(query, prefixes={"": "http://example.org/"}, substitutions=bound)
    assert isinstance(solutions, ox.QuerySolutions)
    return {solution["this"] or this for solution in solutions}


@pytest.mark.parametrize("query", AT_ONCE)
def test_such_a_query_finds_all_nodes_of_which_it_has_a_solution(query: str, store: ox.Store) -> None:
    assert finds_all(query)
    found = asked(store, query)
    assert found == {node for node in NODES if asked(store, query, node)}
    assert found


@pytest.mark.parametrize("query", ONE_BY_ONE)
def test_any_other_query_is_asked_of_each_node(query: str) -> None:
    assert not finds_all(query)


def test_most_rules_that_are_a_query_are_asked_at_once() -> None:
    rules = [rule for rule in Rules.of(load_shapes()).rules if rule.query]
    assert all((rule.shape.node, SH.sparql, None) in load_shapes() for rule in rules)
    assert sum(rule.finds_all for rule in rules) > len(rules) / 2


def test_values_that_are_no_iris_are_found_too() -> None:
    shapes, graph = Graph(), Graph()
    shapes.parse(data=LITERALS, format="turtle")
    graph.parse(data="@prefix : <http://example.org/> . :a :is 1 . :b :is 2 . :c :is 3 .", format="turtle")
    assert {str(result.focus) for result in validate(graph, shapes).results} == {"2", "3"}
