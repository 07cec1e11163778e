"""What the parties undertake: the schedule (別表), its initiatives, who does what in them, and the costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.document.model import Passage


@dataclass(frozen=True)
class Decision:
    """The kind that an editor, by office, gave a role whose wording decides none; when and why.

    `words` are the cells of a form that say so; a decision in decisions.csv has none.
    """

    kind: str
    who: str
    when: date
    why: str
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Role:
    """What one party does in one initiative; `cues` or a decision gave it the `kind`, a concept's name.

    `labels` are cells of a form that only say what the sentences are.
    """

    actor: Passage
    party: str
    sentences: tuple[Passage, ...]
    kind: str
    cues: tuple[Passage, ...]
    decision: Decision | None = None
    labels: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class CostShare:
    """What the text says of costs, the label of its own column or row, and the party whose share that is.

    `labels` are further words, cells of a form, that only say what the share is of and whose.
    """

    words: Passage
    label: Passage | None = None
    party: str | None = None
    labels: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Initiative:
    """A 取組: its running number, the pillar it stands under, heading, content, roles and costs."""

    position: int
    pillar: str
    pillar_heading: Passage
    heading: Passage
    content_label: Passage
    content: Passage
    roles: tuple[Role, ...]
    costs: tuple[CostShare, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """The 別表, in one or several annexes, or the article of the body that takes its place."""

    headings: tuple[Passage, ...]
    initiatives: tuple[Initiative, ...]

    @property
    def states_roles(self) -> bool:
        """Tell whether any initiative says who does what."""
        return any(initiative.roles for initiative in self.initiatives)
