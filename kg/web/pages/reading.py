"""A source's text beside what was read from it: passages in their lines, statements by their subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.passages import Line, Span, lines, span_of
from kg.web.pages.roles import Kind, kind_of
from kg.web.pages.statements import Statement, quoting, statements
from kg.web.pages.thing import natural
from kg.web.pages.values import Value, address, link

# The order of what statements are about, by the last kind that its path names.
ORDER = ("source", "agreement", "party", "instrument", "version", "article", "initiative")
# An initiative, and below it its roles.
INITIATIVE = re.compile(r"(.*/initiative/[^/]+)(?:/.*)?")


@dataclass(frozen=True)
class Subject:
    """What statements are about: its name, its kind when it is a role, its statements, and its parts."""

    iri: str
    value: Value
    kind: Kind | None
    statements: tuple[Statement, ...]
    parts: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The lines of a source, and the subjects of what was read from it.

    `at` gives the first statement of each passage, `left_out` the passages that no statement rests on.
    """

    lines: tuple[Line, ...]
    subjects: tuple[Subject, ...]
    at: Mapping[Span, Statement]
    left_out: frozenset[Span]
    versions: tuple[Value, ...]

    @property
    def count(self) -> int:
        """Count the statements."""
        return len(_all(self.subjects))


def reading(context: Context, source: str, written: str) -> Reading:
    """Arrange what was read from a source whose text is `written`."""
    facts = quoting(context.store, source)
    left_out = {span for one in facts.iris(source, RENKEI.notModelled) if (span := span_of(one))}
    subjects = _subjects(context, facts, statements(context, facts, source, written))
    at = {one.passage: one for one in reversed(_all(subjects))}
    versions = tuple(one.value for one in subjects if _kind(one.iri) == "version")
    return Reading(lines(written, [*at, *left_out]), subjects, at, frozenset(left_out - set(at)), versions)


def _subjects(context: Context, facts: Facts, found: Mapping[str, list[Statement]]) -> tuple[Subject, ...]:
    """Put subjects in order, the roles of an initiative below it."""
    parts: dict[str, list[str]] = {}
    for iri in sorted(found, key=natural):
        whole = INITIATIVE.sub(r"\1", iri)
        parts.setdefault(whole, []).extend([iri] if iri != whole else [])
    ordered = sorted(parts, key=lambda iri: (_rank(iri), natural(iri)))
    return tuple(
        Subject(
            iri,
            link(context, facts, iri),
            None,
            tuple(found.get(iri, ())),
            tuple(_role(context, facts, one, found[one]) for one in parts[iri]),
        )
        for iri in ordered
    )


def _role(context: Context, facts: Facts, iri: str, found: list[Statement]) -> Subject:
    """Name a role by who has it; anything else below an initiative by its own name."""
    actor, kind = facts.iri(iri, RENKEI.actor), facts.iri(iri, RENKEI.roleKind)
    named = link(context, facts, actor or iri)
    return Subject(
        iri,
        replace(named, href=address(context, facts, iri)),
        kind_of(context, kind) if kind else None,
        tuple(found),
    )


def _all(subjects: tuple[Subject, ...]) -> list[Statement]:
    return [statement for one in subjects for each in (one, *one.parts) for statement in each.statements]


def _kind(iri: str) -> str:
    return iri.split("/")[-2]


def _rank(iri: str) -> int:
    return ORDER.index(_kind(iri)) if _kind(iri) in ORDER else len(ORDER)
