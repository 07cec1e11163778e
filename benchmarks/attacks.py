"""Queries that are meant to hurt: products, closures, sorting, texts without end, nesting without end."""

from __future__ import annotations

PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
QUERIES = {
    "product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "product, every row": f"SELECT * {{ {PRODUCT} }}",
    "closure of everything": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|!^<urn:x>)* ?b }",
    "closure of closures": "SELECT (COUNT(*) AS ?n) { ?a ((!<urn:x>)*/(!^<urn:x>)*)* ?b . ?b !<urn:y>+ ?c }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f STR(?a) STR(?d)",
    "distinct product": "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }",
    "concatenated product": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    "concatenated by everything": (
        "SELECT ?a (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d"
    ),
}
DEPTHS = (300, 2_500, 20_000)
NESTINGS = {
    "{": ("SELECT * { ", "{ ", "?s ?p ?o ", "} ", "}"),
    "(": ("SELECT * { ?s ?p ?o FILTER", "(", "1", ")", " }"),
    "!": ("SELECT * { ?s ?p ?o FILTER(", "!", "true", "", ") }"),
    "1+1": ("SELECT * { ?s ?p ?o FILTER(0 < ", "1+", "1", "", ") }"),
}


def attacks() -> dict[str, str]:
    """Give every attack by name."""
    return QUERIES | {
        f"{depth} × {name}": f"{head}{opening * depth}{core}{closing * depth}{tail}"
        for name, (head, opening, core, closing, tail) in NESTINGS.items()
        for depth in DEPTHS
    }
