"""The sheet 協約 of a form: titles, date, kind of instrument, status, application."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.agreement.application import day_of
from kg.agreement.form.checks import choose, filled, require
from kg.agreement.form.dates import read_form_date
from kg.agreement.form.tables import Cells, Form, lines_of
from kg.agreement.form.term import read_form_application
from kg.agreement.lexicon import AgreementKind, Lexicon
from kg.agreement.model import DateStatement, Extent, InstrumentKind, Preamble, StatedStatus
from kg.agreement.preamble import PROVISION, RULES
from kg.agreement.reading import Reading
from kg.agreement.wording import named_kind
from kg.document.model import Passage
from kg.errors import Message

DRAFT = "Draft"
FORM_OF_PROVISION = re.compile(PROVISION)
# What may stand between provisions, also where each has a line of its own.
BETWEEN = re.compile("[、,・]|及び|並びに|と")


def read_particulars(reading: Reading, form: Form, lexicon: Lexicon) -> Preamble | None:
    """Read the labelled lines; None, with the problems noted, when one that is needed is not there."""
    cells = form.particulars
    named = require(reading, cells, "particulars")
    kind = choose(reading, cells["kind"], lexicon.choices["kind"]) if filled(cells, "kind") else None
    covers = choose(reading, cells["covers"], lexicon.choices["covers"]) if filled(cells, "covers") else None
    signed = _signed(reading, cells)
    basis = tuple(_basis(reading, cells))
    application = read_form_application(reading, cells, day_of(signed))
    status = _status(reading, cells, signed, lexicon)
    if kind and covers:
        _check_kind(reading, cells, InstrumentKind(kind), Extent(covers))
    if not named or kind is None or covers is None:
        return None
    draft = status.words if status and status.name == DRAFT else None
    return Preamble(
        kind=InstrumentKind(kind),
        agreement_kind=agreement_kind(reading, form, lexicon).name,
        title=cells["title"],
        agreement_title=filled(cells, "agreement_title") or cells["title"],
        document_title=filled(cells, "document_title"),
        draft_mark=draft,
        act=cells["kind"],
        extent=Extent(covers),
        extent_clause=cells["covers"],
        signed=signed,
        application=application,
        basis=basis,
        status=None if draft else status,
    )


def agreement_kind(reading: Reading, form: Form, lexicon: Lexicon) -> AgreementKind:
    """Give the kind of agreement that a title names; where none does, the first kind."""
    titles = (filled(form.particulars, key) for key in ("agreement_title", "title", "document_title"))
    named = (named_kind(reading.normal(title), lexicon.kinds) for title in titles if title)
    return next((kind for kind in named if kind), lexicon.kinds[0])


def _basis(reading: Reading, cells: Cells) -> Iterator[Passage]:
    """Give the provisions that the cell names; words that name none are noted as a problem."""
    if (cell := filled(cells, "basis")) is None:
        return
    words = reading.document.normalized(cell).without_spaces()
    for match in FORM_OF_PROVISION.finditer(words.text):
        yield reading.document.passage(*words.source(*match.span()))
    left = BETWEEN.sub("", FORM_OF_PROVISION.sub("", words.text))
    if left:
        values = {"words": left, "rules": "、".join(RULES)}
        what = Message("“{words}” names no provision that is known ({rules}).", values)
        remedy = Message("Write a provision on each line, with its article: 地方自治法第252条の2第1項.")
        reading.object(what, remedy, cell)


def _check_kind(reading: Reading, cells: Cells, kind: InstrumentKind, extent: Extent) -> None:
    """An amendment is understood where it replaces the schedule; any other instrument has the whole text."""
    amends = kind == InstrumentKind.AMENDING
    if amends != (extent == Extent.SCHEDULE):
        values = {"kind": cells["kind"].exact, "covers": cells["covers"].exact}
        what = Message("“{kind}” and “{covers}” do not go together.", values)
        remedy = Message("An amendment covers 別表; an instrument that concludes or restates, 協約全体.")
        reading.object(what, remedy, cells["covers"])
    if kind != InstrumentKind.CONCLUDING and not filled(cells, "agreement_title"):
        what = Message("The title of the agreement that is changed is not filled in.")
        reading.object(what, Message("Write it as the original has it."), cells.get("agreement_title"))


def _signed(reading: Reading, cells: Cells) -> tuple[DateStatement, ...]:
    """Read the date, in several ways of writing perhaps; they must agree."""
    cell = filled(cells, "dated")
    words = lines_of(cell, reading.document) if cell else ()
    dates = [found for each in words if (found := read_form_date(reading, each))]
    if cell and len({each.value for each in dates}) > 1:
        written = "、".join(each.words.exact for each in dates)
        what = Message("The signing dates differ: {dates}.", {"dates": written})
        reading.object(what, Message("Make them agree with the signed original."), cell)
    return tuple(dates)


def _status(
    reading: Reading, cells: Cells, signed: tuple[DateStatement, ...], lexicon: Lexicon
) -> StatedStatus | None:
    """Read the status; any but that of a draft needs the day of conclusion."""
    cell = filled(cells, "status")
    name = choose(reading, cell, lexicon.choices["status"]) if cell else None
    if cell is None or name is None:
        return None
    if name != DRAFT and not any(isinstance(each.value, date) for each in signed):
        what = Message("“{status}” needs the day of conclusion.", {"status": cell.exact})
        remedy = Message("Write the full date, or leave the status empty where the original has none.")
        reading.object(what, remedy, cells.get("dated", cell))
    return StatedStatus(name, cell)
