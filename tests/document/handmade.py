"""Writes PDF files by hand: words at given places, in a font that need not be embedded (synthetic)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 595, 842
SIZE = 10
HORIZONTAL, VERTICAL = "UniJIS-UTF16-H", "UniJIS-UTF16-V"
FONT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /FontDescriptor 5 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
)
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] "
    "/ItalicAngle 0 /Ascent 859 /Descent -140 /CapHeight 700 /StemV 80 >>"
)

Placed = tuple[float, float, str]
"""Words, and where they begin: points from the left and from the top."""


def write_placed(pages: Sequence[Sequence[Placed]], path: Path, writing: str = HORIZONTAL) -> Path:
    """Write the words of each page where they are placed."""
    numbers = range(6, 6 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /{writing} "
        "/DescendantFonts [4 0 R] >>",
        FONT,
        DESCRIPTOR,
    ]
    for number, placed in zip(numbers, pages, strict=True):
        content = "\n".join(map(_shown, placed))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    path.write_bytes(_file(objects))
    return path


def _shown(placed: Placed) -> str:
    left, top, words = placed
    return f"BT /F1 {SIZE} Tf 1 0 0 1 {left} {HEIGHT - top} Tm <{words.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[str]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{written}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count, start = len(objects) + 1, len(content)
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return content + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()


def columns(
    rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float, widths: Sequence[int], apart: float
) -> tuple[list[Placed], float]:
    """Place rows of cells, wrapped after `widths` characters, `apart` points apart; give their end."""
    placed: list[Placed] = []
    for row in rows:
        lines = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for left, cell in zip(lefts, lines, strict=True):
            placed += ((left, top + number * (SIZE + 4), words) for number, words in enumerate(cell))
        top += max(len(cell) for cell in lines) * (SIZE + 4) + apart
    return placed, top


def _wrapped(cell: str, width: int) -> list[str]:
    return [cell[start : start + width] for start in range(0, len(cell), width)] or [""]
