"""Normalisation is idempotent and never loses a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.document.normalize import normalize

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
JAPANESE = st.text(alphabet="（案）(案)ⅠⅢ１２3ｱｶﾞﾊﾟが゙ﾞ　 \t\n第条㈱㌔①‐ー－・､｡。、岡山市及び総社市")


@given(WORDS | JAPANESE)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(WORDS | JAPANESE, st.integers(0, 1000))
def test_each_character_keeps_its_place_in_order(text: str, offset: int) -> None:
    found = normalize(text, offset)
    assert len(found.text) == len(found.places)
    starts = [start for start, _ in found.places]
    assert starts == sorted(starts)
    assert all(offset <= start < end <= offset + len(text) for start, end in found.places)


@given(WORDS | JAPANESE)
def test_nothing_but_white_space_is_dropped(text: str) -> None:
    covered = {place for start, end in normalize(text).places for place in range(start, end)}
    left = "".join(char for place, char in enumerate(text) if place not in covered)
    assert normalize(left).text == ""


@given(JAPANESE)
def test_the_source_of_each_character_normalises_to_text_that_holds_it(text: str) -> None:
    found = normalize(text)
    for index, char in enumerate(found.text):
        start, end = found.source(index, index + 1)
        assert char == " " or char in normalize(text[start:end]).text
