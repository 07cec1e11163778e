"""The graph of a version: the content that one instrument puts on record."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import Graph, Literal, URIRef

from kg.agreement.model import Agreement, Article
from kg.document.register import Source
from kg.graph.initiatives import Schedules
from kg.graph.iris import Iris
from kg.graph.standing import state_date, state_status
from kg.graph.statements import Quoting, Titles, day, integer, japanese, plain_graph
from kg.namespaces import DCTERMS, RDF, RENKEI


@dataclass(frozen=True)
class Version:
    """Writes into `graph` the content of one document."""

    text: Agreement
    source: Source
    iris: Iris
    titles: Titles
    quoting: Quoting
    graph: Graph = field(default_factory=plain_graph)

    def version(self) -> None:
        """Describe the version: its application, its articles, its schedule."""
        subject, preamble = self.iris.version(self.source.agreement, self.source.version), self.text.preamble
        self.graph.add((subject, RDF.type, RENKEI.AgreementVersion))
        self.graph.add((subject, DCTERMS.identifier, Literal(self.source.version)))
        self.titles.label(self.graph, subject, f"{preamble.agreement_title.exact}（{self.source.version}）")
        self.graph.add((subject, RENKEI.order, integer(self.source.order)))
        self.graph.add(
            (
                subject,
                RENKEI.establishedBy,
                self.iris.instrument(self.source.agreement, self.source.instrument),
            )
        )
        self.graph.add((subject, RENKEI.covers, RENKEI[preamble.extent.value]))
        self.quoting.link(self.graph, subject, "clauseFrom", preamble.extent_clause or preamble.act)
        state_status(self.graph, subject, self.text, self.quoting)
        self._application_date(subject)
        for order, article in enumerate(self.text.articles, start=1):
            self._article(subject, order, article)
        schedule = Schedules(self.text, self.source, self.iris, self.titles, self.quoting, self.graph)
        schedule.costs(subject, self.text.costs)
        schedule.describe(subject)

    def _article(self, version: URIRef, order: int, article: Article) -> None:
        subject = self.iris.article(self.source.agreement, self.source.version, order)
        self.graph.add((version, RENKEI.hasArticle, subject))
        self.graph.add((subject, RDF.type, RENKEI.Article))
        self.graph.add((subject, RENKEI.order, integer(order)))
        self.titles.label(
            self.graph, subject, article.number.exact + (article.caption.exact if article.caption else "")
        )
        self.quoting.link(self.graph, subject, "headingFrom", article.number, article.caption)
        self.graph.add((subject, RENKEI.articleText, japanese(article.text.exact)))
        self.quoting.link(self.graph, subject, "articleFrom", article.text)

    def _application_date(self, subject: URIRef) -> None:
        application = self.text.preamble.application
        if application is None:
            return
        self.quoting.link(self.graph, subject, "clauseFrom", *application.clauses)
        for statement in filter(None, (application.start, application.end)):
            state_date(self.graph, subject, statement.words, self.quoting)
        if application.end:
            self.graph.add((subject, RENKEI.untilText, japanese(application.end.words.exact)))
            self.quoting.link(self.graph, subject, "untilFrom", application.end.words)
        if application.from_conclusion and not application.start and self.text.concluded:
            state_date(self.graph, subject, self.text.preamble.signed[-1].words, self.quoting)
        if application.renewal:
            self.graph.add((subject, RENKEI.renewalText, japanese(application.renewal.exact)))
            self.quoting.link(self.graph, subject, "renewalFrom", application.renewal)
        if self.text.applicable_from:
            self.graph.add((subject, RENKEI.applicableFrom, day(self.text.applicable_from)))
        if self.text.applicable_until:
            self.graph.add((subject, RENKEI.applicableUntil, day(self.text.applicable_until)))
