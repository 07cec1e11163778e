"""The questions as pages: cards by topic; of each question a form, the sentence, the table, the query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from pyoxigraph import NamedNode

from kg.web import entity
from kg.web.i18n import text
from kg.web.pages.answer import page
from kg.web.pages.context import Context, current
from kg.web.pages.keeping import kept
from kg.web.pages.values import Value, link
from kg.web.questions.answering import Rows, Term, drafts_under, rows, support
from kg.web.questions.api import known
from kg.web.questions.asking import Asked, ask
from kg.web.questions.declaration import Parameter, Question, read_questions
from kg.web.questions.kinds import KINDS, WORD, Option, options
from kg.web.questions.labels import COLUMNS, PARAMETERS, TOPICS, label
from kg.web.questions.naming import Cell, Names, is_number, names_of
from kg.web.questions.records import PATH
from kg.web.questions.wording import Wording, listed

ROWS = 1_000
"""The most rows that a page shows; the files hold all of them."""
MENU = 300
"""The most values that a menu holds; of more, the reader writes one, with the list to choose from."""
FEATURED = (
    "cq25-what-and-with-whom",
    "cq01-who-leads-what",
    "cq02-initiatives-by-pillar",
    "cq26-two-municipalities-compared",
    "cq06-drafts-not-concluded",
    "cq31-members-without-an-agreement",
)
"""Questions that a reader who knows nothing yet may have, for the first page."""

IDENTIFIED_BY = {"heading": "initiative", "words": "passage", "title": "reference"}
"""Columns that name what another column identifies."""

Row = tuple[Term | None, ...]

blueprint = Blueprint("questionpages", __name__)


@dataclass(frozen=True)
class Field:
    """A parameter in a form: its label, the value it has, the values it may have."""

    name: str
    label: str
    value: str
    is_optional: bool
    values: tuple[Option, ...]
    list_id: str
    longest: int


@dataclass(frozen=True)
class Card:
    """A question on a card: its words, where it is answered, what must be chosen, what it cannot tell."""

    id: str
    words: str
    href: str
    fields: tuple[Field, ...]
    note: str


@dataclass(frozen=True)
class Topic:
    """Questions about one thing."""

    id: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called, the variables that it shows, whether it holds numbers."""

    label: str
    variables: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """Rows as a page shows them; `count` is of all."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    count: int


@blueprint.app_context_processor
def featured() -> dict[str, object]:
    """Give templates the cards of the questions for a reader who knows nothing yet."""
    return {"featured_questions": featured_questions, "lists_of": lists_of}


def featured_questions() -> Topic:
    """Give the cards for the first page, of the questions that the release has."""
    context = current()
    questions = read_questions(context.store.release)
    cards = tuple(card(context, questions[name]) for name in FEATURED if name in questions)
    return Topic("featured", "", cards)


@blueprint.get("/<any(ja, en):lang>/questions")
@kept
def show_all(lang: str) -> Response:
    """Show the questions as cards."""
    context = current()
    topics = list(_topics(context))
    return page("questions.html", topics=topics, lists=lists_of(topics))


@blueprint.get("/<any(ja, en):lang>/questions/<name>")
@kept
def show(lang: str, name: str) -> Response:
    """Show a question with its answer; a field that was left empty is not given."""
    question, context = known(name), current()
    asked = ask(
        context.store, question, [(key, value) for key, value in request.args.items(multi=True) if value]
    )
    found = rows(context.store, asked)
    names = names_of(context, [*_shown(found), *listed(asked, found)])
    wording = Wording(asked, found, names)
    drafts = drafts_under(context.store, support(context.store, asked)) if found.rows else []
    return page(
        "question.html",
        id=name,
        words=wording.question(),
        answer=wording.answer(False),
        drafts=_drafts(context, drafts),
        note=question.note[lang],
        topic=label(TOPICS, question.topic, lang),
        fields=tuple(_field(context, one, asked) for one in question.parameters),
        table=_table(context, names, found),
        query=asked.query,
        run="/sparql?" + urlencode({"query": asked.query, "lang": lang}),
        address=f"/{PATH}/{name}",
        arguments=asked.arguments,
    )


def card(context: Context, question: Question) -> Card:
    """Give the card of a question, with a field for each parameter that always has a value."""
    asked = ask(context.store, question, ())
    return Card(
        question.id,
        question.words[context.language],
        url_for("questionpages.show", lang=context.language, name=question.id),
        tuple(_field(context, one, asked) for one in question.parameters if one.default),
        question.note[context.language],
    )


def _topics(context: Context) -> Iterator[Topic]:
    questions = read_questions(context.store.release).values()
    for topic, name in TOPICS.items():
        cards = tuple(card(context, one) for one in questions if one.topic == topic)
        if cards:
            yield Topic(topic, text(name), cards)


def lists_of(topics: list[Topic]) -> dict[str, tuple[Option, ...]]:
    """Give the lists that fields of several cards share."""
    fields = [field for topic in topics for card in topic.cards for field in card.fields]
    return {field.list_id: field.values for field in fields if field.list_id}


def _field(context: Context, parameter: Parameter, asked: Asked) -> Field:
    choice, kind = asked.choice(parameter.name), KINDS[parameter.kind]
    values = tuple(options(context.store, parameter.kind).values())
    return Field(
        name=parameter.name,
        label=label(PARAMETERS, parameter.name, context.language),
        value=choice.option.value if choice else "",
        is_optional=not parameter.default,
        values=values,
        list_id=f"values-{kind.name}" if len(values) > MENU else "",
        longest=WORD,
    )


def _shown(found: Rows) -> list[Term]:
    return [term for row in found.rows[:ROWS] for term in row if term is not None]


def _table(context: Context, names: Names, found: Rows) -> Table:
    """Arrange the rows; where a column names what another identifies, one column does both."""
    shown, places = found.rows[:ROWS], {name: place for place, name in enumerate(found.columns)}
    hidden = {IDENTIFIED_BY[name] for name in places if IDENTIFIED_BY.get(name) in places}
    columns = [name for name in found.columns if name not in hidden]
    return Table(
        tuple(_column(context, name, places, shown) for name in columns),
        tuple(tuple(_cell(names, name, places, row) for name in columns) for row in shown),
        len(found.rows),
    )


def _column(context: Context, name: str, places: dict[str, int], shown: tuple[Row, ...]) -> Column:
    iri = IDENTIFIED_BY.get(name, "")
    return Column(
        label(COLUMNS, name, context.language),
        f"{name}, {iri}" if iri in places else name,
        all(is_number(row[places[name]]) for row in shown if row[places[name]] is not None),
    )


def _cell(names: Names, name: str, places: dict[str, int], row: Row) -> Cell | None:
    term = row[places[name]]
    if term is None:
        return None
    cell, place = names.cell(name, term), places.get(IDENTIFIED_BY.get(name, ""))
    thing = row[place] if place is not None else None
    return names.linked(cell, thing) if isinstance(thing, NamedNode) else cell


def _drafts(context: Context, drafts: list[str]) -> list[Value]:
    facts = entity.drafts_among(context.store, drafts)
    return [link(context, facts, iri) for iri in drafts]
