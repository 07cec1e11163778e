"""PDF with text → parts: the lines of each page, joined where they surely are one, and its tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from kg.apart import RefusedError
from kg.document.parsers.pdf_columns import tabulate
from kg.document.parsers.pdf_lines import Box, Line, cell_of, paragraphs, read_lines
from kg.document.parsers.pdf_streams import check_streams
from kg.document.parts import Kind, Parsed, Part, Remark, place

PAGES = 1_000
END, NEAR = b"%%EOF", 2048
"""How a file ends (ISO 32000-1, 7.5.5), give or take some bytes; readers do with less, and lose pages."""
PAGE_NUMBER = re.compile(
    r"(?:[-‐–—－]\s*)?(?:第\s*)?(?P<number>[0-9０-９]{1,4})(?:\s*(?:[-‐–—－]|頁|ページ|/\s*[0-9０-９]+))?"
)
VERTICAL = 0.5
"""The share of steps from a character to the next that go down: in horizontal writing they end lines."""


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the pages; RefusedError where there is no text, or none that can be told."""
    content = stream.read()
    check_streams(content)
    if END not in content[-NEAR:]:
        raise RefusedError("broken", "%%EOF")
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return _parsed(pdf.pages)
    except PdfminerException as error:
        raise _refusal(error.args[0] if error.args else error) from error
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _refusal(error) from error


def _refusal(error: object) -> RefusedError:
    locked = isinstance(error, PDFPasswordIncorrect | PDFEncryptionError)
    return RefusedError("encrypted") if locked else RefusedError("broken", f"{type(error).__name__}: {error}")


def _parsed(pages: Sequence[Page]) -> Parsed:
    if len(pages) > PAGES:
        raise RefusedError("bomb")
    read = [_read(page) for page in pages]
    without = [number for number, parts in enumerate(read, start=1) if not parts]
    if len(without) == len(read):
        raise RefusedError("scanned")
    numbers = _page_numbers(read)
    flow = [part for parts in read for part in parts if part not in numbers]
    remarks = [Remark("no-text", place=place(page=number)) for number in without]
    if numbers:
        remarks.append(Remark("page-numbers", "、".join(line.text for line in numbers)))
    return Parsed(tuple(paragraphs(flow)), tuple(remarks))


def _read(page: Page) -> list[Line | Part]:
    """Give the lines and table rows of a page from top to bottom."""
    if _is_vertical(page.chars):
        raise RefusedError("vertical", str(page.page_number))
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    rest = page.filter(lambda thing: not any(_lies_in(thing, box) for box in boxes))
    placed = list(tabulate(read_lines(page, rest)))
    for table, box in zip(tables, boxes, strict=True):
        placed += ((box[1], part) for part in _rows(page, table))
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _is_vertical(chars: Sequence[dict[str, Any]]) -> bool:
    """Tell whether most characters stand below the one before them."""
    steps = [
        (below["x0"] - above["x0"], below["top"] - above["top"], below["size"])
        for above, below in pairwise(chars)
    ]
    down = sum(abs(right) < size / 2 and size / 2 < lower < 2 * size for right, lower, size in steps)
    return len(steps) > 1 and down > VERTICAL * len(steps)


def _lies_in(thing: dict[str, Any], box: Box) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows(page: Page, table: Any) -> Iterator[Part]:
    for line in table.rows:
        cells = [() if box is None else cell_of(_lines_in(page, box)) for box in line.cells]
        yield Part(Kind.ROW, tuple(cells))


def _lines_in(page: Page, box: Box) -> list[Line]:
    return read_lines(page, page.filter(lambda thing: _lies_in(thing, box)), box)


def _page_numbers(pages: Sequence[Sequence[Line | Part]]) -> list[Line]:
    """Give the lines that number the pages: on each page the last or first, going up by one."""
    for edge in (-1, 0):
        lines = [page[edge] for page in pages if page]
        numbers = [_number(line) for line in lines]
        steps = {None if a is None or b is None else b - a for a, b in pairwise(numbers)}
        if len(lines) > 1 and steps == {1}:
            return [line for line in lines if isinstance(line, Line)]
    return []


def _number(line: Line | Part) -> int | None:
    match = PAGE_NUMBER.fullmatch(line.text) if isinstance(line, Line) else None
    return int(match["number"]) if match else None
