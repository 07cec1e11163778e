"""The graph of an agreement that all its versions share: agreement, parties, instruments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rdflib import Graph, Literal, URIRef

from kg.agreement.model import Agreement, InstrumentKind, Party, Step, YearMonth
from kg.document.register import Source
from kg.graph.iris import Iris
from kg.graph.standing import state_date, state_status
from kg.graph.statements import Quoting, Titles, day, integer, japanese, plain_graph
from kg.namespaces import DCTERMS, RDF, RENKEI, XSD

ACTS = {
    InstrumentKind.CONCLUDING: RENKEI.concludes,
    InstrumentKind.AMENDING: RENKEI.amends,
    InstrumentKind.RESTATING: RENKEI.restates,
}


@dataclass(frozen=True)
class Record:
    """Writes into `graph` what one document says of its agreement."""

    text: Agreement
    source: Source
    iris: Iris
    titles: Titles
    quoting: Quoting
    graph: Graph = field(default_factory=plain_graph)

    @property
    def _iri(self) -> URIRef:
        return self.iris.agreement(self.source.agreement)

    def agreement(self) -> None:
        """Describe the agreement itself."""
        subject, preamble = self._iri, self.text.preamble
        self.graph.add((subject, RDF.type, RENKEI.Agreement))
        self.graph.add((subject, DCTERMS.identifier, Literal(self.source.agreement)))
        self.titles.title(self.graph, subject, preamble.agreement_title.exact)
        self.quoting.link(self.graph, subject, "titleFrom", preamble.agreement_title)
        self.graph.add((subject, RENKEI.agreementKind, RENKEI[preamble.agreement_kind]))
        self.quoting.link(self.graph, subject, "kindFrom", preamble.agreement_title)
        version = self.iris.version(self.source.agreement, self.source.version)
        self.graph.add((subject, RENKEI.hasVersion, version))
        if self.source.area:
            self.graph.add((subject, RENKEI.concernsArea, self.iris.area(self.source.area)))
            self.graph.add((subject, RENKEI.areaFrom, self.iris.reference(self.source.area_reference)))

    def party(self, party: Party) -> None:
        """Describe a party of it."""
        subject = self.iris.party(self.source.agreement, party.government.code)
        self.graph.add((self._iri, RENKEI.hasParty, subject))
        self.graph.add((subject, RDF.type, RENKEI.Party))
        words = (party.designation.exact if party.designation else "", party.government.name)
        self.titles.label(self.graph, subject, " ".join(filter(None, words)))
        self.graph.add((subject, RENKEI.order, integer(party.order)))
        self.graph.add((subject, RENKEI.government, self.iris.government(party.government.code)))
        if party.designation:
            self.graph.add((subject, RENKEI.designation, japanese(party.designation.exact)))
            self.quoting.link(self.graph, subject, "designationFrom", party.designation)
        for name in party.names:
            self.graph.add((subject, RENKEI.nameText, japanese(name.exact)))
        self.quoting.link(self.graph, subject, "nameFrom", *party.names)
        if party.address:
            self.graph.add((subject, RENKEI.addressText, japanese(party.address.exact)))
            self.quoting.link(self.graph, subject, "addressFrom", party.address)
        if party.signatory:
            self.graph.add((subject, RENKEI.signatoryTitle, japanese(party.signatory.exact)))
            self.quoting.link(self.graph, subject, "signatoryFrom", party.signatory)

    def instrument(self) -> None:
        """Describe the document as an act: what it does, on what basis, when, after which steps."""
        subject, preamble = (
            self.iris.instrument(self.source.agreement, self.source.instrument),
            self.text.preamble,
        )
        self.graph.add((subject, RDF.type, RENKEI[preamble.kind.value]))
        self.graph.add((subject, DCTERMS.identifier, Literal(self.source.instrument)))
        self.titles.title(self.graph, subject, preamble.title.exact)
        self.quoting.link(self.graph, subject, "titleFrom", preamble.title)
        self.graph.add((subject, ACTS[preamble.kind], self._iri))
        self.quoting.link(self.graph, subject, "clauseFrom", preamble.act)
        self.graph.add((subject, RENKEI.recordedIn, self.iris.source(self.source.id)))
        for basis in preamble.basis:
            self.graph.add((subject, RENKEI.legalBasisText, japanese(basis.exact)))
        self.quoting.link(self.graph, subject, "legalBasisFrom", *preamble.basis)
        state_status(self.graph, subject, self.text, self.quoting)
        self._signing_date(subject)
        for order, step in enumerate(preamble.procedure, start=1):
            self._step(subject, order, step)

    def _step(self, instrument: URIRef, order: int, step: Step) -> None:
        subject = self.iris.step(self.source.agreement, self.source.instrument, order)
        self.graph.add((instrument, RENKEI.hasProceduralStep, subject))
        self.graph.add((subject, RDF.type, RENKEI[step.kind]))
        self.titles.label(self.graph, subject, step.words.exact)
        self.graph.add((subject, RENKEI.stepText, japanese(step.words.exact)))
        self.quoting.link(self.graph, subject, "stepFrom", step.words)
        if step.party:
            code = self.text.party(step.party).government.code
            self.graph.add((subject, RENKEI.takenBy, self.iris.government(code)))
        if step.date:
            state_date(self.graph, subject, step.date.words, self.quoting)
            if isinstance(step.date.value, date):
                self.graph.add((subject, RENKEI.takenOn, day(step.date.value)))

    def _signing_date(self, subject: URIRef) -> None:
        for statement in self.text.preamble.signed:
            state_date(self.graph, subject, statement.words, self.quoting)
            if statement.value is not None:
                datatype = XSD.gYearMonth if isinstance(statement.value, YearMonth) else XSD.date
                value = Literal(statement.value.isoformat(), datatype=datatype)
                self.graph.add((subject, RENKEI.dated, value))
        if self.text.concluded:
            self.graph.add((subject, RENKEI.concludedOn, day(self.text.concluded)))
