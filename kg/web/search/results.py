"""Results as they are read: what kind of thing, its name, what it belongs to, its standing, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.namespaces import RENKEI
from kg.release.entries import Entry, Passage
from kg.web.facts import Facts, Words
from kg.web.i18n import text
from kg.web.pages.context import Context
from kg.web.pages.roles import SIGNS
from kg.web.pages.standing import Status
from kg.web.pages.values import NO_LANGUAGE, Value, address
from kg.web.search.joining import Joined
from kg.web.search.marking import Pieces, excerpt, has, marked

SHOWN = 3
"""Passages of a result that are shown because they have the words."""
ALWAYS = {
    "initiative": "content",
    "article": "content",
    "pillar": "explanation",
    "concept": "explanation",
    "term": "explanation",
}
"""What of a thing is shown even without the words: what it is about."""
NOTHING = Facts(())


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


TYPES = {
    "government": _("local government"),
    "area": _("area"),
    "agreement": _("agreement"),
    "version": _("version"),
    "instrument": _("instrument"),
    "initiative": _("initiative"),
    "article": _("article"),
    "pillar": _("pillar"),
    "concept": _("concept"),
    "term": _("term of the vocabulary"),
    "question": _("question"),
    "source": _("document as received"),
    "remainder": _("text not carried into the data"),
}
WHATS = {"party": _("Party"), "date": _("Date"), "description": _("Origin"), "heading": _("Heading")}


@dataclass(frozen=True)
class Text:
    """A text with the words marked, in its language."""

    pieces: Pieces
    lang: str | None
    unofficial: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of role: its sign beside its name."""

    sign: str
    value: Value


@dataclass(frozen=True)
class Line:
    """A passage of a result: whose it is or what, its kind of role, its text."""

    text: Text
    who: Text | None = None
    kind: Kind | None = None
    what: str = ""


@dataclass(frozen=True)
class Result:
    """A thing that was found, as a page shows it; `roles` are who does what, without words."""

    type: str
    type_name: str
    href: str | None
    title: Text
    original: Text | None
    agreement: Value | None
    status: Status | None
    current: bool
    code: str
    roles: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Reading:
    """How entries are read: for whom, and with which words marked."""

    context: Context
    joined: Joined
    find: re.Pattern[str] | None
    shown: dict[str, Value] = field(default_factory=dict)

    def result(self, entry: Entry) -> Result:
        """Arrange an entry for a page."""
        title = self.title(entry)
        is_translated = title.lang != "ja" and entry.unofficial
        return Result(
            type=entry.type,
            type_name=text(TYPES[entry.type]),
            href=self.href(entry),
            title=title,
            original=Text(marked(entry.label["ja"], self.find), "ja") if is_translated else None,
            agreement=self.agreement(entry),
            status=self.status(entry),
            current=entry.current,
            code=entry.iri.removeprefix(RENKEI) if entry.type == "term" else "",
            roles=tuple(self.roles(entry)),
            lines=tuple(self.lines(entry)),
        )

    def title(self, entry: Entry) -> Text:
        """Give the name for the reader; what has none is called by its own words."""
        if not entry.label:
            return Text(excerpt(_joined(entry.passages), self.find), "ja")
        words = named(entry.label, self.context.language, entry.unofficial)
        return Text(marked(words.text, self.find), words.lang, words.unofficial)

    def href(self, entry: Entry) -> str | None:
        """Give the page of an entry; for a passage, its place in the text of the source."""
        return address(self.context, NOTHING, entry.iri)

    def value(self, iri: str) -> Value:
        """Show a thing by its name, linked; the results of a page name the same things."""
        if iri not in self.shown:
            entry = self.joined.by_iri.get(iri)
            label = (
                named(entry.label, self.context.language, entry.unofficial) if entry and entry.label else None
            )
            words = label or Words(iri, NO_LANGUAGE)
            self.shown[iri] = Value(words, address(self.context, NOTHING, iri), code=not label)
        return self.shown[iri]

    def agreement(self, entry: Entry) -> Value | None:
        """Give the agreement that an entry belongs to."""
        agreement = self.joined.agreement(entry)
        return self.value(agreement) if agreement and entry.type != "agreement" else None

    def status(self, entry: Entry) -> Status | None:
        """Give the status of the text that an entry comes from."""
        status = self.joined.status(entry)
        return Status(self.value(status), status == str(RENKEI.Draft)) if status else None

    def roles(self, entry: Entry) -> Iterator[Line]:
        """Say who does what in an initiative."""
        for actor, kind in dict.fromkeys((each.actor, each.kind) for each in entry.passages if each.kind):
            yield Line(self._name(actor), kind=self._kind(kind))

    def lines(self, entry: Entry) -> Iterator[Line]:
        """Give the reading and codes of a local government, and the passages to show of any entry."""
        if entry.kana:
            yield Line(Text(marked(entry.kana, self.find), "ja"), what=text(_("Reading")))
        for code, what in zip(entry.codes, (_("Code"), _("Corporate number")), strict=False):
            yield Line(Text(marked(code, self.find), NO_LANGUAGE), what=text(what))
        for passage in shown(entry, self.find, self.context.language):
            yield self._line(passage)

    def _line(self, passage: Passage) -> Line:
        what = text(WHATS[passage.what]) if passage.what in WHATS else ""
        own = Text(excerpt(passage.words, self.find), passage.language)
        if passage.what == "role":
            return Line(own, self._name(passage.actor), self._kind(passage.kind))
        return Line(own, what=what)

    def _name(self, iri: str) -> Text:
        words = self.value(iri).words
        return Text(marked(words.text, self.find), words.lang, words.unofficial)

    def _kind(self, iri: str) -> Kind:
        return Kind(SIGNS.get(iri, "？"), self.value(iri))


def shown(entry: Entry, find: re.Pattern[str] | None, language: str) -> Sequence[Passage]:
    """Choose the passages to show: what the thing is about, and those that have the words."""
    if entry.type == "remainder":
        return ()
    passages = sorted(entry.passages, key=lambda each: each.language != language)
    about = [each for each in passages if each.what == ALWAYS.get(entry.type)][:1]
    matching = [each for each in passages if each.what != "name" and has(each.words, find)]
    own = [each for each in matching if each.language == language] or matching
    return tuple(dict.fromkeys([*about, *own[: SHOWN if entry.agreement else 1]]))


def named(label: dict[str, str], language: str, unofficial: bool) -> Words:
    """Give a name in the reader's language, else in Japanese, else in any."""
    lang = language if language in label else "ja" if "ja" in label else next(iter(label))
    return Words(label[lang], lang, unofficial=unofficial and lang == "en")


def _joined(passages: Sequence[Passage]) -> str:
    return " ".join(passage.words for passage in passages)
