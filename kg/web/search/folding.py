"""Spellings that are the same to a reader: one form for what is searched and for what is asked.

Widths (全角・半角), case, katakana and hiragana, ヶ and ケ, old and new forms of kanji, macrons, the long
vowel at the end of a long word (サーバー、サーバ), and dots or spaces between Japanese letters do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Span = tuple[int, int]

# Old form, then the form of the Jōyō kanji table (Cabinet notice 2 of 2010), and what names of people and
# places write besides: 髙 and 高, 﨑 and 崎. Those that occur in names, and in the language of agreements.
KANJI = (
    "亞亜惡悪壓圧圍囲爲為醫医壹壱稻稲隱隠營営榮栄衞衛驛駅圓円緣縁鹽塩奧奥應応橫横歐欧黃黄溫温假仮價価畫画"
    "會会繪絵擴拡覺覚學学嶽岳樂楽勸勧卷巻寬寛歡歓觀観關関陷陥顏顔歸帰氣気龜亀舊旧據拠擧挙峽峡挾挟鄕郷鄉郷"
    "曉暁區区驅駆勳勲薰薫徑径惠恵溪渓經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃縣県檢検權権獻献硏研險険顯顕驗験嚴厳"
    "廣広恆恒鑛鉱號号國国黑黒濟済碎砕齋斎劑剤櫻桜參参慘惨蠶蚕贊賛殘残絲糸齒歯兒児辭辞濕湿實実舍舎寫写釋釈"
    "壽寿收収從従澁渋獸獣縱縦肅粛處処緖緒敍叙將将稱称燒焼證証奬奨條条狀状乘乗淨浄剩剰疊畳繩縄壤壌孃嬢讓譲"
    "釀醸觸触囑嘱眞真寢寝愼慎盡尽圖図粹粋醉酔隨随髓髄數数樞枢瀨瀬聲声靜静齊斉攝摂竊窃專専戰戦淺浅潛潜纖繊"
    "踐践錢銭禪禅曾曽雙双壯壮搜捜總総聰聡莊荘裝装騷騒增増藏蔵臟臓卽即屬属續続墮堕對対帶帯滯滞臺台瀧滝擇択"
    "澤沢擔担單単膽胆團団彈弾斷断遲遅癡痴晝昼蟲虫鑄鋳廳庁聽聴鎭鎮遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当德徳"
    "獨独讀読屆届貳弐惱悩腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜蠻蛮濱浜祕秘拂払佛仏倂併竝並變変邊辺邉辺辨弁"
    "瓣弁辯弁寶宝豐豊襃褒沒没飜翻每毎萬万滿満麵麺默黙彌弥譯訳藥薬與与豫予餘余譽誉搖揺樣様謠謡來来賴頼亂乱"
    "覽覧龍竜兩両獵猟綠緑鄰隣壘塁勵励禮礼隸隷靈霊齡齢戀恋爐炉勞労樓楼錄録灣湾髙高﨑崎嵜崎嶋島嶌島冨富濵浜"
    "槇槙桒桑廐厩檜桧薮藪諫諌鰺鯵竈竃彥彦內内戶戸靑青淸清步歩吳呉眾衆說説敎教稅税產産鷗鴎祿禄"
)
LETTERS = {
    **dict(zip(map(ord, KANJI[::2]), KANJI[1::2], strict=True)),
    **{katakana: chr(katakana - 0x60) for katakana in range(ord("ァ"), ord("ヴ") + 1)},
    **dict(zip(map(ord, "ヵヶゕゖ"), "かけかけ", strict=True)),
    **dict(zip(map(ord, "āīūēōâîûêô"), "aiueoaiueo", strict=True)),
    **dict.fromkeys(
        [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x200B, 0x2010), 0x2060, 0xFEFF]
    ),
}
"""Letters, and what they are read as; None for what cannot be seen."""

JAPANESE = "[\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff]"
# JIS Z 8301 once told technical writers to drop the mark at the end of words of three sounds and more.
LONG_VOWEL = re.compile("(?<=[ァ-ヺー]{3})ー(?![ァ-ヺー])")
BETWEEN = re.compile(rf"(?<={JAPANESE})[\s・]+(?={JAPANESE})")
CLUSTER = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


def fold(text: str) -> str:
    """Give the one form of a text."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return BETWEEN.sub("", LONG_VOWEL.sub("", wide).translate(LETTERS))


def fold_in_place(text: str) -> tuple[str, list[Span]]:
    """Give the one form of a text, and for each of its letters the span of the text that it came from."""
    if unicodedata.is_normalized("NFKC", text) and len(folded := fold(text)) == len(text):
        return folded, [(at, at + 1) for at in range(len(text))]
    letters = list(_letters(text))
    letters = _without(letters, LONG_VOWEL)
    letters = [(read, span) for letter, span in letters if (read := letter.translate(LETTERS))]
    letters = _without(letters, BETWEEN)
    return "".join(letter for letter, _ in letters), [span for _, span in letters]


def _letters(text: str) -> Iterator[tuple[str, Span]]:
    for cluster in CLUSTER.finditer(text):
        for letter in unicodedata.normalize("NFKC", cluster.group()).casefold():
            yield letter, cluster.span()


def _without(letters: list[tuple[str, Span]], unread: re.Pattern[str]) -> list[tuple[str, Span]]:
    text = "".join(letter for letter, _ in letters)
    gone = {at for found in unread.finditer(text) for at in range(*found.span())}
    return [letter for at, letter in enumerate(letters) if at not in gone] if gone else letters
