"""The articles (条) of an agreement's body: number, caption and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.agreement.model import Article
from kg.agreement.reading import Reading
from kg.document.model import Line

NUMBER = "[0-9一二三四五六七八九十]+"
ARTICLE = re.compile(rf"(?P<number>第{NUMBER}条(?:の{NUMBER})?)(?:\s+(?P<text>\S.*))?")
CAPTION = re.compile(r"\([^()]{1,30}\)")
# What follows the last article: supplementary provisions, closing sentence, date, a party or its name.
CLOSING = re.compile(
    r"附\s*則|.*証するため.*|(?:明治|大正|昭和|平成|令和).*日|[甲乙丙丁戊己庚辛壬癸](?:\s.*)?"
    r"|[^\s0-9、。]{1,12}[都道府県市区町村]|\S+(?:市|区|町|村)長(?:\s.*)?|\S+知事(?:\s.*)?"
)
ENDS = (ARTICLE, CAPTION, CLOSING)


def read_articles(reading: Reading, body: Sequence[Line]) -> tuple[Article, ...]:
    """Read the articles; each goes on to the next, its caption, or what follows the last."""
    filled = [line for line in body if line.text]
    starts = [index for index, line in enumerate(filled) if ARTICLE.fullmatch(line.text)]
    return tuple(_articles(reading, filled, starts))


def _articles(reading: Reading, lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Article]:
    for start in starts:
        match = ARTICLE.fullmatch(lines[start].text)
        assert match is not None
        last = lines[_last(lines, start)]
        number = reading.group(lines[start], match, "number")
        text = reading.document.passage(number.end, reading.words(last).end)
        above = CAPTION.fullmatch(lines[start - 1].text) if start else None
        caption = reading.words(lines[start - 1]) if above else None
        if text.exact:
            yield Article(number, caption, text)


def _last(lines: Sequence[Line], start: int) -> int:
    """Give the index of the article's last line."""
    end = start
    while end + 1 < len(lines) and not any(form.fullmatch(lines[end + 1].text) for form in ENDS):
        end += 1
    return end
