"""Cases of tests/shapes, read one at a time, with the report on each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph

from kg.validation import Report, load_shapes, validate
from tests.shapes.cases import DIRECTORY, read_case

Validated = Callable[[str], tuple[Report, Graph]]


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return load_shapes()


@pytest.fixture(scope="session")
def validated(shapes: Graph) -> Validated:
    def run(name: str) -> tuple[Report, Graph]:
        graph = read_case(DIRECTORY / f"{name}.ttl").graph
        return validate(graph, shapes), graph

    return run
