"""Writes the table of rules in docs/shapes.md: `python -m tests.shapes.table`."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal, URIRef

from kg.namespaces import RDFS, RSH, SH
from kg.resources import asset
from kg.validation import read_rdf

DOCUMENT = Path(__file__).parents[2] / "docs" / "shapes.md"
MARK = "<!-- 以下は python -m tests.shapes.table が書く。 Written by python -m tests.shapes.table. -->\n"
HEAD = "| 規則 rule | 重さ severity | 何を直すか | what to mend |\n|---|---|---|---|\n"
SEVERITIES = {SH.Violation: "違反 violation", SH.Warning: "注意 warning"}


def table() -> str:
    """Give the rules of each shapes file, in the order of their names."""
    return "\n".join(_section(path) for path in sorted(asset("shapes").glob("*.ttl")) if _rows(path))


def _section(path: Path) -> str:
    japanese, english = (line.lstrip("# ") for line in path.read_text("utf-8").splitlines()[:2])
    return f"## {path.name}\n\n{japanese}\n{english}\n\n{HEAD}{''.join(_rows(path))}"


def _rows(path: Path) -> list[str]:
    shapes = read_rdf([], own=[path])
    rules = sorted({str(rule) for rule in shapes.subjects(SH.message)})
    return [_row(shapes, URIRef(rule)) for rule in rules]


def _row(shapes: Graph, rule: URIRef) -> str:
    severity = SEVERITIES[URIRef(str(shapes.value(rule, SH.severity) or SH.Violation))]
    names, texts = _by_language(shapes, rule, SH.name, RDFS.label), _by_language(shapes, rule, SH.message)
    name = f"`rsh:{rule.removeprefix(str(RSH))}`<br>{names['ja']} / {names['en']}"
    return f"| {name} | {severity} | {texts['ja']} | {texts['en']} |\n"


def _by_language(shapes: Graph, rule: URIRef, *properties: URIRef) -> dict[str, str]:
    texts = [
        text for found in properties for text in shapes.objects(rule, found) if isinstance(text, Literal)
    ]
    return {str(text.language): str(text).replace("|", "\\|").replace("<", "&lt;") for text in texts}


if __name__ == "__main__":
    introduction = DOCUMENT.read_text("utf-8").partition(MARK)[0]
    DOCUMENT.write_text(introduction + MARK + "\n" + table(), "utf-8")
