"""The registers of data/: complete, well-formed, consistent with each other and with the first document."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
DOCUMENT = DATA / "documents" / "okayama-soja-2025.txt"
COLUMNS = {
    "governments": "code,name,kana,kind,prefecture,corporate_number,geonames,sources,valid_from,valid_until",
    "areas": "area,name,name_reference,member,role,membership_reference",
    "references": "reference,title_ja,title_en,page,licence",
    "translations": "ja,en",
    "publisher": "publisher,name_ja,name_en,page,contact,licence",
}
SUFFIXES = {"市": {"し"}, "区": {"く"}, "町": {"ちょう", "まち"}, "村": {"むら", "そん"}}
DESIGNATED_CITIES = {
    *(
        "札幌市",
        "仙台市",
        "さいたま市",
        "千葉市",
        "横浜市",
        "川崎市",
        "相模原市",
        "新潟市",
        "静岡市",
        "浜松市",
    ),
    *("名古屋市", "京都市", "大阪市", "堺市", "神戸市", "岡山市", "広島市", "北九州市", "福岡市", "熊本市"),
}


def rows(register: str) -> list[dict[str, str]]:
    with (DATA / f"{register}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


GOVERNMENTS = rows("governments")
BY_CODE = {row["code"]: row for row in GOVERNMENTS}
PREFECTURES = [row for row in GOVERNMENTS if row["kind"] == "prefecture"]
MUNICIPALITIES = [row for row in GOVERNMENTS if row["kind"] == "municipality"]
AREAS = rows("areas")
REFERENCES = {row["reference"]: row for row in rows("references")}
TRANSLATIONS = {row["ja"]: row["en"] for row in rows("translations")}


def code_check_digit(code: str) -> str:
    """全国地方公共団体コード: weights 6 to 2 over five digits; 11 less the remainder by 11; last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def corporate_check_digit(number: str) -> str:
    """法人番号: 9 less the remainder by 9 of the digits weighted 1, 2, 1, 2, … from the right."""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number[1:])))
    return str(9 - total % 9)


def named(municipalities: list[dict[str, str]], ending: str) -> list[dict[str, str]]:
    return [row for row in municipalities if row["name"].endswith(ending)]


@pytest.mark.parametrize("register", COLUMNS)
def test_a_register_is_utf8_with_lf_and_the_expected_columns(register: str) -> None:
    content = (DATA / f"{register}.csv").read_bytes()
    assert content.decode("utf-8").split("\n")[0] == COLUMNS[register]
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("register", COLUMNS)
def test_every_row_has_every_column_and_no_stray_space(register: str) -> None:
    for row in rows(register):
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


def test_all_prefectures_and_municipalities_are_registered() -> None:
    assert len(PREFECTURES) == 47
    assert len(MUNICIPALITIES) == 1741
    assert len(GOVERNMENTS) == 1788


@pytest.mark.parametrize(("ending", "count"), [("市", 792), ("区", 23), ("町", 743), ("村", 183)])
def test_municipalities_are_as_many_of_each_kind_as_there_are(ending: str, count: int) -> None:
    assert len(named(MUNICIPALITIES, ending)) == count


def test_special_wards_are_tokyos_only_and_designated_cities_stand_without_their_wards() -> None:
    assert {row["prefecture"] for row in named(MUNICIPALITIES, "区")} == {"130001"}
    assert not [row for row in MUNICIPALITIES if re.fullmatch(r".+市.+区", row["name"])]
    assert len(DESIGNATED_CITIES) == 20
    assert {row["name"] for row in MUNICIPALITIES} >= DESIGNATED_CITIES


def test_codes_are_unique_and_in_order() -> None:
    codes = [row["code"] for row in GOVERNMENTS]
    assert codes == sorted(set(codes))


def test_codes_have_six_digits_and_the_right_check_digit() -> None:
    for row in GOVERNMENTS:
        assert re.fullmatch(r"[0-9]{6}", row["code"])
        assert row["code"][5] == code_check_digit(row["code"]), row


@pytest.mark.parametrize("code", ["011002", "100005", "330001", "331007", "332089"])
def test_the_check_digit_is_right_for_known_codes(code: str) -> None:
    assert code_check_digit(code) == code[5]


def test_prefectures_are_numbered_from_1_to_47_and_belong_to_none() -> None:
    assert [row["code"][:5] for row in PREFECTURES] == [f"{number:02}000" for number in range(1, 48)]
    assert {row["prefecture"] for row in PREFECTURES} == {""}


def test_every_municipality_lies_in_the_prefecture_that_its_code_names() -> None:
    for row in MUNICIPALITIES:
        assert BY_CODE[row["prefecture"]]["kind"] == "prefecture"
        assert row["code"][:2] == row["prefecture"][:2]


def test_a_name_is_borne_once_in_a_prefecture() -> None:
    names = Counter((row["prefecture"], row["name"]) for row in GOVERNMENTS)
    assert not [name for name, times in names.items() if times > 1]


def test_names_are_composed_and_without_spaces() -> None:
    for row in GOVERNMENTS:
        assert row["name"] == unicodedata.normalize("NFC", row["name"])
        assert not re.search(r"[\s\d]", row["name"])
        assert re.fullmatch(r".+[都道府県]" if row["kind"] == "prefecture" else r".+[市区町村]", row["name"])


def test_readings_are_hiragana_and_end_as_the_name_does() -> None:
    for row in MUNICIPALITIES:
        assert re.fullmatch(r"[ぁ-ゖー]+", row["kana"])
        assert row["kana"].endswith(tuple(SUFFIXES[row["name"][-1]])), row
    for row in PREFECTURES:
        assert re.fullmatch(r"[ぁ-ゖ]+", row["kana"])
        assert row["kana"].endswith(("けん", "ふ", "とうきょうと", "ほっかいどう"))


@pytest.mark.parametrize(
    ("code", "name", "kana"),
    [
        ("013455", "森町", "もりまち"),
        ("142115", "秦野市", "はだのし"),
        ("143839", "真鶴町", "まなづるまち"),
        ("224618", "森町", "もりまち"),
        ("282219", "丹波篠山市", "たんばささやまし"),
        ("332089", "総社市", "そうじゃし"),
        ("335860", "新庄村", "しんじょうそん"),
        ("402311", "那珂川市", "なかがわし"),
        ("473260", "北谷町", "ちゃたんちょう"),
    ],
)
def test_names_and_readings_that_older_lists_have_otherwise_are_todays(
    code: str, name: str, kana: str
) -> None:
    assert (BY_CODE[code]["name"], BY_CODE[code]["kana"]) == (name, kana)


def test_corporate_numbers_have_13_digits_and_the_right_check_digit_and_are_unique() -> None:
    numbers = [row["corporate_number"] for row in GOVERNMENTS if row["corporate_number"]]
    assert len(numbers) == len(set(numbers))
    for number in numbers:
        assert re.fullmatch(r"[0-9]{13}", number)
        assert number[0] == corporate_check_digit(number)


def test_the_corporate_number_of_a_local_government_ends_with_its_code() -> None:
    for row in GOVERNMENTS:
        assert row["corporate_number"].endswith(row["code"]) or not row["corporate_number"]


def test_a_changed_digit_breaks_either_check() -> None:
    assert code_check_digit("331107") != "7"
    assert corporate_check_digit("5000020331008") != "5"


def test_geonames_ids_are_numbers_and_unique() -> None:
    ids = [row["geonames"] for row in GOVERNMENTS if row["geonames"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[1-9][0-9]*", each) for each in ids)


def test_every_government_names_its_references() -> None:
    for row in GOVERNMENTS:
        assert row["sources"].split()
        assert set(row["sources"].split()) <= REFERENCES.keys()
        assert ("gbizinfo" in row["sources"].split()) == bool(row["corporate_number"])
        assert ("geonamesjp" in row["sources"].split()) == bool(row["geonames"])


def test_periods_of_validity_are_dates_or_blank() -> None:
    for row in GOVERNMENTS:
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["valid_from"])
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["valid_until"])


def test_every_member_of_an_area_is_a_registered_municipality_and_stands_once() -> None:
    members = Counter((row["area"], row["member"]) for row in AREAS)
    assert set(members.values()) == {1}
    assert all(BY_CODE[row["member"]]["kind"] == "municipality" for row in AREAS)


def test_an_area_has_one_name_and_a_core_city_and_known_references() -> None:
    for area in {row["area"] for row in AREAS}:
        own = [row for row in AREAS if row["area"] == area]
        assert len({(row["name"], row["name_reference"]) for row in own}) == 1
        assert "core" in {row["role"] for row in own} <= {"core", "member"}
        used = {row["name_reference"] for row in own} | {row["membership_reference"] for row in own}
        assert used <= REFERENCES.keys()


def test_the_okayama_area_has_eight_cities_and_five_towns_around_okayama() -> None:
    own = [row for row in AREAS if row["area"] == "okayama"]
    names = [BY_CODE[row["member"]]["name"] for row in own]
    assert Counter(name[-1] for name in names) == {"市": 8, "町": 5}
    assert [BY_CODE[row["member"]]["name"] for row in own if row["role"] == "core"] == ["岡山市"]


def test_members_of_an_area_have_corporate_numbers_and_places() -> None:
    for row in AREAS:
        assert BY_CODE[row["member"]]["corporate_number"]
        assert BY_CODE[row["member"]]["geonames"]


def test_references_have_an_id_titles_a_page_and_a_licence_only_as_an_address() -> None:
    assert len(REFERENCES) == len(rows("references"))
    for row in REFERENCES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["reference"])
        assert row["title_ja"]
        assert row["title_en"].isascii()
        assert re.fullmatch(r"https?://\S+", row["page"])
        assert re.fullmatch(r"(https?://\S+)?", row["licence"])


def test_references_are_those_that_the_registers_use() -> None:
    used = {reference for row in GOVERNMENTS for reference in row["sources"].split()}
    used |= {row[column] for row in AREAS for column in ("name_reference", "membership_reference")}
    used |= {row["area_reference"] for row in rows("sources") if row["area_reference"]}
    assert used == REFERENCES.keys()


def test_a_translation_is_given_once_and_in_english() -> None:
    assert len(TRANSLATIONS) == len(rows("translations"))
    for ja, en in TRANSLATIONS.items():
        assert ja == unicodedata.normalize("NFC", ja)
        assert en.isascii()
        assert re.fullmatch(r"[A-Z][A-Za-z ,-]+", en)


def test_every_heading_of_the_first_document_has_a_translation() -> None:
    """In the document, the line before 取組内容 is the initiative's heading."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    headings = [before.strip() for before, line in pairwise(lines) if "取組内容" in line]
    assert len(headings) == 13
    assert set(headings) <= TRANSLATIONS.keys()


def test_every_title_of_the_first_document_has_a_translation() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    titles = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    amended = re.findall(r"^(.+連携協約)を次のとおり変更する。$", text, re.MULTILINE)
    assert len(titles + amended) == 3
    assert set(titles + amended) <= TRANSLATIONS.keys()


def test_members_their_prefecture_and_the_area_have_translations() -> None:
    members = [BY_CODE[row["member"]] for row in AREAS]
    wanted = {row["name"] for row in members} | {BY_CODE[row["prefecture"]]["name"] for row in members}
    assert wanted | {row["name"] for row in AREAS} <= TRANSLATIONS.keys()
