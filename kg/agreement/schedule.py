"""The schedule: pillars, initiatives, contents and roles, whatever its layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.actors import Actors
from kg.agreement.blocks import CONTENT, Block, Blocks, Row, Section
from kg.agreement.costs import announces_costs, cost_in
from kg.agreement.layouts import read_section
from kg.agreement.lexicon import Lexicon
from kg.agreement.reading import Reading
from kg.agreement.roles import decide, sentences
from kg.agreement.undertakings import CostShare, Initiative, Role, Schedule
from kg.document.model import Passage
from kg.errors import Message

# What stands in a cell for other words, or for none.
DITTO = re.compile(
    r"\(?(?:同上|同左|同右|〃|″|\"|々|上記に?同じ|左記に?同じ|なし|無し|該当なし|[-―—–ー‐−/]+)\)?。?"
)


def read_schedule(
    reading: Reading, sections: Sequence[Section], actors: Actors, lexicon: Lexicon
) -> Schedule | None:
    """Read the initiatives; each party must have a role in each, unless the whole schedule states none.

    None when there are problems, which are then noted.
    """
    blocks = Blocks(reading, lexicon, actors)
    for section in sections:
        _read(blocks, section)
    for block in blocks.found:
        _check_shared(reading, block)
        block.part()
    _check_headings(reading, blocks.found)
    stated = any(row.actor != CONTENT and not row.cost for block in blocks.found for row in block.rows)
    for block in blocks.found:
        _check_block(reading, block, actors.keys if stated else ())
    if reading.problems:
        return None
    initiatives = (_initiative(blocks, number, block) for number, block in enumerate(blocks.found, start=1))
    headings = tuple(section.heading for section in sections if section.heading)
    return Schedule(headings, tuple(initiatives))


def _read(blocks: Blocks, section: Section) -> None:
    before = len(blocks.found)
    read_section(blocks, section)
    if len(blocks.found) == before:
        what = Message("The schedule holds no initiative.")
        remedy = Message("An initiative is a heading, a row 取組内容, and a row 甲の役割 for each party.")
        blocks.reading.object(what, remedy, section.heading)


def _check_headings(reading: Reading, blocks: Sequence[Block]) -> None:
    seen: set[str] = set()
    for words in (block.heading for block in blocks):
        if words.exact in seen:
            what = Message("The heading “{heading}” stands twice in the schedule.", {"heading": words.exact})
            reading.object(what, Message("Delete the repetition, or correct the heading."), words)
        seen.add(words.exact)


def _check_shared(reading: Reading, block: Block) -> None:
    """A role of several parties and one of its own for one of them are two rows for that party."""
    seen: set[str] = set()
    for row in (each for each in block.rows if not each.cost):
        for actor in (row.actor, *row.others):
            if actor in seen and (row.others or actor != row.actor):
                what = Message("“{label}” is repeated.", {"label": row.label.exact})
                remedy = Message("Keep one, or write the heading of the next initiative above it.")
                reading.object(what, remedy, row.label)
            seen.add(actor)


def _check_block(reading: Reading, block: Block, parties: Sequence[str]) -> None:
    heading = {"heading": block.heading.exact}
    if block.pillar is None:
        what = Message("The initiative “{heading}” stands before any pillar.", heading)
        reading.object(what, Message("Write the pillar's heading above it."), block.heading)
    if not block.has(CONTENT):
        what = Message("The initiative “{heading}” has no content.", heading)
        reading.object(what, Message("Add the row 取組内容."), block.heading)
    for party in (party for party in parties if not block.has(party)):
        what = Message("The initiative “{heading}” has no role of {party}.", heading | {"party": party})
        reading.object(what, Message("Add the row {party}の役割.", {"party": party}), block.heading)
    for row in block.rows:
        _check_row(reading, row, parties)


def _check_row(reading: Reading, row: Row, parties: Sequence[str]) -> None:
    values = {"label": row.label.exact, "party": row.actor}
    if row.start == row.end:
        what = Message("“{label}” is empty.", values)
        reading.object(what, Message("Write its text behind it."), row.label)
    elif DITTO.fullmatch(reading.normal(_value(reading, row))):
        what = Message("“{label}” only says “{words}”.", values | {"words": _value(reading, row).exact})
        remedy = Message("Write the words that it stands for, as the original has them; nothing is guessed.")
        reading.object(what, remedy, _value(reading, row))
    if parties and row.actor not in (CONTENT, *parties):
        what = Message("“{label}”: there is no party {party}.", values)
        remedy = Message("Correct the designation, or add the party to the signature block.")
        reading.object(what, remedy, row.label)


def _initiative(blocks: Blocks, position: int, block: Block) -> Initiative:
    assert block.pillar is not None
    rows = {row.actor: row for row in block.rows if not row.cost}
    content = rows[CONTENT]
    provided = (block.pillar.words, block.heading, _value(blocks.reading, content))
    read = [_role(blocks, rows[party], provided) for party in blocks.actors.keys if party in rows]
    alone = [_cost(blocks, row) for row in block.costs]
    return Initiative(
        position=position,
        pillar=block.pillar.name,
        pillar_heading=block.pillar.words,
        heading=block.heading,
        content_label=content.label,
        content=_value(blocks.reading, content),
        roles=tuple(role for role, _ in read),
        costs=(*(cost for _, costs in read for cost in costs), *alone),
    )


def _role(blocks: Blocks, row: Row, provided: Sequence[Passage]) -> tuple[Role, tuple[CostShare, ...]]:
    """Read a role, and apart from it what its text says of costs: no cue is read from that.

    Under a label that announces costs, sentences on them alone are none of the role; a role needs some words.
    """
    document, announced = blocks.reading.document, announces_costs(blocks.reading.document, row.label)
    texts = sentences(document, _value(blocks.reading, row))
    costs = {text: cost for text in texts if (cost := cost_in(document, text))}
    duties = [text for text in texts if text not in costs or costs[text].start > text.start]
    said = tuple(duties) if announced and duties else texts
    readable = [document.passage(text.start, costs[text].start) if text in costs else text for text in duties]
    kind, cues = decide(document, row.actor, readable, blocks.lexicon.cues, blocks.actors, provided)
    own = (row.label, row.actor) if announced else (None, None)
    return Role(row.label, row.actor, said, kind, cues), tuple(
        CostShare(each, *own) for each in costs.values()
    )


def _cost(blocks: Blocks, row: Row) -> CostShare:
    return CostShare(_value(blocks.reading, row), row.label, row.actor or None)


def _value(reading: Reading, row: Row) -> Passage:
    return reading.document.passage(row.start, row.end)
