"""The other doors to the data, for the API's description: by path, the route behind it and what it does."""

from __future__ import annotations

from typing import Any

Described = dict[str, Any]


ENVELOPE: Described = {
    "description": "CKAN's envelope of what is refused",
    "content": {"application/json": {"schema": {"type": "object", "required": ["success", "error"]}}},
}


def _text(name: str, description: str, example: str, required: bool = False) -> Described:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def _page(example: int = 1) -> Described:
    return {
        "name": "page",
        "in": "query",
        "description": "The page of the results, from 1",
        "schema": {"type": "integer", "minimum": 1},
        "example": example,
    }


def _get(name: str, tag: str, summary: str, media_types: list[str], *parameters: Described) -> Described:
    refused = ENVELOPE if tag == "ckan" else {"$ref": "#/components/responses/problem"}
    return {
        "get": {
            "operationId": name,
            "tags": [tag],
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                "200": {
                    "description": "The answer",
                    "content": {
                        one: {"schema": {} if "json" in one else {"type": "string"}} for one in media_types
                    },
                },
                "304": {"$ref": "#/components/responses/unchanged"},
                **({"400": refused} if parameters else {}),
            },
        }
    }


TABLES = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]

SPARQL = _get(
    "sparql",
    "endpoint",
    "SPARQL 1.1 Protocol: answers any query, with a table or a graph; also by POST",
    TABLES,
    _text(
        "query",
        "A SPARQL 1.1 query",
        "SELECT ?agreement { ?agreement a <https://w3id.org/renkei/def#Agreement> }",
    ),
)
SEARCH = _get(
    "search",
    "search",
    "Full-text search",
    ["application/json"],
    _text("q", "Words to look for: kanji, kana, romaji or codes", "観光"),
    _text("type", "A kind of thing; may be repeated, as the following may", "initiative"),
    _text("municipality", "A municipality's six-digit code", "331007"),
    _text("pillar", "A pillar", "EconomicGrowth"),
    _text("kind", "A kind of role", "Lead"),
    _text("status", "A status", "Draft"),
    _page(),
)
FILES = "The files of the release that is served, with ETag and Range"

DOORS: dict[str, tuple[str, Described]] = {
    "/sparql": ("/sparql", SPARQL),
    "/api/search": ("/api/search", SEARCH),
    "/dumps/latest/manifest.json": (
        "/dumps/<release>/<path:path>",
        _get("manifest", "files", FILES, ["application/json"]),
    ),
    "/dumps/latest/csv/roles.csv": (
        "/dumps/<release>/<path:path>",
        _get("roles", "files", FILES, ["text/csv"]),
    ),
    "/catalog": ("/catalog", _get("catalog", "catalogue", "DCAT-AP 3, page by page", GRAPHS, _page())),
    "/api/3/action/package_list": (
        "/api/3/action/<name>",
        _get(
            "package_list",
            "ckan",
            "CKAN's Action API, for reading: the names of the data sets",
            ["application/json"],
        ),
    ),
    "/api/3/action/package_search": (
        "/api/3/action/<name>",
        _get(
            "package_search",
            "ckan",
            "CKAN's Action API: search among the data sets",
            ["application/json"],
            _text("q", "Words in Solr's syntax", "title:協約"),
        ),
    ),
}
