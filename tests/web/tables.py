"""The tables of cases beside this module, and the queries that they name."""

from __future__ import annotations

import csv
from pathlib import Path

CASES = Path(__file__).parent / "cases"

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
QUERIES = {
    "select": f"SELECT ?s ?label WHERE {{ ?s {LABEL} ?label }} ORDER BY ?label",
    "ask": "ASK { ?s a <https://w3id.org/renkei/def#Agreement> }",
    "construct": "CONSTRUCT WHERE { ?s a ?type }",
    "describe": "DESCRIBE <http://localhost:8000/id/agreement/example>",
}


def table(name: str) -> list[dict[str, str]]:
    """Read a table of cases, a row each."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
