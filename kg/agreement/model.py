"""What an agreement says. Every passage held here becomes a source link in the graph, and only those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from kg.agreement.governments import Government
from kg.agreement.undertakings import CostShare, Schedule
from kg.document.model import Document, Passage
from kg.document.normalize import Span


class InstrumentKind(Enum):
    """What the document does to the agreement (連携協約の締結, 変更: Local Autonomy Act, Art. 252-2)."""

    CONCLUDING = "ConcludingInstrument"
    AMENDING = "AmendingInstrument"
    RESTATING = "RestatingInstrument"


class Extent(Enum):
    """How much of the agreement a version records."""

    SCHEDULE = "Schedule"
    WHOLE = "WholeAgreement"


@dataclass(frozen=True)
class YearMonth:
    """A month without a day, because the day is blank in the source."""

    year: int
    month: int

    def isoformat(self) -> str:
        """Write it as xsd:gYearMonth does: 2025-03."""
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True)
class DateStatement:
    """A date as written; `value` is None when the words do not even name a month."""

    value: date | YearMonth | None
    words: Passage


@dataclass(frozen=True)
class Party:
    """A local government's place in the agreement; `names` are the places that name it."""

    order: int
    designation: Passage | None
    government: Government
    names: tuple[Passage, ...]
    address: Passage | None
    signatory: Passage | None

    @property
    def key(self) -> str:
        """Tell it from the other parties: its designation, or its name where it has none."""
        return self.designation.exact if self.designation else self.government.name


@dataclass(frozen=True)
class Article:
    """An article of the body: its number (第3条), its caption (（目的）) and its text, as written."""

    number: Passage
    caption: Passage | None
    text: Passage


@dataclass(frozen=True)
class Application:
    """The clauses that say from when and until when the text applies, and whether it is then renewed.

    The words of `end` may be those of a term (5年間); `from_conclusion`: from the day of conclusion on.
    """

    clauses: tuple[Passage, ...]
    start: DateStatement | None
    end: DateStatement | None
    from_conclusion: bool = False
    renewal: Passage | None = None
    renews: bool = False


@dataclass(frozen=True)
class Step:
    """A step of the procedure: a class of the vocabulary, the words for it, its date, the party named."""

    kind: str
    words: Passage
    date: DateStatement | None
    party: str | None


@dataclass(frozen=True)
class StatedStatus:
    """A status that a form names: the concept's name, and the words."""

    name: str
    words: Passage


@dataclass(frozen=True)
class Preamble:
    """What stands before the schedule: titles, draft mark, what the instrument does, when it applies.

    `agreement_kind` is a concept's name; `basis` are the provisions that the act names.
    Only a form has a `status`: a text shows it by its draft mark or its date.
    """

    kind: InstrumentKind
    agreement_kind: str
    title: Passage
    agreement_title: Passage
    document_title: Passage | None
    draft_mark: Passage | None
    act: Passage | None
    extent: Extent
    extent_clause: Passage | None
    signed: tuple[DateStatement, ...]
    application: Application | None
    basis: tuple[Passage, ...] = ()
    procedure: tuple[Step, ...] = ()
    status: StatedStatus | None = None


@dataclass(frozen=True)
class Agreement:
    """One document understood as one instrument of one agreement; `layout` are spans without a statement."""

    document: Document
    preamble: Preamble
    parties: tuple[Party, ...]
    articles: tuple[Article, ...]
    schedule: Schedule
    costs: tuple[CostShare, ...] = ()
    layout: tuple[Span, ...] = ()

    @property
    def concluded(self) -> date | None:
        """The day of conclusion: the full date that a text, not called a draft, bears below its act.

        A form says by its status whether its date is one.
        """
        signed, act, status = self.preamble.signed, self.preamble.act, self.preamble.status
        above = act and signed and signed[-1].words.start < act.start and not status
        if self.preamble.draft_mark or not signed or above:
            return None
        value = signed[-1].value
        return value if isinstance(value, date) else None

    @property
    def applicable_from(self) -> date | None:
        """The day it applies from, by date or as that of the conclusion; None when its day is not known."""
        application = self.preamble.application
        if application and application.from_conclusion and application.start is None:
            return self.concluded
        return _day(application.start) if application else None

    @property
    def applicable_until(self) -> date | None:
        """The last day it applies; None when the text names none, leaves it blank, or renews the term."""
        application = self.preamble.application
        return _day(application.end) if application and not application.renews else None

    def party(self, key: str) -> Party:
        """Give the party with this key: what the text calls 甲, 乙, …, or its name."""
        return next(party for party in self.parties if party.key == key)


def _day(statement: DateStatement | None) -> date | None:
    return statement.value if statement and isinstance(statement.value, date) else None


def passages(part: object) -> Iterator[Passage]:
    """Give every passage that a part of an agreement rests on, in the order of the model."""
    if isinstance(part, Passage):
        yield part
    elif isinstance(part, tuple):
        for member in part:
            yield from passages(member)
    elif is_dataclass(part) and not isinstance(part, Document | Government):
        for field in fields(part):
            yield from passages(getattr(part, field.name))
