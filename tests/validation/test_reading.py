"""RDF files of every format are read alike, and a broken one is an error that names file, line and remedy."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import BNode, Graph
from rdflib.compare import isomorphic

from kg.errors import DocumentError
from kg.validation import read_rdf

HERE = Path(__file__).parent
FORMATS = sorted((HERE / "formats").iterdir())
PROBLEMS = list(csv.DictReader((HERE / "broken" / "problems.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.suffix)
def test_a_graph_is_the_same_in_every_format(path: Path) -> None:
    assert isomorphic(read_rdf([path]), Graph().parse(HERE / "formats" / "reference.ttl"))


def test_each_published_format_has_its_file() -> None:
    assert {path.suffix for path in FORMATS} == {".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf"}


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem["file"])
def test_a_broken_file_is_an_error_with_place_and_remedy(problem: dict[str, str]) -> None:
    path = HERE / "broken" / problem["file"]
    with pytest.raises(DocumentError) as caught:
        read_rdf([path])
    (found,) = caught.value.problems
    assert found.document == str(path)
    assert str(found.line or "") == problem["line"]
    assert problem["what"] in str(found.what)
    assert problem["remedy"] in str(found.remedy)


def test_every_broken_file_has_its_row() -> None:
    files = {path.name for path in (HERE / "broken").iterdir()}
    assert files - {problem["file"] for problem in PROBLEMS} == {"problems.csv"}


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"missing\.ttl: The file cannot be read") as caught:
        read_rdf([tmp_path / "missing.ttl"])
    assert "Check its path" in str(caught.value)


def test_all_broken_files_are_reported_at_once() -> None:
    paths = [HERE / "broken" / problem["file"] for problem in PROBLEMS]
    with pytest.raises(DocumentError) as caught:
        read_rdf([*paths, *FORMATS])
    assert [found.document for found in caught.value.problems] == [str(path) for path in paths]


def test_an_impossible_date_is_kept_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "dates.nt"
    path.write_text('<urn:x:a> <urn:x:b> "2025-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .\n')
    assert [str(value) for value in read_rdf([path]).objects()] == ["2025-02-30"]


def test_blank_nodes_of_two_files_stay_apart_and_have_the_same_names_each_time(tmp_path: Path) -> None:
    paths = [tmp_path / "one.ttl", tmp_path / "two.ttl"]
    for path in paths:
        path.write_text("_:same <urn:x:b> [ <urn:x:c> _:same ] .\n")
    first, second = (set(read_rdf(paths)) for _ in range(2))
    assert first == second
    assert len({node for triple in first for node in triple if isinstance(node, BNode)}) == 4


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    names = ["a0", *(f"a{n}" for n in range(1, 40))]
    entities = "".join(
        f'<!ENTITY {name} "{"&" + before + ";"}{"&" + before + ";"}">' for before, name in pairwise(names)
    )
    path = tmp_path / "bomb.rdf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "x">{entities}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:x:">'
        '<rdf:Description rdf:about="urn:x:a"><e:b>&a39;</e:b></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(DocumentError):
        read_rdf([path])
