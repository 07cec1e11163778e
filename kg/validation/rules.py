"""Shapes made ready once to check many graphs: pySHACL would read each anew for every graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.errors import ConstraintLoadWarning, ReportableRuntimeError
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.monkey import apply_patches
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import assign_baked_in
from rdflib import Graph, Literal
from rdflib.term import Node

from kg.errors import ConformanceError, Message, Problem
from kg.graph.statements import plain_graph
from kg.namespaces import SH
from kg.resources import asset
from kg.validation.reading import read_rdf
from kg.validation.settled import settle
from kg.validation.targets import Targets

PARAMETERS = frozenset(ALL_CONSTRAINT_PARAMETERS)
TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}


def load_shapes(directory: Path | None = None) -> Graph:
    """Read every shapes file; the project's own unless another directory is given."""
    shapes = plain_graph()
    shapes += read_rdf([], own=sorted((directory or asset("shapes")).glob("*.ttl")))
    return shapes


@dataclass(frozen=True)
class Rule:
    """A shape: what it is about, and its constraints; `query` is the query that is all of it, if one is.

    `finds_all` says that this query, asked of no node, finds every IRI of which it has a solution.
    """

    shape: Shape
    targets: Targets
    constraints: tuple[Any, ...]
    query: str | None
    finds_all: bool

    @classmethod
    def of(cls, shape: Shape) -> Rule:
        """Read a shape; an error of pySHACL where it cannot be run."""
        demands = [each for each in shape.sg.graph.predicates(shape.node) if each in PARAMETERS]
        components = dict.fromkeys(CONSTRAINT_PARAMETERS_MAP[each] for each in demands)
        custom = shape.find_custom_constraints()  # type: ignore[no-untyped-call]
        constraints = (
            *_constraints(shape, components),
            *(each.make_validator_for_shape(shape) for each in custom),
        )
        query = _lone_query(shape) if set(demands) == {SH.sparql} and not custom else None
        return cls(shape, Targets.of(shape), constraints, query, query is not None and finds_all(query))


def _constraints(shape: Shape, components: Iterable[Any]) -> Iterator[Any]:
    """Make a shape's constraints; one that pySHACL only warns of and passes over is passed over."""
    for component in components:
        with suppress(ConstraintLoadWarning):
            yield component(shape)


@dataclass(frozen=True)
class Rules:
    """Shapes as written, as pySHACL runs them, and rule by rule those that have something to check."""

    written: Graph
    ready: ShapesGraph
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, shapes: Graph) -> Rules:
        """Make shapes ready; ConformanceError where they cannot be run."""
        with refusing():
            apply_patches()  # type: ignore[no-untyped-call]
            assign_baked_in()  # type: ignore[no-untyped-call]
            ready = ShapesGraph(settle(_prepared(shapes)))
            rules = (Rule.of(shape) for shape in ready.shapes if not shape.deactivated)
            return cls(shapes, ready, tuple(rule for rule in rules if rule.constraints))


@contextmanager
def refusing() -> Iterator[None]:
    """Give pySHACL's own refusals as a ConformanceError."""
    try:
        yield
    except (RecursionError, ReportableRuntimeError, TypeError, ValueError) as error:
        what = Message("The graph cannot be validated: {reason}.", {"reason": error})
        remedy = Message("Look for lists that contain themselves and for long chains of rdfs:subClassOf.")
        raise ConformanceError([Problem(what, remedy, "RDF")]) from error


def _lone_query(shape: Shape) -> str | None:
    """Give the one query that a shape demands, as pySHACL would ask it of one node."""
    constraints = list(shape.sg.graph.objects(shape.node, SH.sparql))
    select = shape.sg.graph.value(constraints[0], SH.select)
    if len(constraints) != 1 or not isinstance(select, Literal):
        return None
    asking = SPARQLQueryHelper(shape, constraints[0], str(select))  # type: ignore[no-untyped-call]
    asking.collect_prefixes()  # type: ignore[no-untyped-call]
    bindings, query = asking.pre_bind_variables(shape.node)  # type: ignore[no-untyped-call]
    return str(asking.apply_prefixes(query)) if bindings.keys() == {"this"} else None  # type: ignore[no-untyped-call]


def finds_all(query: str) -> bool:
    """Tell whether a query of $this that is asked of no node finds all IRIs of which it has a solution.

    It has to give $this first, its first pattern has to bind it, and nothing may be apart from that: no group
    that is evaluated before it is joined (SPARQL 1.1 Query, §18.2.2), nothing that is counted over several
    nodes. A doubt is a no, and so are comments and the less usual quotation marks.
    """
    words = re.sub(r'"(?:[^"\\]|\\.)*"|<[^\s<>"{}|^`\\]*>', "x", query)
    flat, groups = words, 1
    while groups:
        flat, groups = re.subn(r"\b(?:EXISTS|OPTIONAL)\s*\{[^{}]*\}", "", flat)
    gives = re.search(r"\bSELECT\s+(?:DISTINCT\s+)?\$this\s", words)
    begins = re.search(r"\bWHERE\s*\{\s*(?:\$this\s|\?\w+\s+\S+\s+\$this\s)", words)
    counts = re.search(r"(?i)\b(?:GROUP|HAVING|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\b", words)
    apart = r"(?i)\b(?:UNION|MINUS|VALUES|SERVICE|GRAPH|LIMIT|OFFSET)\b|\*|[\w)]\?|['\"#]"
    return (
        gives is not None
        and begins is not None
        and (flat.count("{"), words.count("SELECT")) == (1, 1)
        and not re.search(apart, words)
        and (counts is None or re.search(r"\bGROUP\s+BY\s+\$this\b", words) is not None)
        and '"""' not in query
    )


def _prepared(shapes: Graph) -> Graph:
    """Copy the shapes into a form that means the same and that pySHACL runs in half the time."""
    own = plain_graph()
    own += shapes
    for triple in ShapesGraph.system_triples:
        own.add(triple)
    for shape in set(own.subjects(SH.property)):
        _pass_targets(own, shape)
    for query, select in list(own.subject_objects(SH.select)):
        text = str(select)
        if not re.search(r"#|\"\"\"|'''", text):  # no comment, no text of several lines
            own.set((query, SH.select, Literal(re.sub(r"\s*\n\s*", " ", text))))
    return own


def _pass_targets(shapes: Graph, shape: Node) -> None:
    """Give the property shapes of a node shape its targets: each is then evaluated once, not once a node."""
    targets = [(p, o) for p, o in shapes.predicate_objects(shape) if p in TARGETS]
    if not targets or (None, None, shape) in shapes or (shape, SH.deactivated, None) in shapes:
        return
    for part in list(shapes.objects(shape, SH.property)):
        shapes.remove((shape, SH.property, part))
        for predicate, target in targets:
            shapes.add((part, predicate, target))
