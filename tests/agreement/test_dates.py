"""Era dates and ISO dates are each other's image; a blank day stays blank."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from japanera import ERA_DATA_GENERAL
from kanjize import number2kanji

from kg.agreement.dates import GREGORIAN, convert
from kg.agreement.model import YearMonth

DAYS = st.dates(GREGORIAN, date(2200, 12, 31))

GOOD = {
    "明治6年1月1日": "1873-01-01",
    "明治45年7月29日": "1912-07-29",
    "大正元年7月30日": "1912-07-30",
    "昭和64年1月7日": "1989-01-07",
    "平成元年1月8日": "1989-01-08",
    "平成31年4月30日": "2019-04-30",
    "令和元年5月1日": "2019-05-01",
    "令和7年4月1日": "2025-04-01",
    "令和七年四月一日": "2025-04-01",
    "令和十二年十二月二十一日": "2030-12-21",
    "令和7年3月 日": "2025-03",
    "令和7年3月日": "2025-03",
    "平成31年4月 日": "2019-04",
    "令和元年5月 日": "2019-05",
    "令和 年 月 日": None,
    "令和7年 月 日": None,
}
BAD = [
    "令和7年2月30日",
    "令和7年2月29日",
    "令和0年1月1日",
    "令和7年13月1日",
    "令和7年4月0日",
    "平成31年5月1日",
    "平成31年5月 日",
    "平成40年1月1日",
    "令和元年4月30日",
    "昭和65年1月1日",
    "明治5年12月2日",
    "慶応3年1月1日",
    "令和99999年1月1日",
    "令和十十年1月1日",
    "2025年4月1日",
    "令和7年4月",
    "",
]


@pytest.mark.parametrize("words", GOOD)
def test_a_date_in_words_is_the_date_in_iso_8601(words: str) -> None:
    found = convert(words)
    assert (found.isoformat() if found else None) == GOOD[words]


@pytest.mark.parametrize("words", BAD)
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        convert(words)


def era_of(day: date) -> tuple[str, int]:
    era = next(era for era in reversed(ERA_DATA_GENERAL) if day in era)
    return era.kanji, era.absolute_year_to_relative_year(day.year)


@given(DAYS)
def test_every_day_comes_back_from_its_era(day: date) -> None:
    era, year = era_of(day)
    assert convert(f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日") == day
    kanji = [number2kanji(number) for number in (year, day.month, day.day)]
    assert convert(f"{era}{kanji[0]}年{kanji[1]}月{kanji[2]}日") == day


@given(DAYS)
def test_without_its_day_a_date_is_a_month_and_never_the_first(day: date) -> None:
    era, year = era_of(day)
    assert convert(f"{era}{year}年{day.month}月 日") == YearMonth(day.year, day.month)


@given(DAYS)
def test_a_day_of_the_next_month_is_never_read_into_this_one(day: date) -> None:
    era, year = era_of(day)
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    with pytest.raises(ValueError, match=r".*"):
        convert(f"{era}{year}年{day.month}月{last.day + 1}日")
