"""Texts composed from the grammar's own words never surprise the parser, and none loses a character."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.agreement.coverage import cover
from kg.agreement.governments import Governments, read_governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement, passages
from kg.agreement.parser import parse
from kg.document.composition import compose
from kg.document.model import Document
from kg.errors import ParsingError
from kg.graph.vocabulary import lexicon, read_vocabulary
from tests.conftest import DATA, ROOT

SEED = (DATA / "documents" / "okayama-soja-2025.txt").read_text(encoding="utf-8").splitlines()
WORDS = [
    "",
    "　",
    "（案）",
    "甲",
    "甲の役割",
    "丙の役割\tなし",
    "取組内容",
    "取組内容\t「協力して」と書く。中心となって",
    "乙の役割\t。",
    "別表",
    "IV 架空の柱",
    "令和7年2月30日",
    "令和 年 月 日",
    "※ 注",
    "附 則",
    "府中市",
    "丙 架空一丁目",
    "別表第1",
    "別表第２（第3条関係）　圏域全体の経済成長のけん引",
    "政策分野\t取組\t取組内容\t岡山市の役割分担\t総社市の役割分担及び費用分担",
    "圏域全体の経済成長のけん引\t架空の取組\t内容。\t中心となって\t甲と連携して",
    "\t\t内容。\t住民が参加し\t",
    "| 取組 | 取組内容 | 甲の役割 | 乙の役割 |",
    "|---|:--|---|---|",
    "| 架空の取組 | 内容。 | 乙と協力し、 |",
    "(1) 圏域全体の経済成長のけん引",
    "ア 架空の取組",
    "(ア) 取組内容",
    "(イ) 役割分担",
    "ⅰ 甲の役割",
    "・協力して取り組む。",
    "（目的）",
    "第1条 この協約は、目的とする。",
    "第二条",
    "岡山市（以下「甲」という。）及び総社市（以下「乙」という。）は、次のとおり連携協約を締結する。",
    "この協約の期間は、令和6年4月1日から令和11年2月30日までとする。",
    "○○町長",
    "○府中市及び福山市の定住自立圏の形成に関する協定書",
    "定住自立圏形成協定書",
    "甲及び乙は、定住自立圏の形成に関し、次のとおり協定を締結する。",
    "定住自立圏形成協定を次のとおり変更する。",
    "1 生活機能の強化に係る政策分野",
    "(2) 結びつきやネットワークの強化",
    "圏域マネジメント能力の強化",
    "(1) 圏域全体の経済成長のけん引に係る政策分野（別表第1）",
    "ア 医療",
    "(ア) 救急医療体制の確保",
    "a 取組の内容 救急医療に取り組む。",
    "b 甲の役割 中心となって取り組み、乙と協力して費用を負担する。",
    "c 乙の役割及び費用分担 費用は、甲が負担する。",
    "d 費用分担",
    "費用負担\t折半する。",
    "甲の費用分担\t全額",
    "（費用分担）",
    "令和6年3月27日",
    "告示第55号",
    "（総社市告示第12号 令和6年3月29日）",
    "締結したので告示する。",
    "議決",
    "令和6年3月22日 総社市議会議決第3号",
    "第4条 この協約の期間は、締結の日から五年間とする。ただし、申出がないときは、更新する。",
    "本協定は、令和9年2月29日限り、その効力を失う。",
    "2 前項の期間は、協議の上、更新することができる。",
    "この協約は、令和6年4月1",
    "日から施行する。",
    "次のとおり連携協",
    "約を締結する。",
]
# Marks of headings and items, and the rules of tables.
LAYOUT = "# \t\n\u3000・|-:"
LINES = st.lists(st.sampled_from(WORDS + SEED), max_size=40)
CUTS = st.lists(st.integers(0, len(SEED) - 1), max_size=5)


@cache
def words() -> Lexicon:
    return lexicon(read_vocabulary(ROOT / "ontology"))


@cache
def governments() -> Governments:
    return read_governments(DATA / "governments.csv")


def understood(document: Document) -> Agreement | None:
    """Parse; None when it is refused, with problems that name lines of the document."""
    try:
        return parse(document, words(), governments())
    except ParsingError as error:
        problems = error.problems
    assert problems
    assert all(problem.line is None or 1 <= problem.line <= len(document.lines) for problem in problems)
    return None


def check(lines: list[str]) -> None:
    """Either problems are named, or every character is carried or left over, and none is both."""
    text = "\n".join(lines)
    agreement = understood(compose("case", "case.txt", "", text))
    if agreement is None:
        return
    carried = {place for each in passages(agreement) for place in range(each.start, each.end)}
    left = {place for each in cover(agreement).not_modelled for place in range(each.start, each.end)}
    assert not {place for place in carried & left if not text[place].isspace()}
    accounted = carried | left
    assert {char for place, char in enumerate(text) if place not in accounted} <= set(LAYOUT)
    assert all(text[each.start : each.end] == each.exact for each in passages(agreement))


@settings(max_examples=150, deadline=None)
@given(lines=LINES)
def test_any_lines_are_understood_or_refused(lines: list[str]) -> None:
    check(lines)


@settings(max_examples=150, deadline=None)
@given(cuts=CUTS, added=st.lists(st.tuples(st.integers(0, len(SEED)), st.sampled_from(WORDS)), max_size=4))
def test_the_seed_with_lines_lost_or_added_is_understood_or_refused(
    cuts: list[int], added: list[tuple[int, str]]
) -> None:
    lines = [line for number, line in enumerate(SEED) if number not in cuts]
    for place, word in added:
        lines.insert(min(place, len(lines)), word)
    check(lines)


def test_a_thousand_initiatives_are_read() -> None:
    heading = SEED.index("新たな産業の創出及び地域産業の振興\t")
    rows = SEED[heading + 1 : heading + 4]
    more = [line for number in range(1000) for line in (f"架空の取組{number}", *rows)]
    check([*SEED[:heading], *more])
