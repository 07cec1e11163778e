"""The ontology and the shapes are served as they are written, and their pages show all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from kg.resources import asset
from tests.web.pages_crawl import open_page
from tests.web.pages_reading import said
from tests.web.site import Site, running

RENKEI = "https://w3id.org/renkei/def#"
RSH = "https://w3id.org/renkei/shapes#"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DEFINITION = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
SCOPE_NOTE = NamedNode("http://www.w3.org/2004/02/skos/core#scopeNote")
EXAMPLE = NamedNode("http://www.w3.org/2004/02/skos/core#example")
MESSAGE = NamedNode("http://www.w3.org/ns/shacl#message")


@pytest.fixture(scope="module")
def site(seed_release: Path) -> Iterator[Site]:
    with running(seed_release) as site:
        yield site


def written(*files: Path) -> Store:
    """Read Turtle files into one graph."""
    store = Store()
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def ontology() -> Store:
    return written(*asset("ontology").glob("*.ttl"), *asset("ontology").glob("concepts/*.ttl"))


@pytest.fixture(scope="module")
def shapes() -> Store:
    return written(*asset("shapes").glob("*.ttl"))


def texts(store: Store, predicate: NamedNode, namespace: str, language: str) -> set[tuple[str, str]]:
    """Give the texts in a language, with the local names of what they are about."""
    return {
        (quad.subject.value.removeprefix(namespace), quad.object.value)
        for quad in store.quads_for_pattern(None, predicate, None)
        if isinstance(quad.object, Literal)
        and isinstance(quad.subject, NamedNode)
        and quad.object.language == language
        and quad.subject.value.startswith(namespace)
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_every_term_with_its_texts_under_its_local_name(
    site: Site, ontology: Store, language: str
) -> None:
    sections = {
        one.attributes["id"]: " ".join(one.text.split())
        for one in open_page(site, f"/{language}/def").top.every("section", class_="term")
    }
    labels = texts(ontology, LABEL, RENKEI, language)
    assert sections.keys() == {name for name, _ in labels}
    for predicate in (LABEL, DEFINITION, SCOPE_NOTE, EXAMPLE):
        for name, text in texts(ontology, predicate, RENKEI, language):
            assert " ".join(text.split()) in sections[name]


@pytest.mark.parametrize(
    ("language", "names"), [("ja", ["定義", "使い方", "例"]), ("en", ["definition", "scope note", "example"])]
)
def test_a_term_s_texts_are_named_in_the_reader_s_language(
    site: Site, language: str, names: list[str]
) -> None:
    term = open_page(site, f"/{language}/def").top.one("section", id="Initiative")
    assert [name.text for name in term.every("dt")][:3] == names
    assert not [name.text for name in term.every("dt") if "#" in name.text]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_every_shape_with_its_message(site: Site, shapes: Store, language: str) -> None:
    sections = {
        one.attributes["id"]: " ".join(one.text.split())
        for one in open_page(site, f"/{language}/shapes").top.every("section", class_="term")
    }
    messages = texts(shapes, MESSAGE, RSH, language)
    assert len(messages) > 20
    for name, text in messages:
        assert " ".join(text.split()) in sections[name]


@pytest.mark.parametrize("name", ["def", "shapes"])
def test_the_turtle_says_what_the_files_say(site: Site, ontology: Store, shapes: Store, name: str) -> None:
    reply = site.ask(f"/{name}.ttl")
    served = pyoxigraph.Dataset(pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE))
    expected = pyoxigraph.Dataset({"def": ontology, "shapes": shapes}[name])
    for dataset in (served, expected):
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    assert served == expected
    assert reply.text.startswith("#"), "the editors' comments are kept"


@pytest.mark.parametrize("name", ["def", "shapes"])
@pytest.mark.parametrize(
    ("suffix", "form"),
    [("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD), ("rdf", RdfFormat.RDF_XML)],
)
def test_every_other_form_says_as_much(site: Site, name: str, suffix: str, form: RdfFormat) -> None:
    turtle = list(pyoxigraph.parse(site.ask(f"/{name}.ttl").body, format=RdfFormat.TURTLE))
    other = list(pyoxigraph.parse(site.ask(f"/{name}.{suffix}").body, format=form))
    assert len(set(other)) == len(set(turtle))


RELATIONS = """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?source ?property ?target {
  ?p a owl:ObjectProperty ; rdfs:label ?property ; rdfs:domain ?d ; rdfs:range ?r .
  ?d rdfs:label ?source . ?r rdfs:label ?target
  FILTER(LANG(?property) = "ja" && LANG(?source) = "ja" && LANG(?target) = "ja")
}"""


def test_the_picture_shows_no_relation_that_the_ontology_does_not_have(site: Site, ontology: Store) -> None:
    page = open_page(site, "/ja/def").top
    table = page.one("details", class_="relations")
    shown = {tuple(said(cell) for cell in row.every("a")) for row in table.one("tbody").every("tr")}
    found = ontology.query(RELATIONS)
    assert isinstance(found, QuerySolutions)
    assert shown == {tuple(term.value for term in row if isinstance(term, Literal)) for row in found}
    picture = page.one("figure", class_="diagram").one("svg")
    arrows = {said(text).removesuffix(" …") for text in picture.every("text", class_="said")}
    boxes = {said(text) for text in picture.every("text") if not text.attributes.get("class")}
    assert len(boxes) == len(picture.every("rect")) > 10
    assert boxes <= {end for source, _, target in shown for end in (source, target)}
    assert arrows <= {name for source, name, target in shown if {source, target} <= boxes}


def test_a_class_has_an_example_from_the_data(site: Site) -> None:
    term = open_page(site, "/ja/def").top.one("section", id="Agreement")
    example = next(a for a in term.every("a") if a.attributes["href"].startswith("/ja/doc/agreement/"))
    assert said(example) == "岡山市及び総社市における連携中枢都市圏形成に係る連携協約"
