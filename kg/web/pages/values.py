"""How a value is shown: its words, their language, and where it leads, if anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from babel.dates import format_date, format_skeleton
from pyoxigraph import Literal, NamedNode

from kg.namespaces import DCTERMS, ORG, PREFIXES, RDF, RENKEI, RSH, XSD
from kg.web.entity import path_of
from kg.web.facts import Facts, Term, Words
from kg.web.i18n import LOCALES, text
from kg.web.pages.context import Context
from kg.web.pages.passages import span_of
from kg.web.pages.reused import NAMES

# Local names of terms and shapes; anything else is shown but never becomes a link.
LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
NO_LANGUAGE = "zxx"  # BCP 47: no linguistic content
# What has no name of its own is named by the whole it belongs to and by whom it concerns.
WHOLES = (RENKEI.hasRole, RENKEI.hasContinuation)
CONCERNS = (ORG.organization, RENKEI.actor, ORG.member, RENKEI.earlier)
IDENTIFIERS = {
    str(name)
    for name in (RENKEI.sha256, RENKEI.localGovernmentCode, RENKEI.corporateNumber, DCTERMS.identifier)
}


@dataclass(frozen=True)
class Value:
    """A value on a page: its words, a link when it has one, the ISO form when it is a date."""

    words: Words
    href: str | None = None
    external: bool = False
    iso: str | None = None
    code: bool = False


def show(context: Context, facts: Facts, term: Term, prop: str = "") -> Value:
    """Show any value; only IRIs that can be browsed safely become links."""
    if isinstance(term, NamedNode):
        return link(context, facts, term.value)
    if isinstance(term, Literal):
        return _literal(context, term, prop)
    return Value(Words("[ ]", NO_LANGUAGE), code=True)


def link(context: Context, facts: Facts, iri: str) -> Value:
    """Show a thing by its name, linked when it can be browsed here or over https."""
    href = address(context, facts, iri)
    words = name(context, facts, iri)
    return Value(words or Words(iri, NO_LANGUAGE), href, _is_external(href), code=words is None)


def name(context: Context, facts: Facts, iri: str) -> Words | None:
    """Give the name of a thing for the reader; None when nothing names it."""
    found = facts.label(iri, context.language) or context.ontology.facts.label(iri, context.language)
    if context.language == "en" and (composed := _version_name(facts, iri, found)):
        return composed
    if found or iri in NAMES:
        return found or Words(text(NAMES[iri]))
    wholes = [whole for prop in WHOLES for whole in facts.naming(prop, iri)]
    concerns = [one for prop in CONCERNS for one in facts.iris(iri, prop)]
    known = [label for one in wholes + concerns if (label := facts.label(one, context.language))]
    if known:
        return Words(" · ".join(w.text for w in known), known[0].lang, any(w.unofficial for w in known))
    path = path_of(context.base, iri) or local_name(iri)
    return Words("/".join(path.split("/")[-2:]), NO_LANGUAGE) if path else None


def _version_name(facts: Facts, iri: str, found: Words | None) -> Words | None:
    """Compose the English name of a version that has none: its agreement's, and its own id."""
    agreement, is_version, own = iri.partition("/version/")
    ours = facts.text(agreement, RENKEI.unofficialLabel) if is_version and "/" not in own else None
    is_named = found is not None and found.lang == "en"
    return Words(f"{ours} ({own})", "en", unofficial=True) if ours and not is_named else None


def local_name(iri: str) -> str:
    """Give the local name of a term or shape of ours; empty when it is none."""
    local = iri.removeprefix(RENKEI).removeprefix(RSH)
    return local if local != iri else ""


def address(context: Context, facts: Facts, iri: str) -> str | None:
    """Give the address that shows an IRI to this reader; None when it must not be a link."""
    if path := path_of(context.base, iri):
        span, within = span_of(iri), path.removeprefix("id/")
        return f"/{context.language}/doc/{within}" + ("#char={},{}".format(*span) if span else "")
    if iri.startswith(RENKEI) and str(RENKEI.PolicyPillar) in context.ontology.facts.iris(iri, RDF.type):
        return f"/{context.language}/pillars/{local_name(iri)}"
    for namespace, page in ((RENKEI, "def"), (RSH, "shapes")):
        local = iri.removeprefix(namespace)
        if local != iri and LOCAL.fullmatch(local):
            return f"/{context.language}/{page}#{local}"
    return iri if _is_external(iri) else None


def compact(context: Context, iri: str) -> str:
    """Write an IRI in short: ours by its path, those of known vocabularies with their prefix."""
    if iri.startswith(context.base):
        return iri.removeprefix(context.base)
    prefix = next((name for name, space in PREFIXES.items() if iri.startswith(space)), None)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri


def day(text: str, datatype: str, language: str) -> str:
    """Write a date or a month as the reader writes it; anything else is left as it is."""
    if datatype == str(XSD.date):
        return format_date(date.fromisoformat(text), "long", locale=LOCALES[language])
    return format_skeleton("yMMMM", date.fromisoformat(text + "-01"), locale=LOCALES[language])


def _literal(context: Context, term: Literal, prop: str) -> Value:
    if term.language:
        return Value(Words(term.value, term.language))
    datatype = term.datatype.value
    if datatype in (str(XSD.date), str(XSD.gYearMonth)):
        try:
            words = Words(day(term.value, datatype, context.language), context.language)
        except ValueError:
            return Value(Words(term.value, NO_LANGUAGE))
        return Value(words, iso=term.value)
    return Value(Words(term.value, NO_LANGUAGE), code=prop in IDENTIFIERS)


def _is_external(href: str | None) -> bool:
    try:
        parts = urlsplit(href or "")
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
