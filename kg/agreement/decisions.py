"""What an editor decided about roles whose wording decides no kind (decisions.csv)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.agreement.lexicon import UNCLASSIFIED
from kg.agreement.model import Agreement
from kg.agreement.undertakings import Decision, Initiative, Role
from kg.document.register import rows_of
from kg.errors import Message, Problem, RegisterError

NAME = "decisions.csv"
COLUMNS = ("document", "initiative", "party", "kind", "who", "when", "why")
KINDS = ("Lead", "Cooperate", "Use")


@dataclass(frozen=True)
class Decided:
    """A row: document and running number of the initiative, the party as the text calls it, the decision."""

    line: int
    document: str
    initiative: str
    party: str
    decision: Decision


def read_decisions(path: Path) -> tuple[Decided, ...]:
    """Read decisions.csv; none when there is no such file. RegisterError lists every row that is wrong."""
    if not path.exists():
        return ()
    rows = list(rows_of(path, COLUMNS))
    problems = [problem for line, row in rows for problem in _malformed(line, row)]
    if problems:
        raise RegisterError(problems)
    return tuple(_decided(line, row) for line, row in rows)


def apply_decisions(agreement: Agreement, decided: Sequence[Decided]) -> Agreement:
    """Give the agreement with what was decided on its document; RegisterError where it fits no open role."""
    own = [each for each in decided if each.document == agreement.document.id]
    problems = [problem for each in own for problem in _misplaced(agreement, each)]
    if problems:
        raise RegisterError(problems)
    by_role = {(each.initiative, each.party): each.decision for each in own}
    initiatives = tuple(_settled(initiative, by_role) for initiative in agreement.schedule.initiatives)
    return replace(agreement, schedule=replace(agreement.schedule, initiatives=initiatives))


def check_documents(decided: Sequence[Decided], documents: Sequence[str]) -> None:
    """RegisterError where a decision is on a document that is not registered."""
    what = Message("The decision is on a document that sources.csv does not have.")
    remedy = Message("Write the document's id as in the column “source” of sources.csv.")
    problems = [Problem(what, remedy, NAME, each.line) for each in decided if each.document not in documents]
    if problems:
        raise RegisterError(problems)


def _malformed(line: int, row: dict[str, str]) -> Iterator[Problem]:
    examples = {"kind": " ".join(KINDS), "who": "編集担当", "when": "2026-11-26", "why": "…"}
    for column, example in examples.items():
        if (
            not row[column]
            or (column == "kind" and row[column] not in KINDS)
            or not _fits(column, row[column])
        ):
            values = {"value": row[column], "column": column}
            what = Message("“{value}” is not valid in the column “{column}”.", values)
            yield Problem(what, Message("Write it like {example}.", {"example": example}), NAME, line)


def _fits(column: str, value: str) -> bool:
    try:
        return column != "when" or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _decided(line: int, row: dict[str, str]) -> Decided:
    decision = Decision(row["kind"], row["who"], date.fromisoformat(row["when"]), row["why"])
    return Decided(line, row["document"], row["initiative"], row["party"], decision)


def _misplaced(agreement: Agreement, decided: Decided) -> Iterator[Problem]:
    roles = {
        (str(initiative.position), role.party): role
        for initiative in agreement.schedule.initiatives
        for role in initiative.roles
    }
    role = roles.get((decided.initiative, decided.party))
    values = {"initiative": decided.initiative, "party": decided.party}
    if role is None:
        what = Message("There is no role of “{party}” in an initiative {initiative}.", values)
        remedy = Message("Write the initiative's running number and the party as the text calls it.")
        yield Problem(what, remedy, NAME, decided.line)
    elif role.kind != UNCLASSIFIED:
        what = Message(
            "The wording of “{party}” in initiative {initiative} decides its kind already.", values
        )
        yield Problem(what, Message("Delete the line: only open roles are decided here."), NAME, decided.line)


def _settled(initiative: Initiative, by_role: dict[tuple[str, str], Decision]) -> Initiative:
    def settle(role: Role) -> Role:
        decision = by_role.get((str(initiative.position), role.party))
        return replace(role, kind=decision.kind, decision=decision) if decision else role

    return replace(initiative, roles=tuple(map(settle, initiative.roles)))
