"""Checks a graph against the shapes: graph and shapes in, a report out, with every sentence in ja and en."""

from __future__ import annotations

from kg.validation.description import describe_result
from kg.validation.engine import validate
from kg.validation.reading import read_rdf
from kg.validation.report import Report, Result, report_graph
from kg.validation.rules import Rules, load_shapes
from kg.validation.settled import indexed_graph

__all__ = [
    "Report",
    "Result",
    "Rules",
    "describe_result",
    "indexed_graph",
    "load_shapes",
    "read_rdf",
    "report_graph",
    "validate",
]
