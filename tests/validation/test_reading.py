"""RDF files of every format are read alike, and a broken one is an error that names file, line and remedy."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import BNode, Graph
from rdflib.compare import isomorphic

from kg.errors import DocumentError
from kg.namespaces import RDF
from kg.validation import read_rdf
from kg.validation.reading import LARGEST

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


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.suffix)
def test_a_file_of_our_own_is_read_like_any_other(path: Path) -> None:
    assert set(read_rdf([], own=[path])) == set(read_rdf([path]))


@pytest.mark.parametrize("own", [True, False])
def test_entities_that_grow_without_end_are_refused_where_they_are_declared(
    own: bool, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.rdf"
    entities = "".join(f'\n<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [{entities.replace("&a0;", "synthetic")}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:x:">'
        '<rdf:Description rdf:about="urn:x:a"><e:b>&a9;</e:b></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(DocumentError, match=r"bomb\.rdf:2: The file declares an XML entity\."):
        read_rdf([], own=[path]) if own else read_rdf([path])


STATEMENT = "<urn:x:a> <urn:x:b> "
HOSTILE = {
    "long-text.ttl": (f'{STATEMENT}"{"長" * 6_000_000}" .', "too large"),
    "long-text.jsonld": (f'{{"urn:x:b": "{"長" * 6_000_000}"}}', "too large"),
    "long-prefix.ttl": (f"@prefix p: <urn:{'x' * 1_000_000}:> .\n" + "p:a p:b p:c .\n" * 2000, "too large"),
    "objects.jsonld": ('{"urn:x:b":' * 60_000 + '"x"' + "}" * 60_000, "nested too deeply"),
    "terms.nt": (STATEMENT + f"<<( {STATEMENT}" * 20_000 + '"x"' + ")>>" * 20_000 + ".", "nested too deeply"),
    "lists.ttl": (STATEMENT + "( " * 200_000 + ") " * 200_000 + ".", "more than 1000 blank nodes"),
    "nodes.ttl": (
        STATEMENT + "[ <urn:x:b> " * 100_000 + "1 " + "] " * 100_000 + ".",
        "more than 1000 blank nodes",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_take_the_machine_is_an_error_that_names_the_file(name: str, tmp_path: Path) -> None:
    text, words = HOSTILE[name]
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(DocumentError, match=f"{name}: The file .*{words}"):
        read_rdf([tmp_path / name])


def test_a_file_that_takes_too_long_ends_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "deep.rdf"
    opening = "".join(f'<rdf:Description rdf:about="urn:x:{n}"><e:b>' for n in range(60_000))
    closing = "</e:b></rdf:Description>" * 60_000
    path.write_text(f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:x:">{opening}{closing}</rdf:RDF>')
    limits = "parsing.LIMITS = replace(parsing.LIMITS, seconds=2)"
    imports = "from dataclasses import replace; from kg.validation import parsing"
    hurried = f"{imports}; {limits}; parsing.main('.rdf', '1')"
    with path.open("rb") as stream:
        run = subprocess.run([sys.executable, "-c", hurried], stdin=stream, capture_output=True, check=False)
    assert run.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    with pytest.raises(DocumentError, match=r"pipe\.ttl: This is not a regular file\."):
        read_rdf([tmp_path / "pipe.ttl"])


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.nt"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(DocumentError, match=r"large\.nt: The file is larger than 200 MB\."):
        read_rdf([path])


def test_an_error_shows_what_a_terminal_would_obey(tmp_path: Path) -> None:
    path = tmp_path / "escape.ttl"
    path.write_text(f"<urn:x:a> \x1b[31m{'x' * 5000} <urn:x:c> .")
    with pytest.raises(DocumentError) as caught:
        read_rdf([path])
    (found,) = caught.value.problems
    assert "\x1b" not in str(found)
    assert len(str(found.what)) < 1000
