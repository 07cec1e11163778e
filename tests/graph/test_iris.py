"""IRIs are stable, ASCII, and different for different things."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.document.register import ID
from kg.graph.iris import Iris

IRIS = Iris("http://localhost:8000/")
IDS = st.from_regex(ID, fullmatch=True)
CODES = st.from_regex(r"[0-9]{6}", fullmatch=True).filter(str.isascii)
NAMES = st.tuples(IDS, IDS, st.integers(1, 999), CODES)


def names(agreement: str, version: str, position: int, code: str) -> list[str]:
    return [
        IRIS.agreement(agreement),
        IRIS.party(agreement, code),
        IRIS.instrument(agreement, version),
        IRIS.version(agreement, version),
        IRIS.initiative(agreement, version, position),
        IRIS.role(agreement, version, position, code),
        IRIS.source(agreement),
        IRIS.area(agreement),
        IRIS.membership(agreement, code),
        IRIS.government(code),
    ]


@given(NAMES, NAMES)
def test_different_things_never_share_an_iri(
    one: tuple[str, str, int, str], other: tuple[str, str, int, str]
) -> None:
    parts = [(0,), (0, 3), (0, 1), (0, 1), (0, 1, 2), (0, 1, 2, 3), (0,), (0,), (0, 3), (3,)]
    assert len(set(names(*one))) == len(parts)
    for which, iri, another in zip(parts, names(*one), names(*other), strict=True):
        assert (iri == another) == all(one[part] == other[part] for part in which)


@given(NAMES)
def test_an_iri_is_ascii_and_stable(name: tuple[str, str, int, str]) -> None:
    assert names(*name) == names(*name)
    assert all(iri.isascii() and iri.startswith("http://localhost:8000/id/") for iri in names(*name))


def test_the_iris_of_the_contract_are_minted() -> None:
    assert str(IRIS.role("okayama-soja", "2025-draft", 1, "331007")) == (
        "http://localhost:8000/id/agreement/okayama-soja/version/2025-draft/initiative/1/role/331007"
    )
    assert str(IRIS.graph("reference")) == "http://localhost:8000/graph/reference"
