"""The form (様式) in which an agreement is written as a spreadsheet: its tables and columns."""

from __future__ import annotations

from dataclasses import dataclass

GUIDE = "使い方"
FINDINGS = "確認結果"
FINDINGS_HEAD = f"{FINDINGS}（kg check が作成）"


@dataclass(frozen=True)
class Column:
    """A column of a table, or a labelled line of the first one: key, label, explanation, width on screen.

    One that is `required` is filled in wherever the line is. `options` names what may be chosen in it: a list
    of the lexicon, the pillars, or what another table names. `since` is the edition that has it first.
    """

    key: str
    label: str
    note: str
    width: int = 20
    required: bool = False
    options: str = ""
    since: int = 1


@dataclass(frozen=True)
class Table:
    """A table: the sheet that holds it, its columns, how many lines may be filled in, what to do.

    One that is `needed` must be in the form, also where it has no line.
    """

    sheet: str
    columns: tuple[Column, ...]
    lines: int
    note: str
    needed: bool = False

    @property
    def labels(self) -> list[str]:
        """Give the words of its head."""
        return [column.label for column in self.columns]


PARTICULARS = Table(
    "協約",
    (
        Column("document_title", "文書の題名", "表紙の題名（…連携協約書）。題名と同じなら空欄"),
        Column("title", "題名", "必須。この文書の題名（…連携協約、…変更連携協約）", required=True),
        Column("dated", "文書の日付", "原文のとおり（例：令和7年3月31日、日が空欄なら 令和7年3月 日）"),
        Column("kind", "文書の種類", "必須。一覧から選ぶ", required=True, options="kind"),
        Column("agreement_title", "協約の題名", "変更・全部変更のときは必須。変更される協約の題名"),
        Column(
            "covers",
            "対象範囲",
            "必須。一覧から選ぶ。変更なら「別表」、ほかは「協約全体」",
            required=True,
            options="covers",
        ),
        Column(
            "basis",
            "根拠規定",
            "前文が挙げる規定。原文のとおり（例：地方自治法第252条の2第1項）。複数なら一行に一つ。なければ空欄",
            since=2,
        ),
        Column(
            "status",
            "状態",
            "一覧から選ぶ。原文から分からなければ空欄。締結済みなら日付が必要",
            options="status",
        ),
        Column(
            "applicable_from",
            "適用開始日",
            "定めがあれば原文のとおり（例：令和7年4月1日）。締結の日からなら「締結の日」",
        ),
        Column("applicable_until", "適用終了日", "期間の終わりの日の定めがあれば原文のとおり"),
        Column(
            "term",
            "期間の年数",
            "年数で定める期間は原文のとおり（例：5年間）。終わりの日は適用開始日から数える",
            since=2,
        ),
        Column(
            "renewal",
            "更新の定め",
            "期間を更新する定めがあれば、その一文を原文のとおり。申出がなければ更新されるなら、終わりの日は公開しない",
            since=2,
        ),
        Column(
            "schedule_heading",
            "別表の見出し",
            "原文のとおり（例：別表（第3条関係））。複数なら一行に一つ",
        ),
    ),
    1,
    "協約の文書に書かれているとおりに記入してください。書かれていないことは空欄のままにします。",
)
PARTIES = Table(
    "協約",
    (
        Column("designation", "呼称", "甲、乙、丙など。定めがなければ空欄", 16),
        Column(
            "name", "名称", "必須。岡山市など。同名の団体があれば「広島県府中市」のように", 60, required=True
        ),
        Column("address", "所在地", "署名欄の住所。なければ空欄", 60),
        Column("signatory", "署名者の職名", "岡山市長など。氏名は書かない", 24),
    ),
    10,
    "当事者を、協約書の順に一行に一つずつ記入してください。",
    needed=True,
)
INITIATIVES = Table(
    "取組",
    (
        Column("pillar", "政策の柱", "必須。一覧から選ぶ", 34, required=True, options="pillar"),
        Column("heading", "取組の名称", "必須。別表の見出しのとおり", 34, required=True),
        Column("content", "取組内容", "必須。原文のとおり", 80, required=True),
    ),
    300,
    "別表の取組を、原文の順に一行に一つずつ記入してください。",
    needed=True,
)
WHICH_INITIATIVE = Column(
    "initiative",
    "取組の名称",
    "必須。「取組」シートの名称から選ぶ",
    34,
    required=True,
    options="initiatives",
)
ROLES = Table(
    "役割",
    (
        WHICH_INITIATIVE,
        Column(
            "party",
            "当事者",
            "必須。呼称（甲など）。定めがなければ名称",
            12,
            required=True,
            options="parties",
        ),
        Column("text", "役割", "必須。原文の文をそのまま", 70, required=True),
        Column(
            "kind",
            "役割の種類",
            "空欄なら文から読み取る。文から読み取れない種類なら、右の三つも書く",
            14,
            options="role",
        ),
        Column("who", "判断した者", "種類を人が判断したときだけ。職名（氏名は書かない）", 18),
        Column("when", "判断した日", "種類を人が判断したときだけ（例：2026-11-26）", 16),
        Column("why", "判断の理由", "種類を人が判断したときだけ。原文と読み比べて確かめられる理由", 40),
    ),
    1500,
    "取組ごとに、当事者一者につき一行で記入してください。役割の定めがない協約では空のままにします。",
    needed=True,
)
COSTS = Table(
    "費用",
    (
        WHICH_INITIATIVE,
        Column(
            "party",
            "負担する当事者",
            "その当事者の分担なら呼称（甲など）。当事者全体についての定めなら空欄",
            18,
            options="parties",
        ),
        Column("label", "欄の見出し", "原文の欄や行の見出し（費用分担、甲の費用負担など）。なければ空欄", 30),
        Column(
            "text",
            "費用分担",
            "必須。原文のとおり（例：「全額」「費用は、甲及び乙が折半する。」）",
            70,
            required=True,
        ),
    ),
    300,
    "費用分担が、役割とは別の欄や行にあるときに、一つずつ記入してください。役割の文や条文の中の費用の定めは、そこから読み取ります。",
)
ARTICLES = Table(
    "条文",
    (
        Column("number", "条", "必須。第1条、第2条の2など", 14, required=True),
        Column("caption", "見出し", "（目的）など。なければ空欄", 24),
        Column("text", "条文", "必須。条名の後の文をそのまま", 100, required=True),
    ),
    100,
    "本則の条文を、一行に一条ずつ記入してください。別表だけを改める文書では空のままにします。",
)
PROCEDURE = Table(
    "手続",
    (
        Column(
            "words",
            "告示・議決",
            "必須。番号まで原文のとおり（例：岡山市告示第12号、総社市議会議決第5号）",
            40,
            required=True,
        ),
        Column("dated", "告示・議決の日", "番号とともに書かれていれば原文のとおり（例：令和7年3月28日）", 30),
    ),
    30,
    "文書に告示や議会の議決が書かれていれば、一行に一つずつ、原文の順に記入してください。",
)
TABLES = {
    "particulars": PARTICULARS,
    "parties": PARTIES,
    "initiatives": INITIATIVES,
    "roles": ROLES,
    "costs": COSTS,
    "articles": ARTICLES,
    "procedure": PROCEDURE,
}
SHEETS = tuple(dict.fromkeys(table.sheet for table in TABLES.values()))
ITEM, VALUE, NOTE = "項目", "記入欄", "説明"
