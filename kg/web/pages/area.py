"""The page of a cooperation area: its members, each with its place in the area and where that is stated."""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import DCTERMS, ORG
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.thing import natural
from kg.web.pages.values import Value, link


@dataclass(frozen=True)
class Membership:
    """A member of an area, its places in it, and the references that state them."""

    member: Value
    places: tuple[Value, ...]
    references: tuple[Value, ...]


def area_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of an area shows besides the general."""
    found = sorted(facts.naming(ORG.organization, iri), key=natural)
    return {
        "memberships": [
            _membership(context, facts, one, member) for one in found for member in _members(facts, one)
        ]
    }


def _members(facts: Facts, membership: str) -> list[str]:
    return facts.iris(membership, ORG.member)


def _membership(context: Context, facts: Facts, iri: str, member: str) -> Membership:
    return Membership(
        link(context, facts, member),
        tuple(link(context, facts, one) for one in facts.iris(iri, ORG.role)),
        tuple(link(context, facts, one) for one in facts.iris(iri, DCTERMS.source)),
    )
