"""A query as a program would ask it, to copy: curl, Python, R (its base and utils packages alone).

R's URLencode leaves alone what holds a %XX anywhere, unless it is told that this may be encoded once more;
its read.csv takes NA for a missing value, and makes names of columns into names of R.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass

from kg.language import UNSEEN

TABLE = {"solutions": "text/csv", "boolean": "application/sparql-results+json", "graph": "text/turtle"}
CURL = """curl {endpoint} \\
  -H {accept} \\
  --data-urlencode {query}
"""
PYTHON = """from SPARQLWrapper import SPARQLWrapper

sparql = SPARQLWrapper({endpoint})
sparql.setOnlyConneg(True)
sparql.addCustomHttpHeader("Accept", {accept})
sparql.setQuery({query})
print(sparql.query().response.read().decode())
"""
R = """query <- {query}
encoded <- URLencode(query, reserved = TRUE, repeated = TRUE)
address <- paste0({endpoint}, "?format={format}&query=", encoded)
{read}
"""
R_READS = {
    "solutions": """read.csv(
  address,
  encoding = "UTF-8",
  colClasses = "character",
  na.strings = character(),
  check.names = FALSE
)""",
    "boolean": 'readLines(address, encoding = "UTF-8", warn = FALSE)',
    "graph": 'readLines(address, encoding = "UTF-8", warn = FALSE)',
}
R_FORMATS = {"solutions": "csv", "boolean": "json", "graph": "ttl"}


@dataclass(frozen=True)
class Snippet:
    """A program in a language: its id, the language's name, the text."""

    id: str
    name: str
    code: str


def snippets(query: str, endpoint: str, kind: str) -> tuple[Snippet, ...]:
    """Write the query in each language; `kind` tells what it is answered with.

    A stranger may have written it: what a terminal would obey, also between quotation marks, is written as an
    escape, which in texts and IRIs means the same (SPARQL 1.1 Query §19.2).
    """
    query = query.replace("\r\n", "\n").strip() + "\n"
    query = UNSEEN.sub(lambda found: found[0] if found[0] in "\t\n" else f"\\u{ord(found[0]):04X}", query)
    return (
        Snippet("curl", "curl", _curl(query, endpoint, TABLE[kind])),
        Snippet("python", "Python (SPARQLWrapper)", _python(query, endpoint, TABLE[kind])),
        Snippet("r", "R", _r(query, endpoint, kind)),
    )


def _curl(query: str, endpoint: str, accept: str) -> str:
    return CURL.format(
        endpoint=shlex.quote(endpoint),
        accept=shlex.quote(f"Accept: {accept}"),
        query=shlex.quote(f"query={query}"),
    )


def _python(query: str, endpoint: str, accept: str) -> str:
    written = (
        query.replace("\\", "\\\\").replace('"', '\\"') if '"""' in query else query.replace("\\", "\\\\")
    )
    return PYTHON.format(
        endpoint=json.dumps(endpoint), accept=json.dumps(accept), query=f'"""\\\n{written}"""'
    )


def _r(query: str, endpoint: str, kind: str) -> str:
    """Write a raw string of R 4, with more dashes than the query holds after a bracket."""
    dashes = "-" * next(n for n in range(3, len(query) + 4) if ")" + "-" * n not in query)
    return R.format(
        query=f'r"{dashes}({query}){dashes}"',
        endpoint=json.dumps(endpoint),
        format=R_FORMATS[kind],
        read=R_READS[kind],
    )
