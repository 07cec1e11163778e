"""A document in the course of being read: its words as passages, and the problems found so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.document.model import Document, Line, Passage
from kg.errors import Message, ParsingError, Problem


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

    def normal(self, passage: Passage) -> str:
        """Give the passage's words normalised for recognition."""
        return self.document.normalized(passage).text
