"""The columns of a question's answer, as its query selects them."""

from __future__ import annotations

from functools import lru_cache

from kg.web.questions.algebra import algebra_of
from kg.web.questions.answering import STATEMENT
from kg.web.questions.declaration import Question


def columns(question: Question) -> list[str]:
    """Name the columns."""
    return list(STATEMENT if question.is_graph else _selected(question.query))


@lru_cache(maxsize=128)
def _selected(query: str) -> tuple[str, ...]:
    return tuple(map(str, algebra_of(query)["PV"]))
