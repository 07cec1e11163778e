"""A table with a row for each initiative and a column for each party: 福山市の役割分担及び費用分担."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.agreement.actors import LOCAL_GOVERNMENT, Actors
from kg.agreement.blocks import (
    CONTENT,
    Blocks,
    PillarHeading,
    Row,
    Section,
    find_pillar,
    object_to_pillar,
    resembles_pillar,
)
from kg.agreement.layouts.rows import COST, ROLE
from kg.document.model import Block, Passage
from kg.document.parts import Kind
from kg.errors import Message

PILLAR_HEAD = re.compile(r"政策分野|政策の柱|柱|分野|区分")
HEADING_HEAD = re.compile(r"(?:連携する)?取組(?:名|項目|事項|の名称)?|事業名|連携事業")
CONTENT_HEAD = re.compile(r"(?:具体的な)?取組(?:の)?内容|事業内容|内容|具体的事項")


@dataclass(frozen=True)
class _Head:
    """The row of headings: its cells, and by their places what each column holds."""

    cells: tuple[Passage, ...]
    pillar: int | None
    heading: int
    content: int
    roles: dict[int, str]
    costs: dict[int, str]


def recognises(blocks: Blocks, section: Section) -> bool:
    """One of its tables has a head with columns for initiative, content and the roles of two parties."""
    return any(_head(blocks, block) for block in _blocks(blocks, section))


def read(blocks: Blocks, section: Section) -> None:
    """Read each row below a head; a pillar may have a column or a row of its own."""
    head: _Head | None = None
    sorted_by_pillar = _is_sorted_by_pillar(blocks, section)
    for block in _blocks(blocks, section):
        cells = [blocks.reading.document.passage(*cell) for cell in block.cells]
        filled = [cell for cell in cells if cell.exact]
        if found := _head(blocks, block):
            head = found
        elif len(filled) == 1 and _enter(blocks, filled[0]):
            continue
        elif head and block.kind == Kind.ROW:
            _read_row(blocks, head, cells, sorted_by_pillar)


def _is_sorted_by_pillar(blocks: Blocks, section: Section) -> bool:
    """Tell whether a column for pillars names one; a column for fields within a pillar does not."""
    head: _Head | None = None
    for block in _blocks(blocks, section):
        head = _head(blocks, block) or head
        cell = (
            block.cells[head.pillar]
            if head and head.pillar is not None and head.pillar < len(block.cells)
            else None
        )
        words = blocks.reading.normal(blocks.reading.document.passage(*cell)) if cell else ""
        if find_pillar(words, blocks.lexicon.pillars):
            return True
    return False


def _blocks(blocks: Blocks, section: Section) -> Iterator[Block]:
    if section.lines:
        start, last = section.lines[0].start, section.lines[-1]
        end = last.start + len(last.written)
        yield from (each for each in blocks.reading.document.blocks if start <= each.span[0] <= end)


def _head(blocks: Blocks, block: Block) -> _Head | None:
    cells = tuple(blocks.reading.document.passage(*cell) for cell in block.cells)
    words = ["".join(blocks.reading.normal(cell).split()) for cell in cells]
    roles, costs = _columns(words, blocks.actors)
    heading, content, pillar = (_find(words, form) for form in (HEADING_HEAD, CONTENT_HEAD, PILLAR_HEAD))
    if len(roles) < 2 or heading is None or content is None:
        return None
    return _Head(cells, pillar, heading, content, roles, costs)


def _find(words: list[str], form: re.Pattern[str]) -> int | None:
    return next((place for place, each in enumerate(words) if form.fullmatch(each)), None)


def _columns(words: list[str], actors: Actors) -> tuple[dict[int, str], dict[int, str]]:
    """Give the places of the columns for roles and for costs alone, each with its party."""
    party = rf"{actors.pattern}|{LOCAL_GOVERNMENT}"
    roles, costs = re.compile(rf"(?P<party>{party}){ROLE}"), re.compile(rf"(?:(?P<party>{party})の)?{COST}")
    found = [(place, roles.fullmatch(each), costs.fullmatch(each)) for place, each in enumerate(words)]
    return (
        {place: actors.key(role["party"]) for place, role, _ in found if role},
        {place: actors.key(cost["party"]) if cost["party"] else CONTENT for place, _, cost in found if cost},
    )


def _at(cells: list[Passage], place: int) -> Passage | None:
    return cells[place] if place < len(cells) else None


def _enter(blocks: Blocks, words: Passage) -> bool:
    """Go under the pillar that the words head, if they do; note a slip in such a heading."""
    text = blocks.reading.normal(words)
    if pillar := find_pillar(text, blocks.lexicon.pillars):
        blocks.enter(PillarHeading(pillar.name, words))
        return True
    if resembles_pillar(text, blocks.lexicon.pillars):
        object_to_pillar(blocks.reading, words, blocks.lexicon.pillars)
        return True
    return False


def _read_row(blocks: Blocks, head: _Head, cells: list[Passage], sorted_by_pillar: bool) -> None:
    """An empty cell in the pillar's column belongs to the pillar above; one for the initiative to none."""
    pillar, heading = (None if head.pillar is None else _at(cells, head.pillar)), _at(cells, head.heading)
    if pillar and pillar.exact and not _enter(blocks, pillar) and sorted_by_pillar:
        object_to_pillar(blocks.reading, pillar, blocks.lexicon.pillars)
    if heading is None or not heading.exact:
        what = Message("This row of the table names no initiative.")
        remedy = Message("Write its heading into the row, or join the row with the one above it.")
        blocks.reading.object(what, remedy, next((cell for cell in cells if cell.exact), None))
        return
    blocks.begin(heading)
    roles = ((place, actor, False) for place, actor in head.roles.items())
    costs = ((place, actor, True) for place, actor in head.costs.items())
    for place, actor, cost in [(head.content, CONTENT, False), *roles, *costs]:
        value = _at(cells, place)
        start, end = (value.start, value.end) if value else (heading.end, heading.end)
        if not cost or start < end:
            blocks.add(Row(head.cells[place], actor, start, end, cost))
