"""Costs (費用分担): who bears them, kept in the words of the text and apart from roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.agreement.model import Article
from kg.agreement.roles import sentences
from kg.agreement.undertakings import CostShare
from kg.document.model import Document, Passage

COST = "(?:費用|経費|負担金|負担割合|事業費)"
BEARS = "(?:負担|分担|支出|支弁|折半)(?:する|し|を行う|とする|割合)|支払う|(?:定める|協議する|協議して)"
# From the beginning of the clause that names the costs to the end of the sentence.
STATEMENT = re.compile(rf"(?P<clause>[^、。]*{COST}.*(?:{BEARS}).*)")
# Others' burdens (子育て世帯の費用負担の軽減) are what an initiative is about.
RELIEF = re.compile("負担(?:の|を|が)?(?:軽減|軽く|減ら|少な)|(?:費用|経費)(?:の|を)?(?:軽減|助成|補助|削減)")
# The heading of an article, or the label of a column or row, that announces costs.
ANNOUNCED = re.compile("費用|経費|負担金")


def cost_in(document: Document, sentence: Passage) -> Passage | None:
    """Give the part of a sentence, to its end, that says who bears costs; None where none does."""
    words = document.normalized(sentence).without_spaces()
    match = STATEMENT.search(words.text)
    if match is None or RELIEF.search(words.text):
        return None
    return document.passage(*words.source(*match.span("clause")))


def announces_costs(document: Document, label: Passage | None) -> bool:
    """Tell whether a caption or label says that what follows is about costs, too."""
    words = document.normalized(label).without_spaces().text if label else ""
    return ANNOUNCED.search(words) is not None


def costs_of_articles(document: Document, articles: Sequence[Article]) -> tuple[CostShare, ...]:
    """Give the text of each article whose caption announces costs, and each sentence on costs of others."""
    return tuple(share for article in articles for share in _costs(document, article))


def _costs(document: Document, article: Article) -> Iterator[CostShare]:
    if announces_costs(document, article.caption):
        yield CostShare(article.text, article.caption)
        return
    for sentence in sentences(document, article.text):
        if cost := cost_in(document, sentence):
            yield CostShare(cost)
