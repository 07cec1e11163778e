"""The newest text of each agreement: when its document is dated, which area it concerns, its standing."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolution

from kg.namespaces import RENKEI
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.involvement import named, text_of
from kg.web.pages.standing import Status
from kg.web.pages.values import Value, link, show

TEXTS = """SELECT ?agreement ?title ?english ?version ?status ?dated ?area ?areaName ?areaEnglish WHERE {
  ?agreement a renkei:Agreement .
  OPTIONAL { ?agreement rdfs:label ?title }
  OPTIONAL { ?agreement renkei:unofficialLabel ?english }
  OPTIONAL {
    ?agreement renkei:hasVersion ?version .
    ?version renkei:establishedBy ?instrument
    OPTIONAL { ?version renkei:status ?status }
    OPTIONAL { ?instrument renkei:dated ?dated }
  }
  OPTIONAL {
    ?agreement renkei:concernsArea ?area .
    ?area rdfs:label ?areaName
    OPTIONAL { ?area renkei:unofficialLabel ?areaEnglish }
  }
}"""


@dataclass(frozen=True)
class Text:
    """The newest text of an agreement."""

    iri: str
    agreement: Value
    area: Value | None
    dated: Value | None
    status: Status | None


def texts(context: Context) -> list[Text]:
    """Give the newest text of every agreement, the latest document first, those without a date last."""
    rows = entity.select(context.store, TEXTS)
    found = {text_of(row, "agreement"): row for row in rows}
    order = sorted(found, key=lambda iri: (text_of(found[iri], "dated"), iri), reverse=True)
    return [_text(context, found[iri]) for iri in order]


def _text(context: Context, row: QuerySolution) -> Text:
    dated, status = row["dated"], text_of(row, "status")
    return Text(
        text_of(row, "agreement"),
        named(context, row, "agreement", "title", "english"),
        named(context, row, "area", "areaName", "areaEnglish") if row["area"] else None,
        show(context, Facts(()), dated) if isinstance(dated, Literal) else None,
        Status(link(context, Facts(()), status), status == str(RENKEI.Draft)) if status else None,
    )
