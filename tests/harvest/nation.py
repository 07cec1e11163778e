"""Made-up agreements, as many as wanted: registers to build from, and a catalogue as long as a nation's."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

from kg.graph.iris import Iris
from kg.release.catalogue import Catalogue
from kg.release.datasets import NAME, DataSet, Offer, read_offer
from kg.release.manifest import File, read_manifest, sha256_of
from kg.release.partitions import quads_of
from kg.release.serialization import FORMATS, serialize
from tests.conftest import DATA, ROOT, registered, write_register

TEMPLATE = (ROOT / "tests" / "agreements" / "plain.txt").read_text(encoding="utf-8")
OF_AN_AGREEMENT = ("agreement", "version", "text")


def cities() -> list[tuple[str, str]]:
    """Give code and name of the municipalities whose name no other bears, without the template's own."""
    with (DATA / "governments.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] == "municipality"]
    borne = Counter(row["name"] for row in rows)
    alone = [(row["code"], row["name"]) for row in rows if borne[row["name"]] == 1]
    return [(code, name) for code, name in alone if name not in {"岡山市", "総社市"}]


def write_registers(
    directory: Path, count: int, edited: tuple[int, ...] = (), left_out: tuple[int, ...] = ()
) -> Path:
    """Write registers and texts of this many agreements; some differ in a word, some are not there."""
    documents = directory / "documents"
    documents.mkdir(parents=True)
    rows = []
    for number, (code, name) in enumerate(cities()[:count]):
        if number not in left_out:
            words = "災害に強いまちづくり" if number in edited else "災害に強い圏域づくり"
            text = TEMPLATE.replace("総社市", name).replace("災害に強い圏域づくり", words)
            document = documents / f"okayama-{code}.txt"
            document.write_text(text, encoding="utf-8")
            received = "2026-11-23" if number in edited else "2026-11-22"
            rows.append(registered(document, received=received))
    write_register(directory / "sources.csv", rows)
    return directory


def write_long_catalogue(releases: Path, built: Path, agreements: int) -> Path:
    """Copy a release that was built, and make its catalogue list so many agreements, with the same files."""
    release = shutil.copytree(built, releases / f"{built.name[:10]}-{agreements}-agreements")
    manifest = read_manifest(built)
    offer = replace(_multiplied(read_offer(built), agreements), release=release.name)
    written = [release / NAME]
    written[0].write_text(offer.to_json(), encoding="utf-8")
    for number, page in enumerate(Catalogue(Iris(offer.base), offer, manifest.files).pages(), 1):
        written.append(release / "catalogue" / f"{number}.ttl")
        written[-1].write_bytes(serialize(quads_of(page), FORMATS[0]))
    sealed = {path.relative_to(release).as_posix(): path for path in written}
    kept = [file for file in manifest.files if file.path not in sealed]
    files = [*kept, *(_file(path, name) for name, path in sealed.items())]
    described = replace(manifest, release=release.name, files=tuple(files))
    (release / "manifest.json").write_text(described.to_json(), encoding="utf-8")
    return release


def _file(path: Path, name: str) -> File:
    media_type = "application/json" if path.suffix == ".json" else "text/turtle"
    return File(name, media_type, path.stat().st_size, sha256_of(path))


def _multiplied(offer: Offer, agreements: int) -> Offer:
    datasets = [dataset for dataset in offer.datasets if dataset.kind not in OF_AN_AGREEMENT]
    patterns = [dataset for dataset in offer.datasets if dataset.kind in OF_AN_AGREEMENT]
    for number in range(agreements):
        datasets += [_numbered(dataset, number) for dataset in patterns]
    return replace(offer, datasets=tuple(datasets))


def _numbered(dataset: DataSet, number: int) -> DataSet:
    """Give the same data set under another name."""
    old, new = "okayama-soja", f"okayama-soja-{number}"
    title = {language: text.replace(old, new) for language, text in dataset.title.items()}
    return replace(dataset, id=dataset.id.replace(old, new), title=title)
