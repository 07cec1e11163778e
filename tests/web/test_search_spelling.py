"""Spellings that are the same to a reader are the same to the search, and marks never miss their place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.search import romaji
from kg.web.search.folding import fold, fold_in_place
from kg.web.search.marking import cut, excerpt, finder, marks
from kg.web.search.sought import read_sought

CASES = Path(__file__).parent / "cases" / "search"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
JAPANESE = st.text(
    alphabet="ｱｶﾞﾊﾟがカ゛゙ﾞー―・･　 \n龍竜ヶケ﨑崎髙總総ōŌßﬁ①㈱㍿サーバコンピュタAａ1１の、。市\ufe00\U000e0100"
)


def spellings(name: str) -> list[list[str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


@pytest.mark.parametrize(("one", "other"), spellings("same"))
def test_two_spellings_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), spellings("different"))
def test_two_words_are_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("kana", "latin"), spellings("romaji"))
def test_romaji_begins_as_the_reading_does(kana: str, latin: str) -> None:
    assert romaji.key_of_kana(kana).startswith(romaji.key(latin))


@given(JAPANESE)
def test_each_letter_knows_its_place(text: str) -> None:
    folded, places = fold_in_place(text)
    assert len(folded) == len(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(JAPANESE)
def test_letters_with_places_are_those_without(text: str) -> None:
    assert fold_in_place(text)[0] == fold(text)


@given(WORDS | JAPANESE, WORDS | JAPANESE)
def test_pieces_are_the_text(text: str, asked: str) -> None:
    find = finder(read_sought(asked).words)
    assert "".join(piece.text for piece in cut(text, marks(text, find))) == text
    shown = "".join(piece.text for piece in excerpt(text, find)).strip("…")
    assert shown in text


@given(JAPANESE, st.integers(0, 20), st.integers(1, 8))
def test_words_of_a_text_are_found_in_it(text: str, start: int, length: int) -> None:
    sought = read_sought(text[start : start + length])
    if sought.words and not any(word.isascii() for word in sought.words):
        assert all(word in fold(text) for word in sought.words[1:-1])
