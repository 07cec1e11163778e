"""The parties of an agreement as its documents name them: designation, address and signatory as written."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.thing import in_order
from kg.web.pages.values import Value, link


@dataclass(frozen=True)
class Signing:
    """A party: the government that it is, and the words about it, which may differ between documents."""

    who: Value
    designations: tuple[str, ...]
    addresses: tuple[str, ...]
    signatories: tuple[str, ...]


def signings(context: Context, facts: Facts, agreement: str) -> tuple[Signing, ...]:
    """Give the parties of an agreement in their order."""
    return tuple(
        Signing(
            link(context, facts, facts.iri(one, RENKEI.government) or one),
            _words(facts, one, RENKEI.designation),
            _words(facts, one, RENKEI.addressText),
            _words(facts, one, RENKEI.signatoryTitle),
        )
        for one in in_order(facts, facts.iris(agreement, RENKEI.hasParty))
    )


def _words(facts: Facts, party: str, prop: str) -> tuple[str, ...]:
    return tuple(term.value for term in facts.objects(party, prop) if isinstance(term, Literal))
