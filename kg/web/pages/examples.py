"""The questions that a release carries as queries, arranged by topic for the query page's menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlencode

from kg.web.i18n import text
from kg.web.pages.context import Context
from kg.web.questions import labels


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


HEAD = re.compile(r"# [a-z-]+: \S")

TOPICS = {**labels.TOPICS, "": _("More questions")}
"""What a question is about, as its line `# topic:` says; the last for those that say nothing known."""


@dataclass(frozen=True)
class Example:
    """A question in the reader's language, and the query that answers it."""

    question: str
    query: str
    href: str


@dataclass(frozen=True)
class Topic:
    """Questions about one thing."""

    name: str
    examples: tuple[Example, ...]


def topics(context: Context) -> list[Topic]:
    """Give the questions that the release carries, by topic, each with the address of its answer."""
    found: dict[str, list[Example]] = {topic: [] for topic in TOPICS}
    for said, query in read_questions(context.store.release):
        question, note = said.get(context.language, ""), said.get(f"{context.language}-note", "")
        written = "".join(f"# {words}\n" for words in (question, note) if words) + "\n" + query.rstrip()
        href = "/sparql?" + urlencode({"query": written, "lang": context.language})
        topic = said.get("topic", "")
        example = Example(question or query.partition("\n")[0], written, href)
        found[topic if topic in found else ""].append(example)
    return [Topic(text(TOPICS[topic]), tuple(ones)) for topic, ones in found.items() if ones]


@lru_cache(maxsize=4)
def read_questions(release: Path) -> tuple[tuple[dict[str, str], str], ...]:
    """Read the queries of a release, each apart from what its first lines say: `# ja: …`, `# topic: …`."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((release / "queries").glob("*.rq")))
    return tuple(_parted(text) for text in texts)


def _parted(text: str) -> tuple[dict[str, str], str]:
    lines = text.splitlines(keepends=True)
    head = list(takewhile(HEAD.match, lines))
    said = dict(line.removeprefix("# ").strip().split(": ", 1) for line in head)
    return said, "".join(lines[len(head) :]).lstrip()
