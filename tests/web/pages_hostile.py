"""A release that is out to harm its readers; synthetic throughout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.resources import asset
from tests.store.handmade import write_manifest

TRIG = Path(__file__).with_suffix(".trig")
TEXT = "<mark>架空</mark>の文。\n<script>alert(13)</script>\n"


def write_hostile_release(releases: Path) -> Path:
    """Write the release below `releases`; give its directory."""
    release = releases / "2025-01-01-hostile"
    (release / "dumps").mkdir(parents=True)
    (release / "sources").mkdir()
    quads = list(pyoxigraph.parse(path=TRIG, format=RdfFormat.TRIG))
    quads += [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    pyoxigraph.serialize(quads, release / "dumps/renkei.nq", format=RdfFormat.N_QUADS)
    (release / "sources/hostile.txt").write_text(TEXT, encoding="utf-8")
    (release / "catalogue.ttl").write_text("", encoding="utf-8")
    for name in ("ontology", "shapes"):
        shutil.copytree(asset(name), release / name, ignore=lambda *_: ["competency", "examples", "w3id"])
    write_manifest(release)
    return release
