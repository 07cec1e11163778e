"""A request's parameters → a question with its terms; what cannot be given is refused with what can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import QueryError
from kg.store import Store
from kg.store.substitution import supply
from kg.web.errors import refusal
from kg.web.questions.basis import supporting
from kg.web.questions.declaration import Parameter, Question
from kg.web.questions.kinds import KINDS, Option, options

NAMED = 20
"""The most values that a refusal names."""


@dataclass(frozen=True)
class Choice:
    """A parameter with the value it has; `given` tells that the reader chose it."""

    parameter: Parameter
    option: Option
    given: bool


@dataclass(frozen=True)
class Asked:
    """A question as it is asked: the parameters that have a value, and with these its two queries."""

    question: Question
    choices: tuple[Choice, ...]
    query: str
    support: str

    def choice(self, name: str) -> Choice | None:
        """Give the choice for a parameter."""
        return next((one for one in self.choices if one.parameter.name == name), None)

    @property
    def arguments(self) -> str:
        """Give what the reader chose as the query of an address."""
        return urlencode([(one.parameter.name, one.option.value) for one in self.choices if one.given])

    @property
    def has_its_own_words(self) -> bool:
        """Tell whether everything is as the question's own words say."""
        return all(one.option.value == one.parameter.default for one in self.choices)


def ask(store: Store, question: Question, given: Iterable[tuple[str, str]]) -> Asked:
    """Ask a question with what a reader gave; QueryError 400 for what cannot be given."""
    values = dict(_read(question, given))
    choices = tuple(
        _choice(store, parameter, values.get(parameter.name))
        for parameter in question.parameters
        if parameter.default or parameter.name in values
    )
    chosen = [one for one in choices if one.given]
    terms = {
        one.parameter.variable: KINDS[one.parameter.kind].term(one.option.value, one.option.thing)
        for one in chosen
    }
    patterns = [f"{one.parameter.pattern} ." for one in chosen if one.parameter.pattern]
    return Asked(
        question,
        choices,
        supply(question.query, terms, patterns),
        supply(supporting(question.query), terms, patterns),
    )


def _read(question: Question, given: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen = set()
    for name, value in given:
        if question.parameter(name) is None:
            raise _unknown(question, name)
        if name in seen:
            raise refusal(400, "The parameter {name} is given more than once. Give it once.", name=name)
        seen.add(name)
        yield name, value


def _unknown(question: Question, name: str) -> QueryError:
    names = ", ".join(one.name for one in question.parameters)
    if not names:
        return refusal(400, "This question has no parameters; {name} is not known.", name=name)
    return refusal(400, "This question has no parameter {name}. It has: {offered}.", name=name, offered=names)


def _choice(store: Store, parameter: Parameter, value: str | None) -> Choice:
    if value is not None:
        return Choice(parameter, _option(store, parameter, value), True)
    known = options(store, parameter.kind)
    default = parameter.default
    return Choice(parameter, known.get(default, _named_by_itself(default)), False)


def _option(store: Store, parameter: Parameter, value: str) -> Option:
    """Find what a value stands for; QueryError 400 when nothing does."""
    known = options(store, parameter.kind)
    if value in known:
        return known[value]
    if re.fullmatch(KINDS[parameter.kind].pattern[1:-1], value) is None:
        raise _malformed(parameter, value, known)
    if KINDS[parameter.kind].values:
        raise _absent(parameter, value, known)
    return _named_by_itself(value)


def _named_by_itself(value: str) -> Option:
    return Option(value, "", {"ja": value, "en": value})


def _malformed(parameter: Parameter, value: str, known: Mapping[str, Option]) -> QueryError:
    if parameter.kind in {"code", "government"}:
        template = (
            "The parameter {name} is a municipality's code: six digits, the last of them the check digit, "
            "such as {example}. These data know: {offered}."
        )
        full = next((code for code in known if code[:5] == value), next(iter(known), "331007"))
        return refusal(400, template, name=parameter.name, example=full, offered=_offered(known))
    if parameter.kind == "word":
        template = "The parameter {name} is a word of 1 to 50 characters."
        return refusal(400, template, name=parameter.name)
    return _absent(parameter, value, known)


def _absent(parameter: Parameter, value: str, known: Mapping[str, Option]) -> QueryError:
    template = "These data know no {value} for the parameter {name}. They know: {offered}."
    return refusal(400, template, name=parameter.name, value=value[:50], offered=_offered(known))


def _offered(known: Mapping[str, Option]) -> str:
    values = list(known)
    return ", ".join(values[:NAMED] + (["…"] if len(values) > NAMED else []))
