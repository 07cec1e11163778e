"""A document in the course of being read: its words as passages, and the problems found so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.document.model import Document, Line, Passage
from kg.document.normalize import Normalized
from kg.errors import Message, ParsingError, Problem

# A sentence that is wrapped stands on this many lines at most.
WRAPPED = 6


@dataclass(frozen=True)
class Reading:
    """Collects all problems of one document, so that an official mends everything in one go."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def object(self, what: Message, remedy: Message, place: Line | Passage | None = None) -> None:
        """Note a problem where `place` is, or in the whole document."""
        if isinstance(place, Line) and place.text:
            place = self.words(place)
        if isinstance(place, Passage):
            self.problems.append(self.document.problem_at(what, remedy, place))
        else:
            self.problems.append(self.document.problem(what, remedy, place.start if place else None))

    def refusal(self) -> ParsingError:
        """Give the error that lists all problems, in the order of the document."""
        return ParsingError(sorted(self.problems, key=lambda problem: problem.line or 0))

    def words(self, line: Line) -> Passage:
        """Give the line's words, without heading mark and outer white space."""
        return self.document.passage(*line.normalized.source(0, len(line.text)))

    def group(self, line: Line, match: re.Match[str], group: str | int) -> Passage:
        """Give the words of the line that a group of the match on its normalised text stands for."""
        return self.document.passage(*line.normalized.source(*match.span(group)))

    def first(self, lines: Sequence[Line], form: re.Pattern[str], group: str | int = 0) -> Passage | None:
        """Give the words of `group` on the first line that has this form and these words."""
        matches = ((line, form.fullmatch(line.text)) for line in lines)
        found = (self.group(line, match, group) for line, match in matches if match and match[group])
        return next(found, None)

    def sentence(
        self, lines: Sequence[Line], form: re.Pattern[str], title: re.Pattern[str], group: str = "0"
    ) -> Passage | None:
        """Give the words of `group` in the first sentence that has this form, on one line or wrapped."""
        found = self.first(lines, form, int(group) if group.isdecimal() else group)
        if found:
            return found
        for joined in _joined(lines, title):
            if match := form.fullmatch(joined.text):
                span = match.span(int(group) if group.isdecimal() else group)
                return self.document.passage(*joined.source(*span))
        return None

    def normal(self, passage: Passage) -> str:
        """Give the passage's words normalised for recognition."""
        return self.document.normalized(passage).text


def _joined(lines: Sequence[Line], title: re.Pattern[str]) -> Iterator[Normalized]:
    """Join lines that follow each other, from the beginning of a sentence up to its full stop."""
    for index, line in enumerate(lines):
        above = lines[index - 1].text if index else ""
        if not line.text or title.fullmatch(line.text) or not (_ends(above) or title.fullmatch(above)):
            continue
        group = list(takewhile(lambda each: each.text, lines[index : index + WRAPPED]))
        end = next((place for place, each in enumerate(group, start=1) if _ends(each.text)), 0)
        text = "".join(each.text for each in group[:end])
        places = tuple(place for each in group[:end] for place in each.normalized.places)
        yield Normalized(text, places).without_spaces()


def _ends(text: str) -> bool:
    return not text or text.endswith("。")
