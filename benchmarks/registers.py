"""Registers and texts of made-up agreements, to build from: python -m benchmarks.registers DIRECTORY.

Every text, agreement and area says that it is synthetic.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from benchmarks.country import areas, histories
from benchmarks.synthetic import Area, Instrument
from benchmarks.writing import AS_OF, REMARK, TITLE
from kg.agreement.governments import read_governments
from kg.document.register import COLUMNS, Source
from kg.graph.reference import AREA_COLUMNS
from kg.graph.vocabulary import lexicon, read_vocabulary

ROOT = Path(__file__).parents[1]
DATA, ONTOLOGY = ROOT / "data", ROOT / "ontology"
BASE = "http://synthetic.example/"
REFERENCE = "synthetic"
DOCUMENTS = 1000


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--documents", type=click.IntRange(min=1), default=DOCUMENTS, show_default=True)
def main(directory: Path, documents: int) -> None:
    """Write registers of so many documents into DIRECTORY, for “kg build --data”."""
    click.echo(write_registers(directory, agreements_of(documents)))


def agreements_of(documents: int) -> int:
    """Give how many agreements have so many documents: every third has two."""
    return max(1, round(documents * 3 / 4))


def write_registers(directory: Path, agreements: int) -> int:
    """Write sources.csv, its documents and the registers that it rests on; give the number of documents."""
    (directory / "documents").mkdir(parents=True)
    governments = read_governments(DATA / "governments.csv")
    pillars, country = lexicon(read_vocabulary(ONTOLOGY)).pillars, areas(governments)
    rows = []
    for history in histories(country, agreements):
        for instrument in history:
            text = instrument.text(pillars)
            source = registered(instrument, text)
            (directory / source.path).write_text(text, encoding="utf-8")
            rows.append(_row(source))
    write_rows(directory / "sources.csv", COLUMNS, rows)
    write_references(directory, country)
    for name in ("governments", "translations", "publisher"):
        shutil.copy(DATA / f"{name}.csv", directory)
    return len(rows)


def registered(instrument: Instrument, text: str) -> Source:
    """Give the row that an editor would have written for it."""
    return Source(
        id=f"{instrument.agreement}-{instrument.version}",
        agreement=instrument.agreement,
        instrument=instrument.version,
        version=instrument.version,
        order=instrument.order,
        path=f"documents/{instrument.agreement}-{instrument.version}.txt",
        encoding="utf-8",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        received=date.fromisoformat(AS_OF),
        origin=REMARK["ja"],
        licence="",
        area=instrument.area.id,
        area_reference=REFERENCE,
        parties={designation: each.code for designation, each in instrument.designated.items()},
    )


def write_references(directory: Path, country: Iterable[Area]) -> None:
    """Write the registers of the made-up areas, and of the works that they rest on."""
    rows = (row for area in country for row in _members(area))
    write_rows(directory / "areas.csv", AREA_COLUMNS, rows)
    shutil.copy(DATA / "references.csv", directory)
    with (directory / "references.csv").open("a", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerow([REFERENCE, *TITLE.values(), BASE, ""])


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a register."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([columns, *rows])


def _row(source: Source) -> list[object]:
    parties = " ".join(f"{designation}={code}" for designation, code in source.parties.items())
    values = vars(source) | {"source": source.id, "parties": parties}
    return [values[column] for column in COLUMNS]


def _members(area: Area) -> Iterator[tuple[str, ...]]:
    """Give the area's rows for areas.csv."""
    for government in (area.core, *area.members):
        role = "core" if government is area.core else "member"
        yield area.id, area.name, REFERENCE, government.code, role, REFERENCE


if __name__ == "__main__":
    main()
