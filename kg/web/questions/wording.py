"""The sentence that answers, from the template that a question declares; true for no row, one and many.

{municipality}              what was chosen for the parameter
{#}  {#heading}             the number of rows; of different values in a column
{+roles}                    the sum of a column
{#role role/roles}          a number with the word that goes with it
{?heading}                  the different values of a column, the first of them
{?municipality*}            the same, each with the number of its rows
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import Message
from kg.language import translate
from kg.web.questions.answering import Rows, Term
from kg.web.questions.asking import Asked, Choice
from kg.web.questions.labels import PARAMETERS, label
from kg.web.questions.naming import Names

PLACE = re.compile(
    r"\{(?:(?P<name>[a-z]+)"
    r"|(?P<sign>[#+?])(?P<column>\w*)(?P<tally>\*?)(?: (?P<one>[^{}/]*)/(?P<many>[^{}/]*))?)\}"
)
SHOWN = 6
"""The most values that a sentence lists."""


def _(template: str) -> str:
    return template


SEPARATOR = _(", ")
TALLY = _("{value} ({count})")
MORE = _("{values} and {count} more")
CONDITION = _("{name}: {value}")
CONDITIONS = _("Limited to {conditions}. ")
DRAFT = _(
    "The answer includes text received as a draft; whether it was concluded is not known from these data."
)


@dataclass(frozen=True)
class Wording:
    """Writes about one answer in the language of its names."""

    asked: Asked
    rows: Rows
    names: Names

    @property
    def language(self) -> str:
        """The language that is written in."""
        return self.names.context.language

    def question(self) -> str:
        """Write the question as it is asked."""
        question = self.asked.question
        words = question.words if self.asked.has_its_own_words else question.asked
        return self._filled(words[self.language])

    def answer(self, is_draft: bool) -> str:
        """Write the sentence that answers, with what limits it and what it rests on."""
        question = self.asked.question
        template = (question.answer if self.rows.rows else question.none)[self.language]
        sentence = self._conditions(template) + self._filled(template)
        if not is_draft or not self.rows.rows:
            return sentence
        return sentence + ("" if self.language == "ja" else " ") + self._text(DRAFT)

    def _conditions(self, template: str) -> str:
        unsaid = [
            one for one in self.asked.choices if one.given and f"{{{one.parameter.name}}}" not in template
        ]
        if not unsaid:
            return ""
        written = [
            self._text(
                CONDITION, name=label(PARAMETERS, one.parameter.name, self.language), value=self._chosen(one)
            )
            for one in unsaid
        ]
        return self._text(CONDITIONS, conditions=self._text(SEPARATOR).join(written))

    def _filled(self, template: str) -> str:
        return PLACE.sub(self._value, template)

    def _value(self, place: re.Match[str]) -> str:
        if place["name"]:
            choice = self.asked.choice(place["name"])
            return self._chosen(choice) if choice else ""
        if place["sign"] == "?":
            return self._list(place["column"], bool(place["tally"]))
        number = self._number(place["sign"], place["column"])
        word = place["one"] if number == 1 else place["many"]
        written = f"{number:,}" if self.language == "en" else str(number)
        return f"{written} {word}" if word else written

    def _number(self, sign: str, column: str) -> int:
        if sign == "+":
            return sum(int(term.value) for term in self.rows.column(column))
        return len(set(self.rows.column(column))) if column else len(self.rows.rows)

    def _list(self, column: str, tally: bool) -> str:
        counts = Counter(self.rows.column(column))
        shown = [
            self._text(TALLY, value=self.names.say(term), count=counts[term])
            if tally
            else self.names.say(term)
            for term in list(counts)[:SHOWN]
        ]
        listed = self._text(SEPARATOR).join(shown)
        rest = len(counts) - SHOWN
        return self._text(MORE, values=listed, count=rest) if rest > 0 else listed

    def _chosen(self, choice: Choice) -> str:
        return choice.option.names[self.language]

    def _text(self, template: str, **values: object) -> str:
        return translate(Message(template, values), self.language, "web")


def listed(asked: Asked, rows: Rows) -> Iterator[Term]:
    """Give the values that a sentence lists, so that their names can be looked up."""
    for template in asked.question.answer.values():
        for place in PLACE.finditer(template):
            if place["sign"] == "?":
                yield from list(dict.fromkeys(rows.column(place["column"])))[:SHOWN]
