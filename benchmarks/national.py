"""A synthetic national graph to measure with: python -m benchmarks.national DIRECTORY --agreements N.

A release of made-up agreements, which are parsed and described as real ones are, so that it always has the
shapes of the real data. Every text, agreement and area, the catalogue and the base say that it is synthetic.
It has no statistics and no format but N-Quads, and is never written where releases are published.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from rdflib import Graph

from benchmarks.country import areas, histories
from benchmarks.registers import BASE, DATA, ONTOLOGY, registered, write_references
from benchmarks.synthetic import Instrument
from benchmarks.writing import ReleaseWriter, mark
from kg.agreement.coverage import cover
from kg.agreement.governments import read_governments
from kg.agreement.parser import parse
from kg.document.composition import compose
from kg.graph.examples import describe_examples
from kg.graph.iris import Iris
from kg.graph.mapping import Description, describe
from kg.graph.reference import References
from kg.graph.statements import Titles
from kg.graph.vocabulary import lexicon, read_vocabulary
from kg.release.manifest import Coverage
from kg.store.loading import QUADS

AGREEMENTS = 230
"""Makes about a million statements in all graphs, the default graph among them."""
UNTRANSLATED = Titles({})


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--agreements", type=click.IntRange(min=1), default=AGREEMENTS, show_default=True)
def main(directory: Path, agreements: int) -> None:
    """Write a synthetic national graph below DIRECTORY, as a release for “kg serve --release”."""
    try:
        click.echo(write_national(directory, agreements))
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def write_national(directory: Path, agreements: int = AGREEMENTS) -> Path:
    """Write the release below `directory` and give its path; ValueError where releases are published.

    The same number of agreements gives the same bytes. No more than one agreement is held in memory.
    """
    if "releases" in directory.resolve().parts:
        raise ValueError(f"{directory} is for releases, synthetic data are not: name another directory.")
    release = directory / f"synthetic-national-{agreements}"
    shutil.rmtree(release, ignore_errors=True)
    for path in (release / QUADS, release / "sources/text"):
        path.parent.mkdir(parents=True)
    with (release / QUADS).open("wb") as dump:
        country = Country(ReleaseWriter(release, Iris(BASE), dump))
        country.write(agreements)
    return release


class Country:
    """The registers that the made-up agreements rest on, and the release that they are written to."""

    def __init__(self, writer: ReleaseWriter) -> None:
        self.writer = writer
        self.iris = writer.iris
        self.governments = read_governments(DATA / "governments.csv")
        self.vocabulary = read_vocabulary(ONTOLOGY)
        self.lexicon = lexicon(self.vocabulary)
        self.areas = areas(self.governments)

    def write(self, agreements: int) -> None:
        """Write what all share, then one agreement after another."""
        shared = {
            "vocabulary": self.vocabulary,
            "examples": describe_examples(self.iris, ONTOLOGY / "competency"),
            "reference": self.reference(),
        }
        for kind, graph in shared.items():
            self.writer.add(self.iris.graph(kind), kind, graph)
        for history in histories(self.areas, agreements):
            self.agreement(history)
        self.writer.finish()

    def agreement(self, history: Sequence[Instrument]) -> None:
        """Write an agreement with each of its versions; the last one is current."""
        name = history[0].agreement
        record = Graph()
        mark(record, self.iris.agreement(name))
        for instrument in history:
            described = self.describe(instrument)
            record += described.agreement
            version = self.iris.version(name, instrument.version)
            self.writer.add(version, "version", described.version, instrument is history[-1])
            self.writer.add(self.iris.graph("sources"), "sources", described.source)
        self.writer.add(self.iris.agreement(name), "agreement", record)

    def describe(self, instrument: Instrument) -> Description:
        """Write the text, and put it through the stages that a real one goes through."""
        text = instrument.text(self.lexicon.pillars)
        source = registered(instrument, text)
        document = compose(source.id, source.path, source.sha256, text)
        agreement = parse(document, self.lexicon, self.governments, source.parties)
        found = cover(agreement)
        self.writer.text(source.id, text)
        self.writer.coverage.append(
            Coverage(source.id, found.characters, found.carried, len(found.not_modelled))
        )
        return describe(agreement, source, found, self.iris, UNTRANSLATED)

    def reference(self) -> Graph:
        """Describe every local government, the made-up areas, and the works that they rest on."""
        with tempfile.TemporaryDirectory() as temporary:
            directory = Path(temporary)
            write_references(directory, self.areas)
            references = References(directory, self.governments, self.iris, UNTRANSLATED)
            graph = references.describe(self.governments.by_code, [area.id for area in self.areas])
        for area in self.areas:
            mark(graph, self.iris.area(area.id))
        return graph


if __name__ == "__main__":
    main()
