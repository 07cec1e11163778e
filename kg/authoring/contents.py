"""Takes out of a graph what a form holds: every statement of an agreement's version, as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.agreement.form.term import TERM
from kg.agreement.lexicon import CHOICES, Lexicon
from kg.agreement.sayings import sayings_of
from kg.authoring.filled import Filled, Line, all_pillars, pillar_words
from kg.document.normalize import normalize
from kg.graph.vocabulary import name_of
from kg.namespaces import DCTERMS, RDF, RDFS, RENKEI

CONCLUSION_DAY = "締結の日"


def contents_of(graph: Graph, version: URIRef, lexicon: Lexicon) -> Filled:
    """Give what the graph says of the version, of its instrument and of the parties."""
    return _Contents(graph, version, lexicon).filled()


@dataclass(frozen=True)
class _Contents:
    graph: Graph
    version: URIRef
    lexicon: Lexicon

    def filled(self) -> Filled:
        roles = [line for initiative in self._initiatives() for line in self._roles(initiative)]
        tables = {
            "parties": [self._party(party) for party in self._parties()],
            "initiatives": [self._initiative(initiative) for initiative in self._initiatives()],
            "roles": roles,
            "costs": [line for initiative in self._initiatives() for line in self._costs(initiative)],
            "articles": [self._article(article) for article in self._articles()],
            "procedure": [self._step(step) for step in self._steps()],
        }
        return Filled(self._particulars(), tables)

    @property
    def _agreement(self) -> Node | None:
        return self.graph.value(None, RENKEI.hasVersion, self.version)

    def _particulars(self) -> Line:
        instrument = self.graph.value(self.version, RENKEI.establishedBy)
        title, agreement_title = (self._text(each, DCTERMS.title) for each in (instrument, self._agreement))
        document_title = self._text(self.graph.value(instrument, RENKEI.recordedIn), DCTERMS.title)
        until = self._text(self.version, RENKEI.untilText)
        counted = TERM.fullmatch("".join(normalize(until).text.split())) is not None
        return {
            "document_title": document_title if document_title != title else "",
            "title": title,
            "dated": "\n".join(self._quoted(instrument, RENKEI.dateFrom)),
            "kind": self._chosen("kind", self.graph.objects(instrument, RDF.type)),
            "agreement_title": agreement_title if agreement_title != title else "",
            "covers": self._chosen("covers", self.graph.objects(self.version, RENKEI.covers)),
            "basis": "\n".join(self._quoted(instrument, RENKEI.legalBasisFrom)),
            "status": self._chosen("status", self.graph.objects(self.version, RENKEI.status)),
            "applicable_from": self._start(instrument),
            "applicable_until": "" if counted else until,
            "term": until if counted else "",
            "renewal": self._text(self.version, RENKEI.renewalText),
            "schedule_heading": "\n".join(self._quoted(self.version, RENKEI.headingFrom)),
        }

    def _start(self, instrument: Node | None) -> str:
        """Give the words of the first day: those of the conclusion where the text has it begin with that.

        Where first and last day are the same, the text has the words once.
        """
        words = self.graph.objects(self.version, RENKEI.dateFrom)
        until = set(self.graph.objects(self.version, RENKEI.untilFrom))
        begins = self.graph.value(self.version, RENKEI.applicableFrom) is not None
        found = set(words)
        start = self._ordered(found - until or (found if begins else set()), RENKEI.startChar)
        if start and set(start) <= set(self.graph.objects(instrument, RENKEI.dateFrom)):
            return CONCLUSION_DAY
        return self._text(start[0], RENKEI.exact) if start else ""

    def _parties(self) -> list[Node]:
        return self._ordered(self.graph.objects(self._agreement, RENKEI.hasParty), RENKEI.order)

    def _party(self, party: Node) -> Line:
        return {
            "designation": self._text(party, RENKEI.designation),
            "name": "\n".join(self._quoted(party, RENKEI.nameFrom)),
            "address": self._text(party, RENKEI.addressText),
            "signatory": self._text(party, RENKEI.signatoryTitle),
        }

    def _called(self, party: Node) -> str:
        return self._text(party, RENKEI.designation) or self._quoted(party, RENKEI.nameFrom)[0]

    def _initiatives(self) -> list[Node]:
        return self._ordered(self.graph.objects(self.version, RENKEI.hasInitiative), RENKEI.position)

    def _initiative(self, initiative: Node) -> Line:
        name = name_of(self.graph.value(initiative, RENKEI.pillar))
        return {
            "pillar": next(pillar_words(each) for each in all_pillars(self.lexicon) if each.name == name),
            "heading": self._text(initiative, RDFS.label),
            "content": self._text(initiative, RENKEI.content),
        }

    def _roles(self, initiative: Node) -> Iterator[Line]:
        """Give the roles in the order of the parties."""
        roles = {
            self.graph.value(role, RENKEI.actor): role
            for role in self.graph.objects(initiative, RENKEI.hasRole)
        }
        for party in self._parties():
            if role := roles.get(self.graph.value(party, RENKEI.government)):
                yield self._role(initiative, party, role)

    def _role(self, initiative: Node, party: Node, role: Node) -> Line:
        decision = self.graph.value(role, RENKEI.hasDecision)
        return {
            "initiative": self._text(initiative, RDFS.label),
            "party": self._called(party),
            "text": "".join(self._quoted(role, RENKEI.roleFrom, repeated=True)),
            "kind": self._chosen("role", self.graph.objects(role, RENKEI.roleKind)),
            "who": self._text(decision, RENKEI.judgedBy),
            "when": self._text(decision, RENKEI.judgedOn),
            "why": self._text(decision, RENKEI.reason),
        }

    def _costs(self, initiative: Node) -> Iterator[Line]:
        """Give the shares, unless they are what sentences of roles say, from which they are read."""
        shares = self._numbered(self.graph.objects(initiative, RENKEI.hasCostShare))
        lines = [self._cost(initiative, share) for share in shares]
        roles = self._roles(initiative)
        said = [each.words for role in roles for each in sayings_of(role["party"], role["text"])]
        if any(line["label"] or line["party"] for line in lines) or [line["text"] for line in lines] != said:
            yield from lines

    def _cost(self, initiative: Node, share: Node) -> Line:
        label, words = self._text(share, RDFS.label), self._text(share, RENKEI.costText)
        whose = self.graph.value(share, RENKEI.shareOf)
        parties = (party for party in self._parties() if self.graph.value(party, RENKEI.government) == whose)
        return {
            "initiative": self._text(initiative, RDFS.label),
            "party": next(map(self._called, parties), ""),
            "label": label if label != words else "",
            "text": words,
        }

    def _steps(self) -> list[Node]:
        instrument = self.graph.value(self.version, RENKEI.establishedBy)
        return self._numbered(self.graph.objects(instrument, RENKEI.hasProceduralStep))

    def _step(self, step: Node) -> Line:
        return {"words": self._text(step, RENKEI.stepText), "dated": self._text(step, RENKEI.dateText)}

    def _articles(self) -> list[Node]:
        return self._ordered(self.graph.objects(self.version, RENKEI.hasArticle), RENKEI.order)

    def _article(self, article: Node) -> Line:
        number, *caption = self._quoted(article, RENKEI.headingFrom, order=self._text(article, RDFS.label))
        return {
            "number": number,
            "caption": "".join(caption),
            "text": self._text(article, RENKEI.articleText),
        }

    def _chosen(self, column: str, concepts: Iterable[Node]) -> str:
        names = {name_of(concept) for concept in concepts} & set(CHOICES[column])
        labels = {choice.name: choice.label for choice in self.lexicon.choices[column]}
        return next((labels[name] for name in sorted(names)), "")

    def _text(self, subject: Node | None, property: URIRef) -> str:
        texts = [each for each in self.graph.objects(subject, property) if isinstance(each, Literal)]
        return str(min(texts, key=str)) if subject is not None and texts else ""

    def _quoted(
        self, subject: Node | None, link: URIRef, repeated: bool = False, order: str | None = None
    ) -> list[str]:
        """Give the words of the passages in the order of the text, or as they stand in the words `order`."""
        passages = self._ordered(self.graph.objects(subject, link), RENKEI.startChar)
        words = [self._text(each, RENKEI.exact) for each in passages]
        if order is not None:
            words.sort(key=order.index)
        return words if repeated else list(dict.fromkeys(words))

    def _ordered(self, nodes: Iterable[Node], property: URIRef) -> list[Node]:
        return sorted(nodes, key=lambda node: int(str(self.graph.value(node, property))))

    def _numbered(self, nodes: Iterable[Node]) -> list[Node]:
        """Order what is named by its number, from 1."""
        return sorted(nodes, key=lambda node: int(str(node).rpartition("/")[2]))
