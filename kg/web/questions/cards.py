"""Questions as cards, by topic: its words, and a field for each parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from kg.web.i18n import text
from kg.web.pages.context import Context
from kg.web.questions.asking import Asked, ask
from kg.web.questions.declaration import Parameter, Question, read_questions
from kg.web.questions.kinds import KINDS, WORD, Option, options
from kg.web.questions.labels import PARAMETERS, TOPICS, label

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


def featured(context: Context) -> Topic:
    """Give the cards for the first page, of the questions that the release has."""
    questions = read_questions(context.store.release)
    cards = tuple(card(context, questions[name]) for name in FEATURED if name in questions)
    return Topic("featured", "", cards)


def topics_of(context: Context) -> Iterator[Topic]:
    """Give the topics of which the release has questions, with their cards."""
    questions = read_questions(context.store.release).values()
    for topic, name in TOPICS.items():
        cards = tuple(card(context, one) for one in questions if one.topic == topic)
        if cards:
            yield Topic(topic, text(name), cards)


def card(context: Context, question: Question) -> Card:
    """Give the card of a question, with a field for each parameter that always has a value."""
    asked = ask(context.store, question, ())
    return Card(
        question.id,
        question.words[context.language],
        url_for("questionpages.show", lang=context.language, name=question.id),
        tuple(field_of(context, one, asked) for one in question.parameters if one.default),
        question.note[context.language],
    )


def lists_of(topics: list[Topic]) -> dict[str, tuple[Option, ...]]:
    """Give the lists that fields of several cards share."""
    fields = [field for topic in topics for card in topic.cards for field in card.fields]
    return {field.list_id: field.values for field in fields if field.list_id}


def field_of(context: Context, parameter: Parameter, asked: Asked) -> Field:
    """Give the field of a parameter, with the value that was given."""
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
