"""package_search: which packages, in which order, which page of them, counted by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from kg.web.ckan.documents import FACETS, Package
from kg.web.ckan.packages import Portal
from kg.web.ckan.parameters import Parameters, names, number, words
from kg.web.ckan.refusals import BadQueryError, InvalidError
from kg.web.ckan.solr import LONGEST, read_query

MOST = 1000
"""Packages in an answer, as CKAN has it."""
USUAL = 10
ORDER = "score desc, metadata_modified desc"
KNOWN = {
    *("q", "fq", "fq_list", "qf", "mm", "bf", "boost", "tie", "defType", "wt"),
    *("rows", "start", "sort", "fl", "facet", "facet.field", "facet.limit", "facet.mincount"),
    *("include_private", "include_drafts", "include_deleted", "use_default_schema", "extras"),
}
"""Parameters that CKAN takes; it refuses others, and so do we."""
SORTED_BY: dict[str, Callable[[Package], Any]] = {
    "score": lambda package: 0,
    "id": lambda package: package["id"],
    "name": lambda package: package["name"],
    "title": lambda package: package["title"],
    "title_string": lambda package: package["title"],
    "metadata_modified": lambda package: package["metadata_modified"],
    "metadata_created": lambda package: package["metadata_created"],
}


def search(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Search the packages as CKAN does; beyond the last there are none."""
    unknown = sorted(name for name in parameters if name not in KNOWN and not name.startswith("ext_"))
    if unknown:
        raise BadQueryError(f"Invalid search parameters: {unknown}")
    rows, start = min(number(parameters, "rows", USUAL), MOST), number(parameters, "start", 0)
    order = words(parameters, "sort") or ORDER
    tests = [read_query(text) for text in _filters(parameters)]
    found = _sorted([one for one, known in portal.documents if all(test(known) for test in tests)], order)
    facets = _facets(
        found, [*dict.fromkeys(names(parameters, "facet.field"))], number(parameters, "facet.mincount", 1)
    )
    return {
        "count": len(found),
        "facets": {
            name: {item["name"]: item["count"] for item in facet["items"]} for name, facet in facets.items()
        },
        "results": _only(found[start : start + rows], names(parameters, "fl")),
        "sort": order,
        "search_facets": facets,
    }


def _filters(parameters: Parameters) -> list[str]:
    """Give the queries that must all hold, none when nothing is asked; `fq_list` holds several of them.

    BadQueryError when they are too long together: each is looked for in every package.
    """
    several = parameters.get("fq_list") or []
    several = [several] if isinstance(several, str) else several
    if not isinstance(several, list) or not all(isinstance(each, str) for each in several):
        raise InvalidError("fq_list", "Not a list")
    queries = [words(parameters, "q"), words(parameters, "fq"), *several]
    if sum(map(len, queries)) > LONGEST:
        raise BadQueryError("The query is too long.")
    return [query for query in queries if query.strip()]


def _sorted(packages: list[Package], order: str) -> list[Package]:
    """Sort by the last field first: sorting keeps the order of equals. Of equals the first name is first."""
    packages = sorted(packages, key=SORTED_BY["name"])
    for name, direction in reversed(_directions(order).items()):
        packages.sort(key=SORTED_BY[name], reverse=direction == "desc")
    return packages


def _directions(order: str) -> dict[str, str]:
    """Give each field that is named with its direction; named again it would change nothing."""
    directions: dict[str, str] = {}
    for part in order.split(","):
        name, _, direction = part.strip().partition(" ")
        direction = direction.strip().lower()
        if name not in SORTED_BY or direction not in {"asc", "desc"}:
            raise BadQueryError('Invalid "sort" parameter')
        directions.setdefault(name, direction)
    return directions


def _facets(packages: list[Package], asked: list[str], least: int) -> dict[str, Any]:
    unknown = [name for name in asked if name not in FACETS]
    if unknown:
        raise BadQueryError(f"undefined field: {unknown[0]!r}")
    return {name: {"title": name, "items": _items(packages, FACETS[name], least)} for name in asked}


def _items(
    packages: list[Package], values: Callable[[Package], list[str]], least: int
) -> list[dict[str, Any]]:
    counted = Counter(value for package in packages for value in set(values(package)))
    frequent = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "display_name": name, "count": n} for name, n in frequent if n >= least]


def _only(packages: list[Package], wanted: list[str]) -> list[Package]:
    if not wanted:
        return packages
    known = {name for package in packages for name in package}
    wanted = [name for name in dict.fromkeys(wanted) if name in known]
    return [{name: package[name] for name in wanted if name in package} for package in packages]
