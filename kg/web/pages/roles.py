"""Roles as pages show them: who, which kind, in which words, decided by which of them."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.values import Value, address, link, local_name

# The sign stands beside the word, never in its place.
SIGNS = {
    str(RENKEI.Lead): "●",
    str(RENKEI.Cooperate): "○",
    str(RENKEI.Use): "△",
    str(RENKEI.Unclassified): "？",
}


@dataclass(frozen=True)
class Kind:
    """A kind of role: its IRI, its sign and its name, linked to the definition."""

    iri: str
    sign: str
    value: Value

    @property
    def id(self) -> str:
        """Give the local name of a kind of ours; empty for another."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence; `decides` tells whether it is a cue that decided the kind."""

    text: str
    decides: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of a role, cut into pieces, with where it stands."""

    pieces: tuple[Piece, ...]
    line: int | None
    href: str | None


@dataclass(frozen=True)
class Decision:
    """A person's decision on the kind of a role, where its words decide nothing: who, on which day, why."""

    who: str
    day: str
    reason: str


@dataclass(frozen=True)
class Role:
    """One party's role in one initiative; `decision` where its kind was not read from its words."""

    actor: str
    who: Value
    kind: Kind
    sentences: tuple[Sentence, ...]
    href: str | None
    decision: Decision | None


def role(context: Context, facts: Facts, iri: str) -> Role:
    """Arrange a role assignment."""
    actor = facts.iri(iri, RENKEI.actor) or ""
    return Role(
        actor,
        link(context, facts, actor),
        kind_of(context, facts.iri(iri, RENKEI.roleKind) or str(RENKEI.Unclassified)),
        sentences(context, facts, iri),
        address(context, facts, iri),
        _decision(facts, facts.iri(iri, RENKEI.hasDecision)),
    )


def kind_of(context: Context, iri: str) -> Kind:
    """Show a kind of role; one that this server does not know has the sign of what is not understood."""
    return Kind(iri, SIGNS.get(iri, "？"), link(context, context.ontology.facts, iri))


def sentences(context: Context, facts: Facts, iri: str) -> tuple[Sentence, ...]:
    """Give the role's sentences in the order of the source."""
    texts = [term.value for term in facts.objects(iri, RENKEI.roleText) if isinstance(term, Literal)]
    found = [(text, _passage(facts, iri, text)) for text in texts]
    found.sort(key=lambda pair: _start(facts, pair[1]))
    return tuple(_sentence(context, facts, iri, text, passage) for text, passage in found)


def cut(text: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the spans that decide; spans that do not fit the text are left out."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    return tuple(piece for piece in [*pieces, Piece(text[at:], False)] if piece.text)


def _sentence(context: Context, facts: Facts, iri: str, text: str, passage: str | None) -> Sentence:
    if passage is None:
        return Sentence(cut(text, []), None, None)
    start = _start(facts, passage)
    cues = [(_start(facts, cue) - start, facts.text(cue, RENKEI.exact) or "") for cue in _cues(facts, iri)]
    spans = [(at, at + len(words)) for at, words in cues if at >= 0 and text[at : at + len(words)] == words]
    return Sentence(cut(text, spans), facts.number(passage, RENKEI.line), address(context, facts, passage))


def _decision(facts: Facts, iri: str | None) -> Decision | None:
    if iri is None:
        return None
    return Decision(
        *(facts.text(iri, each) or "" for each in (RENKEI.judgedBy, RENKEI.judgedOn, RENKEI.reason))
    )


def _cues(facts: Facts, iri: str) -> list[str]:
    return facts.iris(iri, RENKEI.cueFrom)


def _passage(facts: Facts, iri: str, text: str) -> str | None:
    """Give the passage that holds the sentence; the offsets inside it are those of the sentence."""
    passages = facts.iris(iri, RENKEI.roleFrom)
    return next((one for one in passages if facts.text(one, RENKEI.exact) == text), None)


def _start(facts: Facts, passage: str | None) -> int:
    return (facts.number(passage, RENKEI.startChar) or 0) if passage else 0
