"""The page of a named graph: what it holds, counted by type."""

from __future__ import annotations

from collections import Counter

from kg.namespaces import RDF
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.values import Value, link

LISTED = 200


def graph_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a graph shows: its IRI, size, types, and the first of the things in it."""
    typed = [(kind, one) for one in facts.subjects() for kind in facts.iris(one, RDF.type)]
    counts = Counter(kind for kind, _ in typed)
    named = dict.fromkeys(one for _, one in sorted(typed) if "#" not in one)
    things = [link(context, facts, one) for one in list(named)[:LISTED]]
    kinds: list[tuple[Value, int]] = [(link(context, facts, kind), n) for kind, n in sorted(counts.items())]
    return {
        "iri": iri,
        "triples": len(facts),
        "kinds": kinds,
        "things": things,
        "more": len(named) > LISTED,
    }
