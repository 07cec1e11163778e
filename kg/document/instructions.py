"""What the form itself says to whoever fills it in, in this edition and in earlier ones."""

from __future__ import annotations

from kg.document.form import GUIDE, ITEM, NOTE, TABLES, VALUE

INSTRUCTIONS = (
    "1　「協約」「取組」「役割」の順に、白い欄へ記入します。灰色の欄は様式の文字で、変更できません。"
    "「費用」「条文」「手続」には、文書に書かれているときだけ記入します。",
    "2　文書に書かれている文字を、そのまま写してください。補ったり、言い換えたりしません。",
    "3　一覧のある欄では、欄を選ぶと右に出る▼から選びます。",
    "4　役割の種類は、ふつう空欄にします。「中心となって」「協力して」などの語から読み取ります。",
    "5　文から読み取れない種類は、人の判断として公開します。判断した者の職名、日、理由も書いてください。",
    "6　計算式は使わないでください。セルの結合、行や列の非表示もしないでください。",
    "7　記入したら「kg check ファイル名」で確かめます。直すセルにコメントを付けた写しができます。",
    "8　直すところがなくなったら「kg add ファイル名」で登録します。",
)
# What the first edition says otherwise.
EARLIER = (
    "1　「協約」「取組」「役割」「条文」の順に、白い欄へ記入します。灰色の欄は様式の文字で、変更できません。",
    "定めがあれば原文のとおり（例：令和7年4月1日）",
    "期間の定めがあれば原文のとおり",
)
OWN = {
    GUIDE,
    *INSTRUCTIONS,
    *EARLIER,
    *(ITEM, VALUE, NOTE),
    *(table.note for table in TABLES.values()),
    *(text for table in TABLES.values() for column in table.columns for text in (column.label, column.note)),
}
"""The words of the form itself: what stands in its cells besides is the document's."""
