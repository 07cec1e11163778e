"""describe(agreement) → the graphs of the agreement, of its version, and of its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rdflib import Graph, Literal, URIRef

from kg.agreement.coverage import Coverage
from kg.agreement.model import Agreement, Article, InstrumentKind, Party, Step, YearMonth
from kg.document.model import Passage
from kg.document.register import Source
from kg.graph.initiatives import Schedules
from kg.graph.iris import Iris
from kg.graph.sources import describe_source
from kg.graph.statements import Quoting, Titles, day, integer, japanese, plain_graph
from kg.namespaces import DCTERMS, RDF, RENKEI, XSD

ACTS = {
    InstrumentKind.CONCLUDING: RENKEI.concludes,
    InstrumentKind.AMENDING: RENKEI.amends,
    InstrumentKind.RESTATING: RENKEI.restates,
}


@dataclass(frozen=True)
class Description:
    """The three graphs that one document contributes to."""

    agreement: Graph
    version: Graph
    source: Graph


def describe(
    agreement: Agreement, source: Source, coverage: Coverage, iris: Iris, titles: Titles
) -> Description:
    """State what the agreement says, under the ids that the editor registered for it."""
    quoting = Quoting(iris, source.id)
    describe_source(agreement, source, coverage, quoting, titles)
    writer = _Writer(agreement, source, iris, titles, quoting)
    writer.agreement_itself()
    for party in agreement.parties:
        writer.party(party)
    writer.instrument()
    writer.version()
    return Description(writer.record, writer.content, quoting.graph)


@dataclass(frozen=True)
class _Writer:
    """Writes into two graphs: `record` (agreement, parties, instruments) and `content` (one version)."""

    text: Agreement
    source: Source
    iris: Iris
    titles: Titles
    quoting: Quoting
    record: Graph = field(default_factory=plain_graph)
    content: Graph = field(default_factory=plain_graph)

    @property
    def agreement_iri(self) -> URIRef:
        return self.iris.agreement(self.source.agreement)

    @property
    def instrument_iri(self) -> URIRef:
        return self.iris.instrument(self.source.agreement, self.source.instrument)

    @property
    def version_iri(self) -> URIRef:
        return self.iris.version(self.source.agreement, self.source.version)

    def agreement_itself(self) -> None:
        subject, preamble = self.agreement_iri, self.text.preamble
        self.record.add((subject, RDF.type, RENKEI.Agreement))
        self.record.add((subject, DCTERMS.identifier, Literal(self.source.agreement)))
        self.titles.title(self.record, subject, preamble.agreement_title.exact)
        self.quoting.link(self.record, subject, "titleFrom", preamble.agreement_title)
        self.record.add((subject, RENKEI.agreementKind, RENKEI[preamble.agreement_kind]))
        self.quoting.link(self.record, subject, "kindFrom", preamble.agreement_title)
        self.record.add((subject, RENKEI.hasVersion, self.version_iri))
        if self.source.area:
            self.record.add((subject, RENKEI.concernsArea, self.iris.area(self.source.area)))
            self.record.add((subject, RENKEI.areaFrom, self.iris.reference(self.source.area_reference)))

    def party(self, party: Party) -> None:
        subject = self.iris.party(self.source.agreement, party.government.code)
        self.record.add((self.agreement_iri, RENKEI.hasParty, subject))
        self.record.add((subject, RDF.type, RENKEI.Party))
        words = (party.designation.exact if party.designation else "", party.government.name)
        self.titles.label(self.record, subject, " ".join(filter(None, words)))
        self.record.add((subject, RENKEI.order, integer(party.order)))
        self.record.add((subject, RENKEI.government, self.iris.government(party.government.code)))
        if party.designation:
            self.record.add((subject, RENKEI.designation, japanese(party.designation.exact)))
            self.quoting.link(self.record, subject, "designationFrom", party.designation)
        for name in party.names:
            self.record.add((subject, RENKEI.nameText, japanese(name.exact)))
        self.quoting.link(self.record, subject, "nameFrom", *party.names)
        if party.address:
            self.record.add((subject, RENKEI.addressText, japanese(party.address.exact)))
            self.quoting.link(self.record, subject, "addressFrom", party.address)
        if party.signatory:
            self.record.add((subject, RENKEI.signatoryTitle, japanese(party.signatory.exact)))
            self.quoting.link(self.record, subject, "signatoryFrom", party.signatory)

    def instrument(self) -> None:
        subject, preamble = self.instrument_iri, self.text.preamble
        self.record.add((subject, RDF.type, RENKEI[preamble.kind.value]))
        self.record.add((subject, DCTERMS.identifier, Literal(self.source.instrument)))
        self.titles.title(self.record, subject, preamble.title.exact)
        self.quoting.link(self.record, subject, "titleFrom", preamble.title)
        self.record.add((subject, ACTS[preamble.kind], self.agreement_iri))
        self.quoting.link(self.record, subject, "clauseFrom", preamble.act)
        self.record.add((subject, RENKEI.recordedIn, self.iris.source(self.source.id)))
        for basis in preamble.basis:
            self.record.add((subject, RENKEI.legalBasisText, japanese(basis.exact)))
        self.quoting.link(self.record, subject, "legalBasisFrom", *preamble.basis)
        self._status(self.record, subject)
        self._signing_date(subject)
        for order, step in enumerate(preamble.procedure, start=1):
            self._step(subject, order, step)

    def _step(self, instrument: URIRef, order: int, step: Step) -> None:
        subject = self.iris.step(self.source.agreement, self.source.instrument, order)
        self.record.add((instrument, RENKEI.hasProceduralStep, subject))
        self.record.add((subject, RDF.type, RENKEI[step.kind]))
        self.titles.label(self.record, subject, step.words.exact)
        self.record.add((subject, RENKEI.stepText, japanese(step.words.exact)))
        self.quoting.link(self.record, subject, "stepFrom", step.words)
        if step.party:
            code = self.text.party(step.party).government.code
            self.record.add((subject, RENKEI.takenBy, self.iris.government(code)))
        if step.date:
            self._date_text(self.record, subject, step.date.words)
            if isinstance(step.date.value, date):
                self.record.add((subject, RENKEI.takenOn, day(step.date.value)))

    def _signing_date(self, subject: URIRef) -> None:
        for statement in self.text.preamble.signed:
            self._date_text(self.record, subject, statement.words)
            if statement.value is not None:
                datatype = XSD.gYearMonth if isinstance(statement.value, YearMonth) else XSD.date
                value = Literal(statement.value.isoformat(), datatype=datatype)
                self.record.add((subject, RENKEI.dated, value))
        if self.text.concluded:
            self.record.add((subject, RENKEI.concludedOn, day(self.text.concluded)))

    def _date_text(self, graph: Graph, subject: URIRef, words: Passage) -> None:
        graph.add((subject, RENKEI.dateText, japanese(words.exact)))
        self.quoting.link(graph, subject, "dateFrom", words)

    def _status(self, graph: Graph, subject: URIRef) -> None:
        """A draft says so; a full date without draft mark says that it was concluded; a form names it."""
        if stated := self.text.preamble.status:
            graph.add((subject, RENKEI.status, RENKEI[stated.name]))
            self.quoting.link(graph, subject, "statusFrom", stated.words)
        elif mark := self.text.preamble.draft_mark:
            graph.add((subject, RENKEI.status, RENKEI.Draft))
            self.quoting.link(graph, subject, "statusFrom", mark)
        elif self.text.concluded:
            graph.add((subject, RENKEI.status, RENKEI.Concluded))
            dates = (statement.words for statement in self.text.preamble.signed)
            self.quoting.link(graph, subject, "statusFrom", *dates)

    def version(self) -> None:
        subject, preamble = self.version_iri, self.text.preamble
        self.content.add((subject, RDF.type, RENKEI.AgreementVersion))
        self.content.add((subject, DCTERMS.identifier, Literal(self.source.version)))
        self.titles.label(self.content, subject, f"{preamble.agreement_title.exact}（{self.source.version}）")
        self.content.add((subject, RENKEI.order, integer(self.source.order)))
        self.content.add((subject, RENKEI.establishedBy, self.instrument_iri))
        self.content.add((subject, RENKEI.covers, RENKEI[preamble.extent.value]))
        self.quoting.link(self.content, subject, "clauseFrom", preamble.extent_clause or preamble.act)
        self._status(self.content, subject)
        self._application_date(subject)
        for order, article in enumerate(self.text.articles, start=1):
            self._article(subject, order, article)
        schedule = Schedules(self.text, self.source, self.iris, self.titles, self.quoting, self.content)
        schedule.costs(subject, self.text.costs)
        schedule.describe(subject)

    def _article(self, version: URIRef, order: int, article: Article) -> None:
        subject = self.iris.article(self.source.agreement, self.source.version, order)
        self.content.add((version, RENKEI.hasArticle, subject))
        self.content.add((subject, RDF.type, RENKEI.Article))
        self.content.add((subject, RENKEI.order, integer(order)))
        self.titles.label(
            self.content, subject, article.number.exact + (article.caption.exact if article.caption else "")
        )
        self.quoting.link(self.content, subject, "headingFrom", article.number, article.caption)
        self.content.add((subject, RENKEI.articleText, japanese(article.text.exact)))
        self.quoting.link(self.content, subject, "articleFrom", article.text)

    def _application_date(self, subject: URIRef) -> None:
        application = self.text.preamble.application
        if application is None:
            return
        self.quoting.link(self.content, subject, "clauseFrom", *application.clauses)
        for statement in filter(None, (application.start, application.end)):
            self._date_text(self.content, subject, statement.words)
        if application.end:
            self.content.add((subject, RENKEI.untilText, japanese(application.end.words.exact)))
            self.quoting.link(self.content, subject, "untilFrom", application.end.words)
        if application.from_conclusion and not application.start and self.text.concluded:
            self._date_text(self.content, subject, self.text.preamble.signed[-1].words)
        if application.renewal:
            self.content.add((subject, RENKEI.renewalText, japanese(application.renewal.exact)))
            self.quoting.link(self.content, subject, "renewalFrom", application.renewal)
        if self.text.applicable_from:
            self.content.add((subject, RENKEI.applicableFrom, day(self.text.applicable_from)))
        if self.text.applicable_until:
            self.content.add((subject, RENKEI.applicableUntil, day(self.text.applicable_until)))
