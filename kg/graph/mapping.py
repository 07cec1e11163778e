"""describe(agreement) → the graphs of the agreement, of its version, and of its source."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph

from kg.agreement.coverage import Coverage
from kg.agreement.model import Agreement
from kg.document.register import Source
from kg.graph.iris import Iris
from kg.graph.record import Record
from kg.graph.sources import describe_source
from kg.graph.statements import Quoting, Titles
from kg.graph.version import Version


@dataclass(frozen=True)
class Description:
    """The three graphs that one document contributes to."""

    agreement: Graph
    version: Graph
    source: Graph


def describe(
    agreement: Agreement, source: Source, coverage: Coverage, iris: Iris, titles: Titles
) -> Description:
    """State what the agreement says, under the ids that the editor registered for it."""
    quoting = Quoting(iris, source.id)
    describe_source(agreement, source, coverage, quoting, titles)
    told = (agreement, source, iris, titles, quoting)
    record, version = Record(*told), Version(*told)
    record.agreement()
    for party in agreement.parties:
        record.party(party)
    record.instrument()
    version.version()
    return Description(record.graph, version.graph, quoting.graph)
