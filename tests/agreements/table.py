"""Writes the table of documents in docs/recognised.md: `python -m tests.agreements.table`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import ModuleType

from kg.agreement.actors import call
from kg.agreement.blocks import Blocks
from kg.agreement.governments import Governments, read_governments
from kg.agreement.layouts import LAYOUTS
from kg.agreement.lexicon import Lexicon
from kg.agreement.parties import designations, read_parties
from kg.agreement.reading import Reading
from kg.agreement.sections import find_sections
from kg.agreement.wording import read_kind
from kg.document.composition import compose
from kg.graph.vocabulary import lexicon, read_vocabulary
from tests.conftest import DATA, ROOT
from tests.document.renditions import WRITERS
from tests.document.test_formats import LAYOUTS as IN_ALL_FORMATS

CASES = Path(__file__).parent
DOCUMENT = ROOT / "docs" / "recognised.md"
MARK = (
    "<!-- 以下は python -m tests.agreements.table が書く。 Written by python -m tests.agreements.table. -->\n"
)
GOOD = "| 事例 case | 書き方 layout | 形式 formats | 示すこと | what it shows |\n|---|---|---|---|---|\n"
BAD = "| 事例 case | 知らせること | what is said |\n|---|---|---|\n"
NONE = "none"
NAMES = {
    "columns": "表 columns",
    "outline": "箇条書き outline",
    "labels": "ラベルの行 labels",
    NONE: "役割なし no roles",
}


@cache
def words() -> Lexicon:
    return lexicon(read_vocabulary(ROOT / "ontology"))


@cache
def governments() -> Governments:
    return read_governments(DATA / "governments.csv")


def table() -> str:
    """Give the good documents with their layouts and formats, and the bad ones with what is said of them."""
    return f"## 読み取る文書 / Read\n\n{GOOD}{_good()}\n## 断る文書 / Refused\n\n{BAD}{_bad()}"


def notes() -> dict[str, dict[str, str]]:
    """Give what each good document shows, in both languages (corpus.csv)."""
    with (CASES / "corpus.csv").open(encoding="utf-8", newline="") as stream:
        return {row["case"]: row for row in csv.DictReader(stream)}


def layout_of(case: str) -> str:
    """Name the layout that the document's first section is read in."""
    reading = Reading(compose(case, case, "", (CASES / f"{case}.txt").read_text(encoding="utf-8-sig")))
    kind = read_kind(reading, words().kinds)
    body, sections = find_sections(reading, kind.pillars)
    parties = read_parties(reading, body, governments(), {})
    blocks = Blocks(reading, words().of(kind), call(parties, designations(body)))
    layouts: list[ModuleType] = [each for each in LAYOUTS if isinstance(each, ModuleType)]
    found = (each for each in layouts for section in sections[:1] if each.recognises(blocks, section))
    return next((each.__name__.rpartition(".")[2] for each in found), NONE)


def _good() -> str:
    formats = f"txt {' '.join(WRITERS)}"
    return "".join(
        f"| `{case}` | {NAMES[layout_of(case)]} | {formats if case in IN_ALL_FORMATS else 'txt'} "
        f"| {note['ja']} | {note['en']} |\n"
        for case, note in sorted(notes().items())
    )


def _bad() -> str:
    rows = []
    for path in sorted(CASES.glob("*.problems")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
        said = ["<br>".join(dict.fromkeys(line[column] for line in lines)) for column in (2, 1)]
        rows.append(f"| `{path.stem}` | {said[0]} | {said[1]} |\n".replace("\\", "\\\\"))
    return "".join(rows)


if __name__ == "__main__":
    introduction = DOCUMENT.read_text("utf-8").partition(MARK)[0]
    DOCUMENT.write_text(introduction + MARK + "\n" + table(), "utf-8")
