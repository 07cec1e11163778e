"""What a release holds: dumps, tables, texts, vocabulary, shapes, questions and the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import Message, ReleaseError
from kg.release import entries
from kg.release.columns import csvw_metadata, data_package
from kg.release.compilation import Compilation
from kg.release.crew import Progress
from kg.release.entries import merged, write_entries
from kg.release.index import index
from kg.release.making import SEARCH
from kg.release.partitions import Quads, quads_in, quads_of
from kg.release.piece import Entry
from kg.release.rereading.terms import statements
from kg.release.serialization import FEW, FORMATS, Format, check, turtle
from kg.release.storing import PACKED, Pair, Store, content
from kg.release.tables import heads
from kg.release.workbook import MEDIA_TYPE, write_workbook
from kg.release.writing import Writing
from kg.validation import report_graph

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".rq": "application/sparql-query",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
}
WHOLE = "dumps/renkei"


def write_contents(compilation: Compilation, writing: Writing, jobs: int, progress: Progress) -> None:
    """Write every file but those that describe these: the catalogue and the manifest."""
    writer = _Contents(compilation, writing)
    entries = progress(Message("Writing"), compilation.entries, len(compilation.entries))
    for entry in entries:
        writer.entry(entry)
    with ThreadPoolExecutor(jobs) as threads:  # compressing, hashing and writing run beside each other
        list(threads.map(lambda form: writer.whole(form), FORMATS))
    writer.reference()
    writer.tables()
    writer.copies()
    writer.search()
    writer.report()


@dataclass(frozen=True)
class _Contents:
    compilation: Compilation
    writing: Writing

    def entry(self, entry: Entry) -> None:
        """Write the files of one agreement as they were made."""
        try:
            pairs = entry.pairs()
        except (OSError, ValueError) as error:
            template = "{name} was altered while the release was built. Nothing was published. Build again."
            raise ReleaseError(Message(template, {"name": entry.path.name})) from error
        for stored in entry.piece.files:
            self.writing.copy(stored.file, stored.content(pairs))

    def whole(self, form: Format) -> None:
        """Write the whole graph, and the same compressed: each agreement's own part, then what all share."""
        path, triples = f"{WHOLE}.{form.suffix}", self._statements(form)
        self.writing.put(path, form.media_type, content(self._parts(form), form.suffix, False), triples)
        self.writing.put(f"{path}.gz", PACKED, content(self._parts(form), form.suffix, True))

    def _parts(self, form: Format) -> Iterator[Pair]:
        own = (entry.pair(entry.piece.own[form.suffix]) for entry in self.compilation.entries)
        return chain(own, [self._shared[form.suffix]])

    def _statements(self, form: Format) -> int:
        pieces = self.compilation.pieces
        own = sum(piece.everything if form.dataset else piece.default for piece in pieces)
        return own + len(self._shared_quads.of(form.dataset)[0])

    @cached_property
    def _shared_quads(self) -> Quads:
        return quads_in(self.compilation.shared)

    @cached_property
    def _shared(self) -> dict[str, Pair]:
        """What all agreements share, in each format."""
        store = Store()
        for form in FORMATS:
            store.write(f"{WHOLE}.{form.suffix}", form, self._shared_quads)
        return {form.suffix: pair for form, pair in zip(FORMATS, store.pairs, strict=True)}

    def reference(self) -> None:
        """Write the reference data by themselves."""
        quads = quads_in(part for part in self.compilation.shared if part.kind == "reference")
        for form in FEW:
            path, data = f"dumps/reference.{form.suffix}", b"".join(form.framed([form.part(quads.default)]))
            check(data, quads.expected, form, path)
            self.writing.put(path, form.media_type, [data], len(quads.default))

    def tables(self) -> None:
        """Write the tables, and what their columns are."""
        files = {}
        for name, head in heads().items():
            rows = (entry.pair(entry.piece.rows[name])[0] for entry in self.compilation.entries)
            files[name] = self.writing.put(f"csv/{name}.csv", "text/csv", chain([head], rows))
        publisher, kinds = self.compilation.publisher, self.compilation.kinds
        package, metadata = data_package(publisher, kinds, files), csvw_metadata(publisher, kinds, files)
        paths = {name: self.writing.directory / file.path for name, file in files.items()}
        workbook = write_workbook(paths, self.compilation.as_of)
        self.writing.put("csv/tables.xlsx", MEDIA_TYPE, [workbook])
        self.writing.put("csv/datapackage.json", "application/json", [package])
        self.writing.put("csv/csv-metadata.json", "application/csvm+json", [metadata])

    def copies(self) -> None:
        """Copy vocabulary, shapes and questions."""
        inputs = self.compilation.ground.inputs
        self._copy("ontology", inputs.ontology, inputs.vocabulary)
        self._copy("shapes", inputs.shapes, inputs.rules)
        self._copy("queries", inputs.ontology / "competency", inputs.questions)

    def _copy(self, name: str, root: Path, paths: Iterable[Path]) -> None:
        for path in paths:
            data = path.read_bytes()
            triples = None
            if path.suffix == ".ttl":
                triples = sum(1 for _ in ox.parse(data, format=ox.RdfFormat.TURTLE))
            self.writing.put(f"{name}/{path.relative_to(root)}", MEDIA_TYPES[path.suffix], [data], triples)

    def search(self) -> None:
        """Write what the search index is made of."""
        own = (entry.pair(entry.piece.rows[SEARCH])[0] for entry in self.compilation.entries)
        shared = write_entries(index(self.compilation.shared))
        self.writing.put(entries.NAME, entries.MEDIA_TYPE, merged(chain(own, [shared])))

    def report(self) -> None:
        """Write the report of the validation."""
        graph = report_graph(self.compilation.report, self.compilation.iris.base)
        path = "validation-report.ttl"
        data = turtle(quads_of(graph), list(statements(graph)), path)
        self.writing.put(path, "text/turtle", [data], len(graph))
