"""The prefixes of every vocabulary the project uses; a namespace is written here and nowhere else."""

from __future__ import annotations

from functools import cache

from rdflib import Namespace, URIRef


class Vocabulary(Namespace):
    """A namespace whose terms are made once: a page of a thing names them thousands of times."""

    @cache  # noqa: B019 - there are as many as are written below
    def term(self, name: str) -> URIRef:
        """Give the term with this local name."""
        return super().term(name)


RENKEI = Vocabulary("https://w3id.org/renkei/def#")
RSH = Vocabulary("https://w3id.org/renkei/shapes#")

RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Vocabulary("http://purl.org/dc/terms/")
PROV = Vocabulary("http://www.w3.org/ns/prov#")
ORG = Vocabulary("http://www.w3.org/ns/org#")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
DCAT = Vocabulary("http://www.w3.org/ns/dcat#")
VOID = Vocabulary("http://rdfs.org/ns/void#")
VCARD = Vocabulary("http://www.w3.org/2006/vcard/ns#")
SPDX = Vocabulary("http://spdx.org/rdf/terms#")
SH = Vocabulary("http://www.w3.org/ns/shacl#")
SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
VANN = Vocabulary("http://purl.org/vocab/vann/")
VOID_EXT = Vocabulary("http://ldf.fi/void-ext#")
HYDRA = Vocabulary("http://www.w3.org/ns/hydra/core#")

# What only feeds say; no graph of a release does.
LDES = Vocabulary("https://w3id.org/ldes#")
TREE = Vocabulary("https://w3id.org/tree#")
ACTIVITY = Vocabulary("https://www.w3.org/ns/activitystreams#")

# What only the pages' own lists say.
SITEMAP = Vocabulary("http://www.sitemaps.org/schemas/sitemap/0.9")
XHTML = Vocabulary("http://www.w3.org/1999/xhtml")

ONTOLOGY = "https://w3id.org/renkei/def"
SHAPES = "https://w3id.org/renkei/shapes"

PREFIXES: dict[str, str] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "hydra": str(HYDRA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "renkei": str(RENKEI),
    "rsh": str(RSH),
    "sd": str(SD),
    "sh": str(SH),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "vann": str(VANN),
    "vcard": str(VCARD),
    "void": str(VOID),
    "void-ext": str(VOID_EXT),
    "xsd": str(XSD),
}
