"""What is wrong with a document, or worth a look, in one language, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from kg.agreement.form.remarks import remarks_on_terms
from kg.agreement.remarks import remarks_on_roles
from kg.authoring.registering import registered
from kg.authoring.understanding import (
    Knowledge,
    Understanding,
    check,
    graph_of,
    redescribe,
    understand,
)
from kg.document.parts import Place
from kg.document.places import read_place, say_place
from kg.document.reader import read
from kg.document.register import Source
from kg.document.remarks import remarks_on
from kg.errors import InputError, Message, Problem
from kg.language import translate
from kg.namespaces import RENKEI, SH
from kg.validation import Result
from kg.validation.place import passages_of

# Names of the vocabulary, which the sentences of shapes give in brackets.
TERMS = re.compile(r"\s?[（(](?:renkei|dcterms|rdfs|prov):[^（）()]*[）)]")


@dataclass(frozen=True)
class Finding:
    """A sentence that says what is wrong and what to do; a `grave` one stops a release."""

    grave: bool
    where: str
    sentence: str
    place: Place = ()


def examine(
    knowledge: Knowledge, source: Source, directory: Path, language: str
) -> tuple[Understanding | None, list[Finding]]:
    """Read and validate a document; give all findings, and the understanding where it can be read."""
    try:
        document = read(source, directory)
    except InputError as error:
        return None, [_from_problem(problem, language) for problem in error.problems]
    notes = [_from_problem(each, language, False) for each in remarks_on(document)]
    try:
        understanding = understand(knowledge, source, document)
    except InputError as error:
        return None, [*(_from_problem(problem, language) for problem in error.problems), *notes]
    graph = graph_of(knowledge, understanding)
    results = check(knowledge, graph).results
    found = [finding for result in results for finding in _from_result(result, graph, source, language)]
    agreement = understanding.agreement
    remarks = (*remarks_on_roles(agreement), *remarks_on_terms(agreement))
    notes += (_from_problem(each, language, False) for each in remarks)
    return understanding, [*found, *notes]


def examine_together(
    knowledge: Knowledge, understanding: Understanding, source: Source, data: Path, language: str
) -> list[Finding]:
    """Validate what a document says, under its ids, with the registered ones of its agreement."""
    others = [
        each for each in registered(data) if each.agreement == source.agreement and each.id != source.id
    ]
    described = redescribe(knowledge, understanding, source)
    graph = graph_of(knowledge, described)
    for each in others:
        other = understand(knowledge, each, read(each, data))
        if finding := _of_another(described, other, language):
            return [finding]
        graph += graph_of(knowledge, other)
    results = check(knowledge, graph).results if others else ()
    found = [finding for result in results for finding in _from_result(result, graph, source, language)]
    return grave(found)


def _of_another(one: Understanding, other: Understanding, language: str) -> Finding | None:
    """Object where documents under one agreement's id name different agreements."""
    titles = [each.agreement.preamble.agreement_title.exact for each in (one, other)]
    if titles[0] == titles[1]:
        return None
    values = {"id": one.source.agreement, "registered": titles[1], "title": titles[0]}
    what = Message("Under “{id}”, “{registered}” is registered; this document is about “{title}”.", values)
    remedy = Message(
        "Give the id of the agreement that it is about, or another where that is new; "
        "where a title is misspelt, mend it."
    )
    return _from_problem(Problem(what, remedy, one.source.path), language)


def grave(findings: Iterable[Finding]) -> list[Finding]:
    """Give those that stop a release."""
    return [finding for finding in findings if finding.grave]


def _from_problem(problem: Problem, language: str, stops: bool = True) -> Finding:
    sentence = " ".join(translate(each, language) for each in (problem.what, problem.remedy))
    where = problem.where(lambda message: translate(message, language))
    return Finding(stops, where, sentence, problem.position)


def _from_result(result: Result, graph: Graph, source: Source, language: str) -> list[Finding]:
    """Give a finding for each cell or line that caused the result; one for the document where none did."""
    stops = result.severity == SH.Violation
    sentence = TERMS.sub("", result.messages.get(language, result.messages.get("en", "")))
    passages = passages_of(result, graph)
    places = [
        read_place(str(each))
        for passage in passages
        for each in graph.objects(passage, RENKEI.placeInOriginal)
    ]
    if places:
        said = [_where(source, say_place(place), language) for place in places]
        return [Finding(stops, where, sentence, place) for where, place in zip(said, places, strict=True)]
    lines = [int(str(graph.value(passage, RENKEI.line))) for passage in passages]
    return [Finding(stops, f"{source.path}:{lines[0]}" if lines else source.path, sentence)]


def _where(source: Source, place: Message, language: str) -> str:
    return f"{source.path} ({translate(place, language)})"
