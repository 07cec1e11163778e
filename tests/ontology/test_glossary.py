"""The glossary joins the words of the law with vocabulary and code, and leaves no class or concept out."""

from __future__ import annotations

import re

import pytest
from rdflib import URIRef

from .vocabulary import CLASSES, CONCEPTS, ROOT, name_of

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:kg|data|ontology|shapes)/[^`]*)`", GLOSSARY)))


@pytest.mark.parametrize("term", [*CLASSES, *CONCEPTS], ids=name_of)
def test_the_glossary_has_every_class_and_every_concept(term: URIRef) -> None:
    assert f"`renkei:{name_of(term)}`" in GLOSSARY


@pytest.mark.parametrize("path", PATHS)
def test_the_glossary_points_to_code_that_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_row_of_the_glossary_has_as_many_cells_as_its_table() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", GLOSSARY, re.MULTILINE):
        assert len({row.count("|") for row in table.splitlines()}) == 1
