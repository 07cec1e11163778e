"""What is kept of a document once its graphs are written: what catalogues, manifest and editor are told."""

from __future__ import annotations

from dataclasses import dataclass

from kg.agreement.governments import Government, Governments
from kg.document.register import Source
from kg.errors import Message, Problem
from kg.namespaces import RENKEI
from kg.release.noting import Json, message, note, problem
from kg.release.reading import Reading


@dataclass(frozen=True)
class Outline:
    """A document in outline: names, parties in order, standing, pillars, coverage, what is not modelled.

    `agreement_kind` is a concept's name.
    `applicable_from` is a date in ISO 8601, or "" where the document states none.
    """

    source: Source
    agreement_kind: str
    agreement_title: str
    document_title: str
    parties: tuple[Government, ...]
    is_draft: bool
    pillars: tuple[str, ...]
    applicable_from: str
    characters: int
    carried: int
    not_modelled: tuple[tuple[Message, str], ...]
    remarks: tuple[Problem, ...]


def outline(reading: Reading) -> Outline:
    """Give the outline of a document that was understood."""
    agreement, found = reading.agreement, reading.coverage
    preamble, applicable = agreement.preamble, agreement.applicable_from
    return Outline(
        source=reading.source,
        agreement_kind=preamble.agreement_kind,
        agreement_title=preamble.agreement_title.exact,
        document_title=(preamble.document_title or preamble.title).exact,
        parties=tuple(party.government for party in agreement.parties),
        is_draft=preamble.draft_mark is not None,
        pillars=tuple(sorted({str(RENKEI[each.pillar]) for each in agreement.schedule.initiatives})),
        applicable_from=applicable.isoformat() if applicable else "",
        characters=found.characters,
        carried=found.carried,
        not_modelled=tuple((passage.where, passage.exact) for passage in found.not_modelled),
        remarks=tuple(reading.remarks),
    )


def note_outline(outline: Outline) -> Json:
    """Write an outline as JSON; sources and governments by their ids, for they are in the registers."""
    return {
        **{name: value for name, value in vars(outline).items() if name not in CONVERTED},
        "source": outline.source.id,
        "parties": [party.code for party in outline.parties],
        "not_modelled": [[note(where), words] for where, words in outline.not_modelled],
        "remarks": [note(remark) for remark in outline.remarks],
    }


CONVERTED = {"source", "parties", "not_modelled", "remarks"}


def read_outline(noted: Json, sources: dict[str, Source], governments: Governments) -> Outline:
    """Read an outline; ValueError, KeyError or TypeError where it is none."""
    return Outline(
        **noted
        | {
            "source": sources[noted["source"]],
            "parties": tuple(governments.by_code[code] for code in noted["parties"]),
            "pillars": tuple(noted["pillars"]),
            "not_modelled": tuple((message(where), words) for where, words in noted["not_modelled"]),
            "remarks": tuple(map(problem, noted["remarks"])),
        }
    )
