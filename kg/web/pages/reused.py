"""Names for the terms of other vocabularies that our data and our ontology use; the keys of translations."""

from __future__ import annotations

from kg.namespaces import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN
from kg.web.i18n import text


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


# What the segments of an IRI's path name.
KINDS = {
    "agreement": _("agreement"),
    "area": _("area"),
    "article": _("article"),
    "catalogue": _("catalogue"),
    "continuation": _("continuation"),
    "decision": _("decision"),
    "examples": _("example queries"),
    "government": _("local government"),
    "initiative": _("initiative"),
    "instrument": _("instrument"),
    "member": _("membership"),
    "party": _("party"),
    "question": _("question"),
    "reference": _("reference"),
    "role": _("role"),
    "source": _("document"),
    "sources": _("documents and passages"),
    "statistics": _("statistics"),
    "version": _("version"),
    "vocabulary": _("vocabulary"),
}


def kind_named(segment: str) -> str:
    """Name the kind of thing that a segment of a path stands for."""
    return text(KINDS[segment]) if segment in KINDS else segment


NAMES: dict[str, str] = {
    str(iri): template
    for iri, template in {
        DCTERMS.title: _("title"),
        DCTERMS.description: _("description"),
        DCTERMS.identifier: _("identifier"),
        DCTERMS.source: _("source"),
        DCTERMS.spatial: _("place"),
        DCTERMS.license: _("licence"),
        DCTERMS.rights: _("rights"),
        DCTERMS.language: _("language"),
        DCTERMS["format"]: _("format"),
        DCTERMS.publisher: _("publisher"),
        DCTERMS.created: _("created on"),
        DCTERMS.modified: _("modified on"),
        DCTERMS.BibliographicResource: _("reference"),
        DCAT.Catalog: _("catalogue"),
        DCAT.Dataset: _("dataset"),
        DCAT.Distribution: _("distribution"),
        FOAF.page: _("web page"),
        FOAF.Document: _("document"),
        ORG.Membership: _("membership"),
        ORG.organization: _("organization"),
        ORG.member: _("member"),
        ORG.role: _("role in the organization"),
        ORG.hasMember: _("has member"),
        OWL.Ontology: _("ontology"),
        OWL.Class: _("class"),
        OWL.ObjectProperty: _("property (leads to a thing)"),
        OWL.DatatypeProperty: _("property (a text, number or date)"),
        OWL.disjointWith: _("never also"),
        OWL.inverseOf: _("inverse of"),
        OWL.versionInfo: _("version number"),
        OWL.versionIRI: _("IRI of the version"),
        OWL.equivalentClass: _("same class as"),
        OWL.equivalentProperty: _("same property as"),
        PROV.wasQuotedFrom: _("quoted from"),
        PROV.wasRevisionOf: _("revision of"),
        RDF.type: _("type"),
        RDFS.label: _("name"),
        RDFS.comment: _("comment"),
        RDFS.domain: _("domain"),
        RDFS.range: _("range"),
        RDFS.subClassOf: _("subclass of"),
        RDFS.subPropertyOf: _("subproperty of"),
        RDFS.seeAlso: _("see also"),
        RDFS.isDefinedBy: _("defined by"),
        SH.path: _("property"),
        SH.severity: _("severity"),
        SH.targetClass: _("applies to"),
        SH.targetSubjectsOf: _("applies to what has"),
        SH.targetObjectsOf: _("applies to the values of"),
        SH.targetNode: _("applies to this alone"),
        SH.Warning: _("warning"),
        SH.Info: _("information"),
        SH.Violation: _("error"),
        SKOS.ConceptScheme: _("concept scheme"),
        SKOS.Concept: _("concept"),
        SKOS.prefLabel: _("preferred label"),
        SKOS.altLabel: _("alternative label"),
        SKOS.definition: _("definition"),
        SKOS.scopeNote: _("scope note"),
        SKOS.example: _("example"),
        SKOS.editorialNote: _("editorial note"),
        SKOS.notation: _("notation"),
        SKOS.inScheme: _("in scheme"),
        SKOS.topConceptOf: _("top concept of"),
        SKOS.exactMatch: _("exact match"),
        SKOS.closeMatch: _("close match"),
        SKOS.broadMatch: _("broader match"),
        SKOS.narrowMatch: _("narrower match"),
        SKOS.relatedMatch: _("related match"),
        VANN.preferredNamespacePrefix: _("preferred prefix"),
        VANN.preferredNamespaceUri: _("namespace"),
    }.items()
}
