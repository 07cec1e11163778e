"""The columns of the CSV tables, for programs: a Frictionless data package, and CSVW metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kg.release.datasets import Words
from kg.release.kinds import Kinds
from kg.release.manifest import File
from kg.release.publisher import Publisher

CSVW = "http://www.w3.org/ns/csvw"


@dataclass(frozen=True)
class Column:
    """A column: its name in the first line, what it holds, its type in XML Schema's words."""

    name: str
    title: Words
    type: str = "string"


def _column(name: str, japanese: str, english: str, type: str = "string") -> Column:
    return Column(name, {"ja": japanese, "en": english}, type)


AGREEMENT = _column("agreement", "協約の識別子", "agreement's identifier")
VERSION = _column("version", "版の識別子", "version's identifier")
STATUS = _column("status", "状態", "status")
POSITION = _column("position", "別表での番号", "number in the schedule", "integer")
INITIATIVE = _column("initiative", "取組の見出し", "heading of the initiative")
TABLES: dict[str, Words] = {
    "initiatives": {"ja": "取組", "en": "initiatives"},
    "roles": {"ja": "役割", "en": "roles"},
}
"""What each table lists."""
COLUMNS = {
    "initiatives": (
        AGREEMENT,
        VERSION,
        STATUS,
        POSITION,
        _column("pillar_number", "柱の番号", "number of the pillar"),
        _column("pillar", "柱", "pillar"),
        INITIATIVE,
        _column("content", "取組内容", "content"),
        _column("arrangement", "役割分担の型", "arrangement of roles"),
        _column("iri", "取組の IRI", "IRI of the initiative", "anyURI"),
    ),
    "roles": (
        AGREEMENT,
        VERSION,
        STATUS,
        POSITION,
        INITIATIVE,
        _column("code", "全国地方公共団体コード", "local government code"),
        _column("government", "地方公共団体", "local government"),
        _column("kind", "役割の種類", "kind of role"),
        _column("text", "役割の原文", "words of the role"),
        _column("passage", "原文の該当箇所の IRI", "IRI of the passage", "anyURI"),
    ),
}
FRICTIONLESS_TYPES = {"string": "string", "integer": "integer", "anyURI": "string"}


def data_package(publisher: Publisher, kinds: Kinds, tables: dict[str, File]) -> bytes:
    """Describe the tables as a Frictionless data package (v1); `tables` are their files by name."""
    described = {
        "profile": "tabular-data-package",
        "name": "renkei",
        "title": kinds.title()["ja"],
        "description": kinds.description()["ja"],
        "licenses": [{"path": publisher.licence}],
        "contributors": [{"title": publisher.name["ja"], "role": "publisher"}],
        "resources": [_resource(name, file) for name, file in tables.items()],
    }
    return _json(described)


def _resource(name: str, file: File) -> dict[str, object]:
    fields = [
        {
            "name": column.name,
            "title": column.title["ja"],
            "description": column.title["en"],
            "type": FRICTIONLESS_TYPES[column.type],
        }
        | ({"format": "uri"} if column.type == "anyURI" else {})
        for column in COLUMNS[name]
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "header": True},
        "schema": {"fields": fields},
    }


def csvw_metadata(publisher: Publisher, kinds: Kinds, tables: dict[str, File]) -> bytes:
    """Describe the tables in CSV on the Web metadata, to lie beside them as csv-metadata.json."""
    described = {
        "@context": CSVW,
        "dc:title": _texts(kinds.title()),
        "dc:license": {"@id": publisher.licence},
        "dialect": {"lineTerminators": ["\r\n"]},
        "tables": [{"url": f"{name}.csv", "tableSchema": _schema(name)} for name in tables],
    }
    return _json(described)


def _schema(name: str) -> dict[str, object]:
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "dc:description": _texts(column.title),
            "datatype": column.type,
        }
        for column in COLUMNS[name]
    ]
    return {"columns": columns}


def _texts(words: Words) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in words.items()]


def _json(described: object) -> bytes:
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
