"""What a question's file declares of itself in its first lines, up to the first that is empty.

    # ja: 総社市は、何を…行うか。              the question; `-asked`: with places for the parameters
    # ja-note: …                               what the answer cannot tell
    # topic: roles                             what it is about
    # ja-answer: …{#initiative}件…             the sentence that answers; `-none`: where there is no row
    # parameter: municipality code ?code       its name, its kind, the variable that gets the value
    # parameter: pillar pillar ?pillar { … }   and a pattern, asked for only if the parameter is given

A parameter has a default where the query gives the variable a value: `VALUES ?code { "332089" }`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.language import LANGUAGES

PARAMETER = re.compile(r"(?P<name>[a-z]+) (?P<kind>[a-z]+) \?(?P<variable>\w+)(?: \{ (?P<pattern>.+) \})?")
DEFAULT = r'VALUES \?{} \{{ (?:"(?P<text>[^"]*)"(?:@\w+)?|\w+:(?P<local>\w+)) \}}'

Words = dict[str, str]


@dataclass(frozen=True)
class Parameter:
    """What a question can be asked about; `default` is "" where it may be left out."""

    name: str
    kind: str
    variable: str
    pattern: str
    default: str


@dataclass(frozen=True)
class Question:
    """A question: its words by language, its parameters, and the query without the lines of its head."""

    id: str
    topic: str
    words: Words
    asked: Words
    note: Words
    answer: Words
    none: Words
    parameters: tuple[Parameter, ...]
    query: str

    def parameter(self, name: str) -> Parameter | None:
        """Give the parameter of this name."""
        return next((one for one in self.parameters if one.name == name), None)

    @property
    def is_graph(self) -> bool:
        """Tell whether the answer is a graph, not a table."""
        return re.search(r"^CONSTRUCT\b", self.query, re.MULTILINE) is not None


@lru_cache(maxsize=4)
def read_questions(release: Path) -> dict[str, Question]:
    """Read the questions that a release carries, in the order of their names."""
    files = sorted((release / "queries").glob("*.rq"))
    return {path.stem: read_question(path.stem, path.read_text(encoding="utf-8")) for path in files}


def read_question(name: str, text: str) -> Question:
    """Read one question."""
    head, _, query = text.partition("\n\n")
    lines = [line.removeprefix("# ").partition(": ")[::2] for line in head.splitlines()]
    said = dict(lines)
    by_language = {
        part: {language: said.get(language + part, "") for language in LANGUAGES}
        for part in ("", "-asked", "-note", "-answer", "-none")
    }
    return Question(
        id=name,
        topic=said.get("topic", ""),
        words=by_language[""],
        asked={
            language: by_language["-asked"][language] or by_language[""][language] for language in LANGUAGES
        },
        note=by_language["-note"],
        answer=by_language["-answer"],
        none=by_language["-none"],
        parameters=tuple(_parameter(value, query) for key, value in lines if key == "parameter"),
        query=query.strip() + "\n",
    )


def _parameter(declared: str, query: str) -> Parameter:
    found = PARAMETER.fullmatch(declared)
    if found is None:
        raise ValueError(f"not a parameter: {declared}")
    given = re.search(DEFAULT.format(found["variable"]), query)
    default = next((value for value in given.groups() if value is not None), "") if given else ""
    return Parameter(found["name"], found["kind"], found["variable"], found["pattern"] or "", default)
