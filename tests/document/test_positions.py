"""PDF files whose words are placed by hand: tables without ruling lines, vertical writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import registered, run_kg, write_register
from tests.document.handmade import VERTICAL, Placed, columns, write_placed

SYNTHETIC = "これは試験のための架空の文書である。(synthetic)"
HEAD = [
    SYNTHETIC,
    "福山市及び府中市における連携中枢都市圏形成に係る連携協約",
    "福山市及び府中市は、次のとおり連携協約を締結する。",
    "平成27年3月25日",
    "福山市長",
    "府中市長",
    "別表（第3条関係）",
]
TABLE = [
    ["政策分野", "取組", "取組内容", "福山市の役割分担及び費用分担", "府中市の役割分担"],
    [
        "圏域全体の経済成長のけん引",
        "地域産業の振興",
        "地域産業の振興に取り組む。",
        "圏域の中心となって取り組む。費用は福山市が負担する。",
        "福山市と協力して取り組む。",
    ],
    ["", "広域観光の推進", "広域観光に取り組む。", "圏域の中心となって取り組む。", "情報を提供する。"],
]
LEFTS, WIDTHS = (60, 150, 240, 340, 460), (7, 7, 8, 10, 8)
LABELS = [
    ["圏域全体の経済成長のけん引", ""],
    ["地域産業の振興", ""],
    [
        "取組内容",
        "地域産業の振興に取り組むとともに、すべての住民が働くことのできる場をつくり、産業をおこす。",
    ],
    ["福山市の役割", "圏域の中心となって取り組む。"],
    ["府中市の役割", "福山市と協力して取り組む。"],
]


def page(
    rows: list[list[str]], lefts: tuple[float, ...], widths: tuple[int, ...], apart: float
) -> list[Placed]:
    """A page with the head of an agreement, and its schedule as a table without lines."""
    head = [(60.0, 60.0 + 26 * number, line) for number, line in enumerate(HEAD)]
    return [*head, *columns(rows, lefts, 60 + 26 * len(HEAD), widths, apart)[0]]


def text_of(path: Path, *options: object) -> tuple[int, str, str]:
    """Build with this document alone; give exit code, the text that the release holds, and what was said."""
    data = path.parents[1]
    write_register(data / "sources.csv", [registered(path, encoding="", parties="府中市=342084")])
    run = run_kg(*options, "build", "--data", data, "--releases", data.parent / "releases")
    texts = list((data.parent / "releases").glob(f"*/sources/{path.stem}.txt"))
    return run.returncode, texts[0].read_text(encoding="utf-8") if texts else "", run.stderr


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    directory = tmp_path / "data" / "documents"
    directory.mkdir(parents=True)
    return directory


def test_a_table_without_lines_is_read_by_position_where_its_rows_lie_apart(documents: Path) -> None:
    path = write_placed([page(TABLE, LEFTS, WIDTHS, apart=8)], documents / "columns.pdf")
    code, text, said = text_of(path)
    assert code == 0, said
    assert text.splitlines()[-3:] == ["\t".join(row) for row in TABLE]


def test_label_rows_without_lines_are_read_by_position(documents: Path) -> None:
    path = write_placed([page(LABELS, (60, 150), (20, 30), apart=0)], documents / "labels.pdf")
    code, text, said = text_of(path)
    assert code == 0, said
    assert text.splitlines()[-3:] == ["\t".join(row) for row in LABELS[2:]]


def test_a_signature_block_and_articles_are_no_table(documents: Path) -> None:
    lines = [*HEAD[:3], "第1条　この協約は、目的を定める。", "第2条　連絡会議を置く。", *HEAD[3:6]]
    placed = [(60.0, 60.0 + 14 * number, line) for number, line in enumerate(lines)]
    code, text, said = text_of(write_placed([placed], documents / "articles.pdf"))
    assert code == 0, said
    assert "\t" not in text


REFUSED = {
    "rows.pdf": (
        [page(TABLE, LEFTS, WIDTHS, apart=0)],
        "UniJIS-UTF16-H",
        "Page 1 holds a table without ruling lines",
        "1ページに罫線のない表",
    ),
    "vertical.pdf": (
        [[(60.0, 60.0, SYNTHETIC)], [(500.0, 60.0, HEAD[1]), (480.0, 60.0, HEAD[2])]],
        VERTICAL,
        "is written vertically",
        "縦書き",
    ),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_cannot_be_told_is_refused_and_named(name: str, language: str, documents: Path) -> None:
    pages, writing, english, japanese = REFUSED[name]
    code, _, said = text_of(write_placed(pages, documents / name, writing), "--lang", language)
    assert code == 1
    assert (english if language == "en" else japanese) in said
