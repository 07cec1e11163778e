"""Writes a synthetic release: N-Quads graph by graph, texts, a catalogue, and the manifest of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.namespaces import DCAT, DCTERMS, PREFIXES, RDF
from kg.release import entries
from kg.release.entries import Entry
from kg.release.index import index_graph
from kg.release.manifest import NAME, Coverage, File, Manifest, NamedGraph, sha256_of
from kg.release.partitions import quads_of
from kg.store.loading import CATALOGUE, QUADS

AS_OF = "2026-01-01"
TITLE = {"ja": "合成データ（計測用）", "en": "Synthetic data, for measuring"}
REMARK = {
    "ja": "計測のための合成データ。実在の協約ではない。",
    "en": "Synthetic, made up for measuring; not a real agreement.",
}


@dataclass
class ReleaseWriter:
    """A release that is being written: `dump` is its N-Quads, the rest is what the manifest will say."""

    release: Path
    iris: Iris
    dump: BinaryIO
    graphs: Counter[tuple[str, str]] = field(default_factory=Counter)
    coverage: list[Coverage] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def add(self, iri: str, kind: str, graph: Graph, current: bool = True) -> None:
        """Write a named graph, or a part of one; what is current stands in the default graph too."""
        triples = [quad.triple for quad in quads_of(graph)]
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        if current:
            self.dump.write(lines)
        self.dump.write(lines.replace(b" .\n", f" <{iri}> .\n".encode()))
        self.graphs[iri, kind] += len(triples)
        self.entries += index_graph(kind, graph, current)

    def text(self, source: str, text: str) -> None:
        """Write the text of a source."""
        path = f"sources/{source}.txt"
        (self.release / path).write_text(text, encoding="utf-8")
        self._list(path, "text/plain")

    def finish(self) -> None:
        """Write catalogue and manifest; the dump is complete by now."""
        self.dump.flush()
        self._list(QUADS, "application/n-quads")
        (self.release / CATALOGUE).write_bytes(self._catalogue())
        self._list(CATALOGUE, "text/turtle")
        (self.release / entries.NAME).write_bytes(entries.write_entries(self.entries))
        self._list(entries.NAME, entries.MEDIA_TYPE)
        manifest = Manifest(
            release=self.release.name,
            as_of=AS_OF,
            base=self.iris.base,
            publishable=False,
            title=TITLE,
            graphs=tuple(NamedGraph(iri, kind, size) for (iri, kind), size in sorted(self.graphs.items())),
            coverage=tuple(self.coverage),
            inputs=(),
            tools={},
            files=tuple(self.files),
        )
        (self.release / NAME).write_text(manifest.to_json(), encoding="utf-8")

    def _list(self, path: str, media_type: str) -> None:
        file = self.release / path
        self.files.append(File(path, media_type, file.stat().st_size, sha256_of(file)))

    def _catalogue(self) -> bytes:
        graph = Graph()
        graph.add((self.iris.catalogue, RDF.type, DCAT.Catalog))
        mark(graph, self.iris.catalogue)
        for language, words in TITLE.items():
            graph.add((self.iris.catalogue, DCTERMS.title, Literal(words, lang=language)))
        return ox.serialize(quads_of(graph), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def mark(graph: Graph, subject: URIRef) -> None:
    """State of something that it is synthetic."""
    for language, words in REMARK.items():
        graph.add((subject, DCTERMS.description, Literal(words, lang=language)))
