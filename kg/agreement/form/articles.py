"""The articles of a form: a line each."""

from __future__ import annotations

import re

from kg.agreement.articles import NUMBER
from kg.agreement.form.checks import require
from kg.agreement.form.tables import Form
from kg.agreement.model import Article
from kg.agreement.reading import Reading
from kg.document.model import Passage
from kg.errors import Message

ARTICLE = re.compile(rf"第{NUMBER}条(?:の{NUMBER})*")


def read_form_articles(reading: Reading, form: Form) -> tuple[Article, ...]:
    """Read the articles; what is wrong is noted."""
    articles: list[Article] = []
    for line in form.lines["articles"]:
        if not require(reading, line, "articles"):
            continue
        _check_number(reading, line["number"], articles)
        caption = line["caption"] if line["caption"].exact else None
        articles.append(Article(line["number"], caption, line["text"]))
    return tuple(articles)


def _check_number(reading: Reading, cell: Passage, before: list[Article]) -> None:
    words = reading.normal(cell)
    if not ARTICLE.fullmatch(words):
        what = Message("“{words}” is no number of an article.", {"words": cell.exact})
        reading.object(what, Message("Write it like 第1条 or 第2条の2."), cell)
    if words in [reading.normal(article.number) for article in before]:
        what = Message("“{words}” stands twice.", {"words": cell.exact})
        reading.object(what, Message("Number each article as the original has it."), cell)
