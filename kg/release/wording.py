"""What the catalogue says of each kind of data set, in Japanese and English; names fill the gaps."""

from __future__ import annotations

from kg.release.datasets import Words

TITLE_OF_ALL = {"ja": "{agreements}ナレッジグラフ", "en": "Knowledge graph of {agreements}"}
DESCRIPTION_OF_ALL = {
    "ja": "市町村が結ぶ{agreements}の取組と役割分担を、原文の該当箇所とともに記述したデータ。",
    "en": "What local governments do together under {agreements}, with the words that say so.",
}

# CKAN names a data set by what is ASCII in its title: in Japanese that is the identifier.
TITLE = {
    "whole": {"ja": "{agreements}ナレッジグラフ全体（renkei）", "en": "All {agreements} (renkei)"},
    "agreement": {"ja": "{title}（agreement-{id}）", "en": "Agreement {id}: {title}"},
    "version": {"ja": "{title}（version-{id}_{version}）", "en": "Version {id} {version}: {title}"},
    "text": {"ja": "{title}の原文（text-{id}）", "en": "Text {id}: {title}"},
    "series": {"ja": "{title}の各版（series-{id}）", "en": "Versions of {id}: {title}"},
    "reference": {
        "ja": "{agreements}に現れる地方公共団体と圏域（reference）",
        "en": "Local governments and areas named by the agreements (reference)",
    },
    "vocabulary": {
        "ja": "連携協約等の語彙（vocabulary）",
        "en": "Vocabulary of agreements between local governments (vocabulary)",
    },
    "shapes": {
        "ja": "連携協約等のデータの検証規則（shapes）",
        "en": "Rules for data on agreements between local governments (shapes)",
    },
}

DESCRIPTION = {
    "whole": DESCRIPTION_OF_ALL,
    "agreement": {
        "ja": "{parties}の{agreement}について、収録したすべての版の取組と役割分担を、"
        "原文の該当箇所とともに記述したデータ。{standing}",
        "en": "What {parties} do together under their {agreement}, in every version on record, "
        "with the words that say so. {standing}",
    },
    "version": {
        "ja": "{parties}の{agreement}のうち、版「{version}」の取組と役割分担を記述したデータ。{standing}",
        "en": "What {parties} do together under version {version} of their {agreement}. {standing}",
    },
    "text": {
        "ja": "データのもとになった文書の全文（UTF-8）。引用箇所の位置は、この文字の並びで数える。{standing}",
        "en": "The whole text of the document that the data were read from (UTF-8). Passages are counted "
        "in its characters. {standing}",
    },
    "series": {
        "ja": "{parties}の{agreement}の版を、登録した順に並べたもの。",
        "en": "The versions of the {agreement} of {parties}, in registered order.",
    },
    "reference": {
        "ja": "協約に現れる市町村、都道府県、圏域の名称と番号。協約の外の事実には典拠を付す。",
        "en": "Names and codes of the municipalities, prefectures and areas that the agreements name, each "
        "fact with its source.",
    },
    "vocabulary": {
        "ja": "協約、当事者、版、取組、役割、引用を記述する語彙と概念、他の語彙との対応。",
        "en": "Terms and concepts for agreements, parties, versions, initiatives, roles and passages, with "
        "mappings to other vocabularies.",
    },
    "shapes": {
        "ja": "データが公開前に満たす規則（SHACL）。何をどう直すかを日英で述べる。",
        "en": "What the data meet before they are published (SHACL); each rule says in both languages "
        "what to mend.",
    },
}

DRAFT = {
    "ja": "版「{version}」は案であり、締結されたとは限らない。",
    "en": "Version {version} is a draft: it does not say that it was concluded.",
}
NOT_DRAFT = {"ja": "", "en": ""}
SOME_DRAFTS = {
    "ja": "{description}案を含み、案は締結されたとは限らない。",
    "en": "{description} It holds drafts, of which it does not say that they were concluded.",
}

COMPILED = {
    "ja": "編集したデータは表示の利用許諾による。引用した原文は、条件が不明のものを含み、対象外。",
    "en": "The licence covers the compiled data, not quoted texts, some of which are of unknown licence.",
}
OWN = {"ja": "表示の利用許諾による。", "en": "Under the licence that is stated."}
UNKNOWN = {
    "ja": "原文の利用条件は不明。当方は許諾を与えない。",
    "en": "The licence of this text is unknown; none is granted here.",
}

READ_FROM = {
    "ja": "登録した文書を読み取り、規則により検証した（最終受領日：{received}）。",
    "en": "Read from registered documents, the last received on {received}, and validated.",
}
RECEIVED = {
    "ja": "{origin}（受領日：{received}）。",
    "en": "Text as received on {received}; its origin is stated in Japanese.",
}
WRITTEN = {"ja": "当プロジェクトが作成した。", "en": "Written by this project."}
FROM_REGISTERS = {
    "ja": "典拠を付した台帳から作成した。",
    "en": "Compiled from registers that name the source of each fact.",
}

KEYWORDS = {
    "ja": ("広域連携", "地方自治"),
    "en": ("inter-municipal cooperation", "local government", "linked data"),
}
EUROPEAN_THEMES = {
    "http://publications.europa.eu/resource/authority/data-theme/GOVE": {
        "ja": "行政・公共部門",
        "en": "Government and public sector",
    },
    "http://publications.europa.eu/resource/authority/data-theme/REGI": {
        "ja": "地域・都市",
        "en": "Regions and cities",
    },
}


TOGETHER = {"ja": "{first}等", "en": "agreements between local governments"}
"""What several kinds of agreement are called in a title; `first` is the first of them."""


def fill(words: Words, **values: object) -> Words:
    """Fill the gaps of a text in both languages; a value may itself be a text in both."""
    return {language: _fill(words[language], language, values) for language in ("ja", "en")}


def _fill(template: str, language: str, values: dict[str, object]) -> str:
    chosen = {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}
    return template.format(**chosen).strip()


ENDPOINT = {
    "title": {"ja": "SPARQL エンドポイント", "en": "SPARQL endpoint"},
    "description": {
        "ja": "ナレッジグラフ全体に SPARQL 1.1 で問い合わせる。読み取りのみ。",
        "en": "Answers SPARQL 1.1 queries over the whole knowledge graph; for reading only.",
    },
}
PORTAL = {
    "title": {"ja": "CKAN アクション API", "en": "CKAN Action API"},
    "description": {
        "ja": "この目録を、CKAN のポータルが収集する形で返す。読み取りのみ。",
        "en": "Gives this catalogue in the form that CKAN portals harvest; for reading only.",
    },
}
QUESTIONS = {
    "title": {"ja": "問いの API", "en": "API of questions"},
    "description": {
        "ja": "決まった問いに、市町村などを指定して、JSON、CSV、Turtle で答える。",
        "en": "Answers given questions, about a chosen municipality and the like, in JSON, CSV and Turtle.",
    },
}
DISTRIBUTION = {"ja": "{format}（{name}）", "en": "{format} ({name})"}
PACKED_DISTRIBUTION = {"ja": "{format}、gzip 圧縮（{name}）", "en": "{format}, compressed ({name})"}
