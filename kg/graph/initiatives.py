"""The schedule as a graph: initiatives, role assignments, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import Graph, URIRef

from kg.agreement.lexicon import UNCLASSIFIED
from kg.agreement.model import Agreement
from kg.agreement.undertakings import CostShare, Decision, Initiative, Role
from kg.document.register import Source
from kg.graph.iris import Iris
from kg.graph.statements import Quoting, Titles, day, integer, japanese
from kg.namespaces import RDF, RENKEI

SHORTCUTS = {"Lead": RENKEI.leads, "Cooperate": RENKEI.cooperatesIn, "Use": RENKEI.uses}


@dataclass(frozen=True)
class Schedules:
    """Writes one version's schedule into `graph`."""

    text: Agreement
    source: Source
    iris: Iris
    titles: Titles
    quoting: Quoting
    graph: Graph

    def describe(self, version: URIRef) -> None:
        """Describe the schedule's headings and each initiative."""
        for heading in self.text.schedule.headings:
            self.graph.add((version, RENKEI.scheduleHeading, japanese(heading.exact)))
            self.quoting.link(self.graph, version, "headingFrom", heading)
        for initiative in self.text.schedule.initiatives:
            self.graph.add((version, RENKEI.hasInitiative, self._iri(initiative)))
            self._initiative(initiative)

    def _iri(self, initiative: Initiative) -> URIRef:
        return self.iris.initiative(self.source.agreement, self.source.version, initiative.position)

    def _initiative(self, initiative: Initiative) -> None:
        subject = self._iri(initiative)
        self.graph.add((subject, RDF.type, RENKEI.Initiative))
        self.graph.add((subject, RENKEI.position, integer(initiative.position)))
        self.titles.label(self.graph, subject, initiative.heading.exact)
        self.quoting.link(self.graph, subject, "headingFrom", initiative.heading)
        self.graph.add((subject, RENKEI.pillar, RENKEI[initiative.pillar]))
        self.quoting.link(self.graph, subject, "pillarFrom", initiative.pillar_heading)
        self.graph.add((subject, RENKEI.content, japanese(initiative.content.exact)))
        self.quoting.link(self.graph, subject, "contentFrom", initiative.content)
        self.quoting.link(self.graph, subject, "markedBy", initiative.content_label)
        for role in initiative.roles:
            self._role(initiative, role)
        self.costs(subject, initiative.costs)
        if arrangement := arrangement_of([role.kind for role in initiative.roles]):
            self.graph.add((subject, RENKEI.arrangement, RENKEI[arrangement]))

    def _role(self, initiative: Initiative, role: Role) -> None:
        code = self.text.party(role.party).government.code
        subject = self.iris.role(self.source.agreement, self.source.version, initiative.position, code)
        self.graph.add((self._iri(initiative), RENKEI.hasRole, subject))
        self.graph.add((subject, RDF.type, RENKEI.RoleAssignment))
        self.graph.add((subject, RENKEI.actor, self.iris.government(code)))
        self.quoting.link(self.graph, subject, "actorFrom", role.actor)
        self.quoting.link(self.graph, subject, "markedBy", *role.labels)
        self.graph.add((subject, RENKEI.roleKind, RENKEI[role.kind]))
        self.quoting.link(self.graph, subject, "cueFrom", *role.cues)
        for sentence in role.sentences:
            self.graph.add((subject, RENKEI.roleText, japanese(sentence.exact)))
        self.quoting.link(self.graph, subject, "roleFrom", *role.sentences)
        if role.decision:
            self._decision(subject, role.decision)
        if role.kind in SHORTCUTS:
            self.graph.add((self.iris.government(code), SHORTCUTS[role.kind], self._iri(initiative)))

    def costs(self, holder: URIRef, costs: Sequence[CostShare]) -> None:
        """Describe what is said of costs, of an initiative or of the version as a whole."""
        for order, cost in enumerate(costs, start=1):
            subject = self.iris.cost(holder, order)
            self.graph.add((holder, RENKEI.hasCostShare, subject))
            self.graph.add((subject, RDF.type, RENKEI.CostShare))
            self.titles.label(self.graph, subject, (cost.label or cost.words).exact)
            self.graph.add((subject, RENKEI.costText, japanese(cost.words.exact)))
            self.quoting.link(self.graph, subject, "costFrom", cost.words)
            self.quoting.link(self.graph, subject, "markedBy", cost.label, *cost.labels)
            if cost.party:
                code = self.text.party(cost.party).government.code
                self.graph.add((subject, RENKEI.shareOf, self.iris.government(code)))

    def _decision(self, role: URIRef, decision: Decision) -> None:
        """Mark the kind as a person's decision."""
        subject = self.iris.decision(role)
        self.graph.add((role, RENKEI.hasDecision, subject))
        self.graph.add((subject, RDF.type, RENKEI.KindDecision))
        self.graph.add((subject, RENKEI.judgedBy, japanese(decision.who)))
        self.graph.add((subject, RENKEI.judgedOn, day(decision.when)))
        self.graph.add((subject, RENKEI.reason, japanese(decision.why)))
        self.quoting.link(self.graph, subject, "decisionFrom", *decision.words)


def arrangement_of(kinds: Sequence[str]) -> str | None:
    """Derive how the parties share an initiative; None when no roles are stated or one is not understood."""
    if not kinds or UNCLASSIFIED in kinds:
        return None
    leaders = kinds.count("Lead")
    if leaders:
        return "OneLeads" if leaders == 1 else "JointLead"
    return "Mutual" if set(kinds) == {"Cooperate"} else "Mixed"
