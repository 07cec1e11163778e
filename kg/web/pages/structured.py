"""What a page is about in schema.org's words, for search engines: an agreement, a government, an area."""

from __future__ import annotations

from typing import Any

from kg.namespaces import RDF, RENKEI
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.schema_org import CONTEXT

TYPES = {
    str(RENKEI.Municipality): "GovernmentOrganization",
    str(RENKEI.Prefecture): "GovernmentOrganization",
    str(RENKEI.CooperationArea): "AdministrativeArea",
    str(RENKEI.Agreement): "Legislation",
    str(RENKEI.AgreementVersion): "Legislation",
}


def subject(context: Context, facts: Facts, iri: str) -> dict[str, Any] | None:
    """Describe a thing for search engines; None where schema.org has no word for its kind."""
    kind = next((TYPES[one] for one in facts.iris(iri, RDF.type) if one in TYPES), None)
    if kind is None:
        return None
    described = {"@context": CONTEXT, "@type": kind, "@id": iri, "url": iri, "name": _names(facts, iri)}
    more = {"GovernmentOrganization": _government, "Legislation": _legislation}.get(kind)
    return described | (_stated(more(context, facts, iri)) if more else {})


def _government(context: Context, facts: Facts, iri: str) -> dict[str, Any]:
    return {
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, prop in (
                ("全国地方公共団体コード", RENKEI.localGovernmentCode),
                ("法人番号", RENKEI.corporateNumber),
            )
            if (value := facts.text(iri, prop))
        ],
        "parentOrganization": _reference(facts.iri(iri, RENKEI.inPrefecture)),
    }


def _legislation(context: Context, facts: Facts, iri: str) -> dict[str, Any]:
    """Say of an agreement or version no more than is stated: of a draft, that it is one."""
    agreement, _, version = iri.partition("/version/")
    parties = entity.agreement_of(context.store, agreement)
    status = facts.iri(iri, RENKEI.status)
    kind = context.ontology.facts.label(parties.iri(agreement, RENKEI.agreementKind) or "", "ja")
    return {
        "legislationType": kind.text if kind else None,
        "inLanguage": "ja",
        "creativeWorkStatus": "Draft" if status == str(RENKEI.Draft) else None,
        "exampleOfWork": _reference(agreement) if version else None,
        "isPartOf": _reference(facts.iri(iri, RENKEI.concernsArea)),
        "legislationResponsible": [
            {"@type": "GovernmentOrganization", "@id": one}
            for party in parties.iris(agreement, RENKEI.hasParty)
            for one in parties.iris(party, RENKEI.government)
        ],
        "temporalCoverage": _from(facts.text(iri, RENKEI.applicableFrom)),
    }


def _names(facts: Facts, iri: str) -> list[dict[str, str]]:
    found = [(name, facts.label(iri, name)) for name in ("ja", "en")]
    return [
        {"@language": name, "@value": words.text} for name, words in found if words and words.lang == name
    ]


def _reference(iri: str | None) -> dict[str, str] | None:
    return {"@id": iri} if iri else None


def _from(day: str | None) -> str | None:
    return f"{day}/.." if day else None


def _stated(described: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if value}
