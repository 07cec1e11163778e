"""The actions, by the names that CKAN gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.web.ckan.licences import LICENCES
from kg.web.ckan.packages import Portal
from kg.web.ckan.parameters import Parameters, names, number, required, truth, words
from kg.web.ckan.refusals import NotFoundError
from kg.web.ckan.searching import search

Action = Callable[[Portal, Parameters], Any]
VERSION = "2.11"
"""The version of CKAN whose answers these are."""
USUAL = 25


def package_list(portal: Portal, parameters: Parameters) -> list[str]:
    """List the names of all data sets."""
    return page(sorted(portal.packages), parameters)


def package_show(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Show one data set, by its name or id."""
    return portal.find(required(parameters, "id", "name_or_id")) or _missing()


def package_search(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Search data sets: q, fq, sort, rows, start, facet.field, fl."""
    return search(portal, parameters)


def organization_list(portal: Portal, parameters: Parameters) -> list[Any]:
    """List the organizations: the publisher."""
    counted = portal.organization | {"display_name": portal.organization["title"]}
    return _listed([counted | {"package_count": len(portal.packages)}], parameters, "organizations")


def organization_show(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Show an organization, with its data sets where that is wanted."""
    asked, organization = required(parameters, "id"), portal.organization
    if asked not in (organization["name"], organization["id"]):
        _missing()
    shown = organization | {"package_count": len(portal.packages), "users": [], "tags": [], "extras": []}
    if truth(parameters, "include_datasets"):
        shown["packages"] = list(portal.packages.values())[: search_limit(parameters)]
    return shown | {"display_name": organization["title"], "groups": []}


def group_list(portal: Portal, parameters: Parameters) -> list[Any]:
    """List the groups: the themes."""
    return _listed([_counted(portal, name) for name in sorted(portal.groups)], parameters, "groups")


def group_show(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Show a group, by its name or id."""
    asked = required(parameters, "id")
    found = [name for name, group in portal.groups.items() if asked in (name, group["id"])]
    return _counted(portal, found[0]) if found else _missing()


def tag_list(portal: Portal, parameters: Parameters) -> list[Any]:
    """List the tags, with a word in them where `query` gives one."""
    query, tags = words(parameters, "query").casefold(), {}
    for package in portal.packages.values():
        tags.update({tag["name"]: tag for tag in package["tags"] if query in tag["name"].casefold()})
    found = [tags[name] for name in sorted(tags)]
    return found if truth(parameters, "all_fields") else [tag["name"] for tag in found]


def license_list(portal: Portal, parameters: Parameters) -> list[dict[str, Any]]:
    """List the licences that data sets may have."""
    return [
        {
            "id": each.id,
            "title": each.title,
            "url": each.url,
            "status": "active",
            "maintainer": "",
            "family": "",
        }
        | {
            "od_conformance": "approved" if each.is_open else "not reviewed",
            "osd_conformance": "not reviewed",
        }
        | {"domain_data": False, "domain_content": False, "domain_software": False, "is_generic": False}
        for each in LICENCES
    ]


def status_show(portal: Portal, parameters: Parameters) -> dict[str, Any]:
    """Say what answers here."""
    return {
        "ckan_version": VERSION,
        "site_url": portal.offer.base.rstrip("/"),
        "site_title": portal.offer.title["ja"],
        "site_description": portal.offer.description["ja"],
        "error_emails_to": None,
        "locale_default": "ja",
        "extensions": [],
    }


def site_read(portal: Portal, parameters: Parameters) -> bool:
    """Say that everybody may read."""
    return True


def help_show(portal: Portal, parameters: Parameters) -> str | None:
    """Say what an action does."""
    action = ACTIONS.get(required(parameters, "name"))
    return action.__doc__ if action else _missing()


ACTIONS: dict[str, Action] = {
    action.__name__: action
    for action in (
        *(package_list, package_show, package_search, organization_list, organization_show),
        *(group_list, group_show, tag_list, license_list, status_show, site_read, help_show),
    )
}


def page(found: list[Any], parameters: Parameters) -> list[Any]:
    """Give the part of a list that `limit` and `offset` ask for; all when nothing does."""
    limit, offset = number(parameters, "limit", 0), number(parameters, "offset", 0)
    return found[offset : offset + limit if limit else None]


def search_limit(parameters: Parameters) -> int:
    """Give how many data sets are shown with what holds them."""
    return min(number(parameters, "limit", 1000), 1000)


def _listed(found: list[dict[str, Any]], parameters: Parameters, chosen: str) -> list[Any]:
    """Give names, or what is wanted of each."""
    wanted = names(parameters, chosen)
    kept = [each for each in found if not wanted or each["name"] in wanted]
    all_fields = truth(parameters, "all_fields")
    return page(kept if all_fields else [each["name"] for each in kept], parameters)


def _counted(portal: Portal, name: str) -> dict[str, Any]:
    group = portal.groups[name]
    held = [package for package in portal.packages.values() if group in package["groups"]]
    return group | {
        "package_count": len(held),
        "type": "group",
        "is_organization": False,
        "approval_status": "approved",
        "state": "active",
        "created": portal.organization["created"],
    }


def _missing() -> Any:
    raise NotFoundError
