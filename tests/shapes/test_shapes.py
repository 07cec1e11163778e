"""The shapes against their cases, and against the rules that they themselves keep."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.plugins.sparql.parser import parseQuery

from kg.graph.vocabulary import vocabulary_files
from kg.namespaces import RDF, RDFS, RENKEI, RSH, SH, SHAPES, SKOS
from kg.resources import asset
from kg.validation import Report, load_shapes, read_rdf, validate
from tests.shapes.cases import Case, case_paths, read_case, results_of

PATHS = case_paths()
COMPONENTS = {
    SH["class"]: SH.ClassConstraintComponent,
    SH.datatype: SH.DatatypeConstraintComponent,
    SH.equals: SH.EqualsConstraintComponent,
    SH.hasValue: SH.HasValueConstraintComponent,
    SH["in"]: SH.InConstraintComponent,
    SH.languageIn: SH.LanguageInConstraintComponent,
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.minCount: SH.MinCountConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH["or"]: SH.OrConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.qualifiedMinCount: SH.QualifiedMinCountConstraintComponent,
    SH.sparql: SH.SPARQLConstraintComponent,
    SH.uniqueLang: SH.UniqueLangConstraintComponent,
}
# What a shape may say besides: its targets, path, names and message.
DESCRIPTIONS = {
    *(RDF.type, RDFS.label, SH.message, SH.name, SH.path, SH.property, SH.qualifiedValueShape),
    *(SH.severity, SH.targetClass, SH.targetNode, SH.targetSubjectsOf),
}


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return load_shapes()


@pytest.fixture(scope="session")
def vocabulary() -> Graph:
    return read_rdf([], own=vocabulary_files(asset("ontology")))


@pytest.fixture(scope="session")
def cases() -> dict[Path, Case]:
    return {path: read_case(path) for path in PATHS}


@pytest.fixture(scope="session")
def report_on_all(cases: dict[Path, Case], shapes: Graph, vocabulary: Graph) -> Report:
    """Every case in one graph, with the vocabulary: one run of pySHACL."""
    graph = Graph()
    graph += vocabulary
    for case in cases.values():
        if not case.alone:
            graph += case.graph
    return validate(graph, shapes)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_gives_the_report_it_states(
    path: Path, cases: dict[Path, Case], report_on_all: Report, shapes: Graph
) -> None:
    case = cases[path]
    report = validate(case.graph, shapes) if case.alone else report_on_all
    found = results_of(case, report)
    unstated = [
        result.key() for result in found if not any(stated.covers(result) for stated in case.expected)
    ]
    missing = [stated for stated in case.expected if not any(map(stated.covers, found))]
    assert (unstated, missing) == ([], [])
    assert case.conforms == all(result.severity != SH.Violation for result in found)
    assert path.stem.startswith("violates-" if case.expected else "conforms-")


def test_every_result_belongs_to_one_case_and_the_vocabulary_has_none(
    cases: dict[Path, Case], report_on_all: Report
) -> None:
    together = [case for case in cases.values() if not case.alone]
    owners = {
        result: [case.name for case in together if case.owns(result)] for result in report_on_all.results
    }
    assert {result.key(): names for result, names in owners.items() if len(names) != 1} == {}


def test_every_constraint_is_violated_by_some_case(cases: dict[Path, Case], shapes: Graph) -> None:
    violated = {(stated.shape, stated.component) for case in cases.values() for stated in case.expected}
    constraints = {
        (shape, COMPONENTS[URIRef(str(parameter))])
        for shape in shapes.subjects(SH.message, None)
        for parameter in shapes.predicates(shape, None)
        if parameter not in DESCRIPTIONS
    }
    assert constraints - violated == set()


def test_every_case_is_marked_as_made_up() -> None:
    texts = {path: path.read_text("utf-8") for path in Path(__file__).parent.glob("**/*.ttl")}
    assert [path for path, text in texts.items() if "架空" not in text or "ynthetic" not in text] == []


def rules(shapes: Graph) -> list[URIRef]:
    """Every shape that can give a result."""
    parameters = [p for p in COMPONENTS if p != SH.qualifiedMinCount]
    found = {shape for parameter in parameters for shape in shapes.subjects(parameter, None)}
    return sorted(URIRef(str(shape)) for shape in found if not str(shape).startswith(f"{RSH}is-"))


def test_every_rule_has_one_message_in_each_language_that_says_what_to_do(shapes: Graph) -> None:
    for rule in rules(shapes):
        texts = [text for text in shapes.objects(rule, SH.message) if isinstance(text, Literal)]
        messages = {str(text.language): str(text) for text in texts}
        assert (sorted(messages), len(texts)) == (["en", "ja"], 2), rule
        assert messages["ja"] != messages["en"], rule
        assert "ください" in messages["ja"] or "書きません" in messages["ja"], rule
        assert messages["ja"].endswith("。"), rule
        assert messages["en"].endswith("."), rule


def test_every_rule_has_a_name_in_each_language(shapes: Graph) -> None:
    for rule in rules(shapes):
        named = SH.name if (rule, RDF.type, SH.PropertyShape) in shapes else RDFS.label
        names = [text for text in shapes.objects(rule, named) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in names) == ["en", "ja"], rule


def test_shapes_and_queries_have_iris_of_ours(shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {shape for kind in kinds for shape in shapes.subjects(RDF.type, kind)}
    named |= {shape for predicate in (SH.property, SH.sparql) for shape in shapes.objects(None, predicate)}
    assert [shape for shape in named if isinstance(shape, BNode) or not str(shape).startswith(str(RSH))] == []


def test_a_message_holds_no_placeholder_that_would_lose_its_language(shapes: Graph) -> None:
    assert [text for text in shapes.objects(None, SH.message) if "{" in str(text)] == []


def test_a_second_engine_reads_every_query(shapes: Graph) -> None:
    prefixes = [
        f"PREFIX {shapes.value(declared, SH.prefix)}: <{shapes.value(declared, SH.namespace)}>"
        for declared in shapes.objects(URIRef(SHAPES), SH.declare)
    ]
    for query in shapes.objects(None, SH.select):
        parseQuery("\n".join([*prefixes, str(query)]))


def test_the_shapes_are_valid_shacl(shapes: Graph) -> None:
    own = Graph()
    own += shapes
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=own, meta_shacl=True, allow_warnings=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (RSH["Status-status"], RENKEI.Status),
        (RSH["AgreementVersion-covers"], RENKEI.Extent),
        (RSH["Initiative-pillar"], RENKEI.PolicyPillar),
        (RSH["Initiative-arrangement"], RENKEI.Arrangement),
        (RSH["RoleAssignment-roleKind"], RENKEI.RoleKind),
        (RSH["Membership-role"], RENKEI.AreaRole),
        (RSH["CooperationArea-areaKind"], RENKEI.AreaKind),
        (RSH["Agreement-agreementKind"], RENKEI.AgreementKind),
    ],
)
def test_a_choice_is_among_all_concepts_of_the_scheme(
    shape: URIRef, kind: URIRef, shapes: Graph, vocabulary: Graph
) -> None:
    choice = shapes.value(shape, SH["in"])
    assert choice is not None
    assert set(Collection(shapes, choice)) == set(vocabulary.subjects(RDF.type, kind))


def test_numbers_of_pillars_are_those_of_the_vocabulary(shapes: Graph, vocabulary: Graph) -> None:
    choice = shapes.value(RSH["PolicyPillar-notation"], SH["in"])
    assert choice is not None
    assert set(Collection(shapes, choice)) == set(vocabulary.objects(None, SKOS.notation))
