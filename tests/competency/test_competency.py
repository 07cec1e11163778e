"""Competency questions, asked of the first document and of made-up ones, answered as the documents say."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, RdfFormat, Store, Triple, parse

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "ontology" / "competency"
SYNTHETIC_ANSWERS = Path(__file__).parent / "synthetic" / "answers"
QUERIES = sorted(QUESTIONS.glob("*.rq"))
ANSWERS = [QUESTIONS, SYNTHETIC_ANSWERS]
HEADER = ("ja", "en", "ja-note", "en-note", "topic")
BASE = "http://localhost:8000/"

Row = list[str]

each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
each_set = pytest.mark.parametrize("answers", ANSWERS, ids=["seed", "synthetic"])


@pytest.fixture(scope="module")
def seed_store(seed_release: Path) -> Store:
    return load(seed_release)


@pytest.fixture(scope="module")
def synthetic_store(synthetic_release: Path) -> Store:
    return load(synthetic_release)


@each_query
def test_the_seed_is_answered_as_its_document_says(query: Path, seed_store: Store) -> None:
    check(query, seed_store, QUESTIONS)


@each_query
def test_several_agreements_and_versions_neither_mix_nor_count_twice(
    query: Path, synthetic_store: Store
) -> None:
    check(query, synthetic_store, SYNTHETIC_ANSWERS)


@each_query
def test_a_question_is_asked_in_japanese_and_english(query: Path) -> None:
    words = header(query)
    assert list(words) in (["ja", "en", "topic"], list(HEADER))
    assert all(words.values())


@each_query
def test_a_query_holds_for_any_publisher(query: Path) -> None:
    assert BASE not in query.read_text(encoding="utf-8")


@each_query
@each_set
def test_an_answer_has_rows_and_none_twice(query: Path, answers: Path) -> None:
    rows = expected_rows(query, answers) if is_table(query) else list(expected_triples(query, answers))
    assert rows
    assert len(rows) == len({str(row) for row in rows})


@each_set
def test_no_answer_is_without_its_question(answers: Path) -> None:
    asked = {query.stem for query in QUERIES}
    answered = [path.stem for path in answers.iterdir() if path.suffix in {".csv", ".ttl"}]
    assert sorted(answered) == sorted(asked)


@each_query
def test_the_documentation_lists_the_question(query: Path) -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert f"[{query.stem}](../ontology/competency/{query.name})" in page
    for words in [words for name, words in header(query).items() if name != "topic"]:
        assert words in page


def test_the_documentation_lists_no_other_question() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert page.count("\n## ") == len(QUERIES)


def load(release: Path) -> Store:
    store = Store()
    store.bulk_load(path=release / "dumps" / "renkei.nq", format=RdfFormat.N_QUADS)
    return store


def check(query: Path, store: Store, answers: Path) -> None:
    found = store.query(query.read_text(encoding="utf-8"))
    if isinstance(found, QueryTriples):
        assert set(found) == expected_triples(query, answers)
        return
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == expected_header(query, answers)
    assert list(as_rows(found)) == expected_rows(query, answers)


def as_rows(found: QuerySolutions) -> Iterable[Row]:
    for solution in found:
        yield ["" if term is None else getattr(term, "value", str(term)) for term in solution]


def header(query: Path) -> dict[str, str]:
    """Give the question and its notes by language: the comment lines at the top."""
    lines = query.read_text(encoding="utf-8").split("\n")
    comments = lines[: lines.index("")]
    return dict(line.removeprefix("# ").split(": ", 1) for line in comments)


def is_table(query: Path) -> bool:
    return (QUESTIONS / f"{query.stem}.csv").exists()


def table(query: Path, answers: Path) -> list[Row]:
    with (answers / f"{query.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def expected_header(query: Path, answers: Path) -> Row:
    return table(query, answers)[0]


def expected_rows(query: Path, answers: Path) -> list[Row]:
    return table(query, answers)[1:]


def expected_triples(query: Path, answers: Path) -> set[Triple]:
    quads = parse(path=answers / f"{query.stem}.ttl", format=RdfFormat.TURTLE)
    return {quad.triple for quad in quads}
