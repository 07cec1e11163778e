"""Which nodes of a graph a shape speaks of (SHACL §2.1.3): found once for many shapes."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from pyshacl.shape import Shape
from rdflib import Graph
from rdflib.term import Node

from kg.namespaces import RDF, RDFS


@dataclass(frozen=True)
class Targets:
    """What a shape's targets name: nodes, classes, and properties by their subjects and objects."""

    nodes: frozenset[Node]
    classes: frozenset[Node]
    subjects_of: frozenset[Node]
    objects_of: frozenset[Node]

    @classmethod
    def of(cls, shape: Shape) -> Targets:
        """Read a shape's targets once: pySHACL reads them for every graph."""
        nodes, classes, implicit, objects_of, subjects_of = map(frozenset, shape.target())  # type: ignore[no-untyped-call]
        return cls(nodes, classes | implicit, subjects_of, objects_of)

    def found(self, focus: Focus) -> set[Node]:
        """Give the nodes that are named (SHACL §2.1.3)."""
        named = focus.among(self.nodes)
        return named.union(
            *map(focus.of_class, self.classes),
            *map(focus.with_property, self.subjects_of),
            *map(focus.values_of, self.objects_of),
        )


@dataclass(frozen=True)
class Focus:
    """Finds focus nodes in a graph, each kind once, for many shapes name the same; only those `about`."""

    graph: Graph
    about: Set[Node] | None
    classes: dict[Node, set[Node]] = field(default_factory=dict)
    subjects: dict[Node, set[Node]] = field(default_factory=dict)
    values: dict[Node, set[Node]] = field(default_factory=dict)

    def among(self, nodes: Iterable[Node]) -> set[Node]:
        """Keep those that are to be checked."""
        return set(nodes) if self.about is None else {each for each in nodes if each in self.about}

    def of_class(self, kind: Node) -> set[Node]:
        """Give the instances of a class and of its subclasses."""
        if kind not in self.classes:
            kinds = self.graph.transitive_subjects(RDFS.subClassOf, kind)
            self.classes[kind] = self.among(n for each in kinds for n in self.graph.subjects(RDF.type, each))
        return self.classes[kind]

    def with_property(self, predicate: Node) -> set[Node]:
        """Give what has a property."""
        if predicate not in self.subjects:
            self.subjects[predicate] = self.among(self.graph.subjects(predicate, None))
        return self.subjects[predicate]

    def values_of(self, predicate: Node) -> set[Node]:
        """Give the values of a property."""
        if predicate not in self.values:
            self.values[predicate] = self.among(self.graph.objects(None, predicate))
        return self.values[predicate]
