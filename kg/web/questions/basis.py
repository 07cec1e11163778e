"""The statements on which an answer rests: what the question's own patterns match, asked for as a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Variable

from kg.web.questions.algebra import algebra_of

Pattern = tuple[Identifier, ...]


@lru_cache(maxsize=256)
def supporting(query: str) -> str:
    """Ask for what the patterns of a SELECT query matched as a graph; a CONSTRUCT query does that itself."""
    prologue, select, rest = re.split(
        r"^(?=SELECT|CONSTRUCT)|(?=^WHERE)", query, maxsplit=2, flags=re.MULTILINE
    )
    if select.startswith("CONSTRUCT"):
        return query
    group = re.split(r"^\}", rest, maxsplit=1, flags=re.MULTILINE)[0] + "}"
    statements = dict.fromkeys(" ".join(map(_written, one)) for one in _patterns(algebra_of(query)))
    return f"{prologue}CONSTRUCT {{ {' . '.join(statements)} }}\n{group}\n"


def _patterns(part: Any) -> Iterator[Pattern]:
    """Give the triple patterns that hold in each solution that has all their variables.

    In a UNION either side may hold, and in an OPTIONAL one without a variable of its own: these are left out.
    """
    if not isinstance(part, CompValue) or part.name in {"Union", "Minus"}:
        return
    yield from (triple for triple in dict.get(part, "triples", ()) if not isinstance(triple[1], Path))
    yield from _patterns(dict.get(part, "p"))
    yield from (always := list(_patterns(dict.get(part, "p1"))))
    further = list(_patterns(dict.get(part, "p2")))
    if part.name == "LeftJoin":
        bound = _variables(always)
        further = [one for one in further if _variables([one]) - bound]
    yield from further


def _variables(patterns: Iterable[Pattern]) -> set[Identifier]:
    return {term for pattern in patterns for term in pattern if isinstance(term, Variable)}


def _written(term: Identifier) -> str:
    return f"?{term}" if isinstance(term, Variable) else term.n3()
