"""The second readers: they agree with rdflib on what is published, and take nothing but plain files."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.release.partitions import Partition, quads_in
from kg.release.rereading import READERS, Statement, UnreadableError
from kg.release.rereading.terms import statements
from kg.release.serialization import FORMATS, Format
from tests.conftest import ROOT

PARSERS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
"""rdflib's names of the formats."""
EXAMPLE = "http://example.org/"


def read_by_rdflib(data: bytes, form: Format) -> set[Statement]:
    dataset = Dataset()
    dataset.parse(data=data, format=PARSERS[form.suffix])
    found = set[Statement]()
    for subject, predicate, value, name in dataset.quads():
        default = name in {None, DATASET_DEFAULT_GRAPH_ID}
        triple = Graph().add((subject, predicate, value))
        found |= set(statements(triple, "" if default else str(name)))
    return found


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
@pytest.mark.parametrize("dump", ["renkei", "agreements/okayama-soja"])
def test_they_read_in_a_dump_what_rdflib_reads(dump: str, form: Format, seed_release: Path) -> None:
    data = (seed_release / "dumps" / f"{dump}.{form.suffix}").read_bytes()
    read = list(READERS[form.suffix](data))
    assert len(read) == len(set(read))
    assert set(read) == read_by_rdflib(data, form)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n"), max_size=12)
IRIS = st.sampled_from([f"{EXAMPLE}a", f"{EXAMPLE}id/x#char=1,2", "https://w3id.org/renkei/def#content"])
TYPES = st.sampled_from([rdflib.XSD.string, rdflib.XSD.anyURI, URIRef(f"{EXAMPLE}type")])
NUMBERS = [("1", "integer"), ("-12", "integer"), ("1.5", "decimal"), ("1.0E2", "double"), ("true", "boolean")]
VALUES = st.one_of(
    IRIS.map(URIRef),
    st.builds(lambda words, language: Literal(words, lang=language), WORDS, st.sampled_from(["ja", "en"])),
    st.builds(lambda words, datatype: Literal(words, datatype=datatype), WORDS, TYPES),
    WORDS.map(Literal),
    st.sampled_from([Literal(words, datatype=rdflib.XSD[name]) for words, name in NUMBERS]),
)
PROPERTIES = st.sampled_from([URIRef(f"{EXAMPLE}a"), URIRef("https://w3id.org/renkei/def#content")])
TRIPLES = st.lists(st.tuples(IRIS.map(URIRef), PROPERTIES, VALUES), max_size=6)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
@settings(max_examples=40, deadline=None)
@given(triples=TRIPLES)
def test_they_read_what_is_written_whatever_it_says(form: Format, triples: list[tuple[URIRef, ...]]) -> None:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)  # type: ignore[arg-type]
    quads = quads_in([Partition(URIRef(f"{EXAMPLE}graph"), "version", graph, True)])
    listed, expected = quads.of(form.dataset)
    data = b"".join(form.framed([form.part(listed)]))
    assert set(READERS[form.suffix](data)) == set(expected)


CASES = sorted((ROOT / "tests/release/unreadable").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_they_refuse_what_is_not_plain(case: Path) -> None:
    with pytest.raises(UnreadableError):
        list(READERS[case.suffix[1:]](case.read_bytes()))
