"""The standing of what a page shows: draft, concluded, in force, … as the source says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import QueryError
from kg.namespaces import RENKEI
from kg.store import Store
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.values import Value, link

# A version or an instrument, whatever part of it an IRI names.
BEARER = re.compile(r".*/agreement/[^/#]+/(?:version|instrument)/[^/#]+")
SOURCE = re.compile(r".*/id/source/[^/#]+")


@dataclass(frozen=True)
class Status:
    """A status as it is shown: its name, and whether the document was received as a draft."""

    value: Value
    is_draft: bool


def status_of(context: Context, facts: Facts, iri: str) -> Status | None:
    """Give the status of a version or instrument; None when nothing states one."""
    status = facts.iri(iri, RENKEI.status)
    return Status(link(context, facts, status), status == str(RENKEI.Draft)) if status else None


def drafts_among(context: Context, *shown: Facts) -> tuple[Value, ...]:
    """Name the drafts whose content a page shows in these facts."""
    return drafts_named(context, (iri for facts in shown for iri in facts.iris_named()))


def drafts_named(context: Context, iris: Iterable[str]) -> tuple[Value, ...]:
    """Name the drafts of which these IRIs are parts; of a draft's version and instrument, the version."""
    drafts = standing_of(context.store, iris)
    found = drafts.subjects_with(RENKEI.status)
    versions = [iri for iri in found if "/version/" in iri]
    return tuple(link(context, drafts, iri) for iri in versions or found)


def standing_of(store: Store, iris: Iterable[str]) -> Facts:
    """Say which drafts these IRIs are parts of or, where none is of a version, quote (a party's address)."""
    given = list(iris)
    if mentioned := _all(BEARER, given):
        return entity.drafts_among(store, mentioned)
    return entity.drafts_recorded_in(store, _all(SOURCE, given))


def drafts_behind(context: Context, iris: Iterable[str]) -> tuple[tuple[Value, ...], bool]:
    """Name the drafts of which the IRIs of an answer are parts, and tell whether it may rest on others.

    An answer that holds no IRI of a draft may be made of its content all the same. Where the store is too
    busy to say what the drafts are, any answer may.
    """
    try:
        named = drafts_named(context, (iri for iri in iris if iri.startswith(context.base)))
        return named, bool(named) or entity.has_drafts(context.store)
    except (QueryError, ValueError):
        return (), True


def _all(form: re.Pattern[str], iris: Iterable[str]) -> set[str]:
    return {match.group() for iri in iris if (match := form.match(iri))}
