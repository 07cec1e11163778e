"""The ontology and the shapes as the release carries them: terms keep the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple

from kg.web.facts import Facts


@dataclass(frozen=True)
class Written:
    """A document written by hand in Turtle: its text, what it says, and the place of each subject in it."""

    text: bytes
    facts: Facts
    places: dict[str, int]

    def place(self, iri: str) -> int:
        """Give the place of a term; negative when it is not written here."""
        return self.places.get(iri, -1)

    def subjects(self) -> list[str]:
        """Give the subjects in the order in which they are written."""
        return list(self.places)


@lru_cache(maxsize=4)
def read_ontology(release: Path) -> Written:
    """Read the ontology of a release: the terms, then the concepts, then the alignments."""
    directory = release / "ontology"
    last = directory / "alignments.ttl"
    terms = [path for path in sorted(directory.glob("*.ttl")) if path != last]
    concepts = sorted(directory.glob("concepts/*.ttl"))
    return _read([*terms, *concepts, *([last] if last.exists() else [])])


@lru_cache(maxsize=4)
def read_shapes(release: Path) -> Written:
    """Read the shapes of a release: what they are as a whole, then one file a class."""
    directory = release / "shapes"
    return _read(sorted(directory.glob("*.ttl"), key=lambda path: (path.stem != "shapes", path.stem)))


def _read(files: list[Path]) -> Written:
    text = b"\n".join(path.read_bytes() for path in files)
    quads = list(pyoxigraph.parse(text, format=RdfFormat.TURTLE))
    order = dict.fromkeys(quad.subject.value for quad in quads)
    return Written(text, Facts(_named(quads)), {iri: place for place, iri in enumerate(order)})


def _named(quads: list[Quad]) -> list[Triple]:
    """Give blank nodes the same names in every process, so that all answer with the same bytes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]
