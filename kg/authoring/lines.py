"""Writes an agreement as a text again: headings, paragraphs, and rows of label and text.

It renders the graph in forms that kg/agreement reads; whoever exports compares what comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.agreement.sayings import Saying, said_already, sayings_of
from kg.authoring.filled import Filled, Line
from kg.authoring.sentences import Sentences, acts_of, applications_of

CONTENT = "取組内容"


@dataclass(frozen=True)
class Heading:
    """A heading; the title's level is 1."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """Words on one line or on several."""

    text: str


@dataclass(frozen=True)
class Rows:
    """Rows of label and text, under one heading."""

    rows: tuple[tuple[str, str], ...]


Piece = Heading | Paragraph | Rows


def pieces_of(filled: Filled, said: Sentences) -> list[Piece]:
    """Write all of it, in the order of an agreement."""
    return [
        *_top(filled, said),
        *_body(filled, said),
        *_end(filled, said),
        *(_annexes(filled) if filled.particulars["schedule_heading"] else ()),
    ]


def _top(filled: Filled, said: Sentences) -> Iterator[Piece]:
    """Write draft mark and titles; a date that concludes nothing stands above them."""
    words = filled.particulars
    if said.is_draft:
        yield Paragraph("(案)")
    if words["document_title"]:
        yield Heading(words["document_title"], 1)
    yield from map(Paragraph, _dates(filled, said)[:-1])
    yield Heading(words["title"], 2 if words["document_title"] else 1)
    for step in filled.lines("procedure"):
        yield Paragraph(" ".join(filter(None, (step["dated"], step["words"]))))


def _dates(filled: Filled, said: Sentences) -> list[str]:
    """Give the ways in which the date is written; the last, perhaps none, stands where it is signed."""
    dates = list(filter(None, filled.particulars["dated"].split("\n")))
    below = said.is_draft or filled.particulars["status"] or not dates
    return dates if dates and below else [*dates, ""]


def _body(filled: Filled, said: Sentences) -> Iterator[Piece]:
    """Write the act, names that it does not say, and the articles."""
    acts = said.acts or tuple(acts_of(filled.particulars, said.kind))
    yield from map(Paragraph, acts)
    for party in filled.lines("parties"):
        for name in party["name"].split("\n")[1:]:
            if not any(f"{name}（" in act for act in acts):
                yield Paragraph(f"{name}（以下「{party['designation']}」という。）")
    articles = filled.lines("articles")
    closed = bool(_end_of_body(filled, said))
    holder = _holder(articles, closed) if not filled.particulars["schedule_heading"] else None
    for number, article in enumerate(articles):
        if article["caption"]:
            yield Paragraph(article["caption"])
        yield Paragraph(f"{article['number']}　{article['text']}")
        if number == holder:
            yield from _outline(filled)


def _holder(articles: Sequence[Line], closed: bool) -> int | None:
    """Choose the article that the initiatives follow: of one line, best one that names them.

    The last is one only where something follows that ends the body.
    """
    candidates = articles if closed else articles[:-1]
    short = [place for place, each in enumerate(candidates) if "\n" not in each["text"]]
    leading = [place for place in short if articles[place]["text"].endswith("次のとおりとする。")]
    return next(iter([*leading, *short]), None)


def _end(filled: Filled, said: Sentences) -> Iterator[Piece]:
    """Write from when it applies, the date, and who signs."""
    yield from _end_of_body(filled, said)
    for party in filled.lines("parties"):
        name = party["name"].split("\n")[0]
        first = " ".join(filter(None, (party["designation"], party["address"])))
        yield from map(Paragraph, filter(None, (first, name, party["signatory"])))


def _end_of_body(filled: Filled, said: Sentences) -> list[Piece]:
    """Write from when and until when it applies, where no article says so, and the date."""
    clauses = [*(said.applications or applications_of(filled.particulars)), filled.particulars["renewal"]]
    articles = [article["text"] for article in filled.lines("articles")]
    left = [clause for clause in clauses if clause and not any(clause in text for text in articles)]
    date = _dates(filled, said)[-1]
    application = (Heading("附 則", 3), Paragraph("".join(left))) if left else ()
    return [*application, *((Paragraph(date),) if date else ())]


def _annexes(filled: Filled) -> Iterator[Piece]:
    """Write the schedule under its headings: several annexes share the initiatives by pillars."""
    headings = filled.particulars["schedule_heading"].split("\n")
    for heading, initiatives in zip(headings, _shares(filled, len(headings)), strict=True):
        yield Heading(heading, 2)
        for pillar, group in groupby(initiatives, key=lambda line: line["pillar"]):
            yield Heading(pillar, 3)
            for initiative in group:
                yield Heading(initiative["heading"], 4)
                yield Rows(tuple(_rows(filled, initiative)))


def _shares(filled: Filled, count: int) -> list[list[Line]]:
    initiatives = filled.lines("initiatives")
    groups = [list(group) for _, group in groupby(initiatives, key=lambda line: line["pillar"])]
    if len(groups) < count:
        groups = [[each] for each in initiatives]
    last = [each for group in groups[count - 1 :] for each in group]
    return [*groups[: count - 1], last]


def _rows(filled: Filled, initiative: Line) -> Iterator[tuple[str, str]]:
    """Write content, roles and costs; what stands under the label of a party's role goes beside that."""
    yield CONTENT, initiative["content"]
    costs, roles = (
        [line for line in filled.lines(table) if line["initiative"] == initiative["heading"]]
        for table in ("costs", "roles")
    )
    for role in roles:
        beside = [each for each in costs if each["party"] == role["party"] and "役割" in each["label"]]
        costs = [each for each in costs if each not in beside]
        label = beside[0]["label"] if beside else f"{role['party']}の役割"
        yield label, role["text"] + "".join(each["text"] for each in _unsaid(beside, [role]))
    labelled, others = ([cost for cost in costs if bool(cost["label"]) is own] for own in (True, False))
    for cost in (*labelled, *_unsaid(others, roles)):
        yield cost["label"] or "費用分担", cost["text"]


def _unsaid(costs: Sequence[Line], roles: Sequence[Line]) -> list[Line]:
    """Give the shares that the roles' own texts do not say."""
    said = [saying for role in roles for saying in sayings_of(role["party"], role["text"])]
    again = said_already([Saying(cost["party"] or None, cost["text"]) for cost in costs], said)
    return [cost for place, cost in enumerate(costs) if place not in again]


def _outline(filled: Filled) -> Iterator[Piece]:
    """Write the initiatives as the outline of an article."""
    pillars = groupby(filled.lines("initiatives"), key=lambda line: line["pillar"])
    for number, (pillar, group) in enumerate(pillars, start=1):
        yield Paragraph(f"({number}) {pillar.partition(' ')[2]}")
        for initiative, mark in zip(
            group, "アイウエオカキクケコサシスセソタチツテトナニヌネノ", strict=False
        ):
            yield Paragraph(f"{mark} {initiative['heading']}")
            for sign, (label, text) in zip(_signs(), _rows(filled, initiative), strict=False):
                yield Paragraph(f"({sign}) {label}\n{text}")


def _signs() -> Iterator[str]:
    yield from "アイウエオカキクケコサシスセソ"
