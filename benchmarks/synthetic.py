"""Texts of made-up agreements between real municipalities, to measure with; each says that it is made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kg.agreement.actors import DESIGNATIONS
from kg.agreement.governments import Government
from kg.agreement.lexicon import Pillar

TEXT = """{mark}これは計測のための合成データであり、実在の協約ではない。(synthetic)

## 連携中枢都市圏形成に係る変更連携協約書

{signed}

{cover}

## {names}における連携中枢都市圏形成に係る変更連携協約

{names}における連携中枢都市圏形成に係る連携協約を次のとおり変更する。

別表を次のように改める。

### 附 則

1 この協約は、令和{year}年4月1日から適用する。

この協約の締結を証するため、本協約書{copies}通を作成し、{designations}が署名または記名押印の上、それぞれ各1通を保有する。

{signed}

{signatures}

別表（第3条関係）
{schedule}
"""
SUBJECTS = {
    "EconomicGrowth": (
        "地域産業 農産物の販路 広域観光 企業誘致 創業支援 林業 水産業 商店街 技術開発 雇用 特産品"
    ),
    "UrbanFunctions": "中心拠点 広域交通網 高度医療 高等教育 文化拠点 駅前広場 国際交流 情報基盤",
    "LivingServices": (
        "教育 文化 スポーツ 災害対策 環境保全 公共交通 移住・定住 人材育成 子育て支援 高齢者福祉 図書館 "
        "上下水道 空き家対策 鳥獣対策 消防 救急医療 健康づくり 地産地消 職員研修 道路維持 景観 消費者相談"
    ),
}
ACTIONS = ("振興", "推進", "強化", "充実")
AIMS = ("持続可能な発展", "住民の利便性の向上", "人口減少の抑制", "にぎわいの創出", "安全・安心の確保")
MEANS = (
    "情報共有",
    "共同研究",
    "施設の相互利用",
    "合同の研修",
    "広報",
    "人材の交流",
    "調査",
    "相談窓口の設置",
)
SHARE = {"EconomicGrowth": 3, "UrbanFunctions": 2, "LivingServices": 8}
"""Initiatives of each pillar in the first real agreement; the made-up ones have up to two more."""
LEADING, MUTUAL, USING, MEMBER_LEADS, UNDECIDED = "leading", "mutual", "using", "member leads", "undecided"
SHARING = {LEADING: 30, MUTUAL: 56, USING: 8, MEMBER_LEADS: 4, UNDECIDED: 2}
"""How parties share an initiative, in parts of a hundred."""


@dataclass(frozen=True)
class Area:
    """A made-up cooperation area: a core city and the other municipalities."""

    id: str
    name: str
    core: Government
    members: tuple[Government, ...]


@dataclass(frozen=True)
class Instrument:
    """A made-up amendment: its agreement and area, its place in the agreement's history, parties in order."""

    agreement: str
    area: Area
    order: int
    is_draft: bool
    parties: tuple[Government, ...]

    @property
    def version(self) -> str:
        """The id of the version that it puts on record: the year, in which a draft says that it is one."""
        return f"{2018 + self.year}{'-draft' if self.is_draft else ''}"

    @property
    def year(self) -> int:
        """The year of Reiwa in which it applies."""
        return 1 + 3 * self.order

    @property
    def designated(self) -> dict[str, Government]:
        """The parties by designation."""
        return dict(zip(DESIGNATIONS, self.parties, strict=False))

    def text(self, pillars: Sequence[Pillar]) -> str:
        """Write the text; the same instrument always has the same."""
        chance = Random(f"{self.agreement} {self.order}")
        names = [party.name for party in self.parties]
        return TEXT.format(
            mark="(案)\n\n" if self.is_draft else "",
            signed=f"令和{self.year}年3月 日" if self.is_draft else f"令和{self.year}年3月25日",
            cover="\n".join(names),
            names=_listed(names),
            year=self.year,
            copies=len(names),
            designations=_listed([*self.designated]),
            signatures="\n".join(_signature(*each, self.agreement) for each in self.designated.items()),
            schedule="\n".join(
                line for pillar in pillars for line in _pillar(pillar, self.designated, chance)
            ),
        )


def _listed(words: Sequence[str]) -> str:
    return "及び".join(filter(None, ("、".join(words[:-1]), words[-1])))


def _signature(designation: str, government: Government, agreement: str) -> str:
    """Sign as a party does at one address, whichever version it signs."""
    address = f"{government.name}架空{Random(f'{agreement} {designation}').randrange(1, 9)}番地"
    return f"{designation} {address}\n\n{government.name}\n\n{government.name}長\n"


def _pillar(pillar: Pillar, designated: dict[str, Government], chance: Random) -> Iterator[str]:
    yield f"\n{pillar.notation} {pillar.label}\n"
    subjects = SUBJECTS[pillar.name].split()
    for _ in range(chance.randrange(SHARE[pillar.name], SHARE[pillar.name] + 3)):
        subject = subjects.pop(chance.randrange(len(subjects)))
        yield from _initiative(subject, [*designated], chance)


def _initiative(subject: str, designations: list[str], chance: Random) -> Iterator[str]:
    aim, means, action = chance.choice(AIMS), chance.choice(MEANS), chance.choice(ACTIONS)
    work = f"{subject}の{action}"
    yield f"{work}\t"
    yield f"取組内容\t圏域における{aim}に向け、{subject}に関する{means}を行い、{work}に取り組む。"
    sharing = chance.choices([*SHARING], [*SHARING.values()])[0]
    for own in designations:
        yield f"{own}の役割\t{_role(sharing, own, designations, work)}"


def _role(sharing: str, own: str, designations: list[str], work: str) -> str:
    others = _listed([each for each in designations if each != own])
    leader = designations[1] if sharing == MEMBER_LEADS else designations[0]
    if sharing == UNDECIDED:
        return f"{work}について住民に周知する。"
    if sharing == MUTUAL:
        return f"{others}と協力し、{work}に取り組む。"
    if own == leader:
        return f"{work}に圏域の中心となって取り組む。"
    if sharing == USING:
        return f"{work}の成果を活用することにより、地域の活性化につなげる。"
    return f"{work}に{leader}と協力して取り組む。"
