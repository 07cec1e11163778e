"""The formats of documents: by suffix, and by how the bytes begin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

TEXT = 5_000_000
PACKED = 100_000_000
"""Bytes; the longest agreements have some hundred thousand, scanned pages and pictures more."""


@dataclass(frozen=True)
class Format:
    """A media type, the module of kg.document.parsers that reads it (none for text), the largest size."""

    media_type: str
    parser: str = ""
    largest: int = TEXT
    signature: bytes = b""


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    ".txt": Format("text/plain"),
    ".md": Format("text/markdown"),
    ".html": Format("text/html", "html"),
    ".htm": Format("text/html", "html"),
    ".csv": Format("text/csv", "table"),
    ".docx": Format(f"{OFFICE}.wordprocessingml.document", "word", PACKED, b"PK\x03\x04"),
    ".xlsx": Format(f"{OFFICE}.spreadsheetml.sheet", "workbook", PACKED, b"PK\x03\x04"),
    ".xlsm": Format("application/vnd.ms-excel.sheet.macroenabled.12", "workbook", PACKED, b"PK\x03\x04"),
    ".pdf": Format("application/pdf", "pdf", PACKED, b"%PDF-"),
}
# How files of formats begin that are known by it; a PDF may have some bytes before it.
SIGNATURES = {
    b"PK\x03\x04": "Word, Excel, ZIP",
    b"%PDF-": "PDF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Word 97, Excel 97",
    b"{\\rtf": "RTF",
}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream of a compound file that holds an encrypted Office document (MS-OFFCRYPTO).
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def format_of(path: str) -> Format:
    """Give the format that the suffix of a path names; KeyError when it names none."""
    return FORMATS[PurePath(path).suffix.lower()]


def signature_of(content: bytes) -> str:
    """Name the format that the bytes begin like; empty when they begin like text."""
    return next((name for sign, name in SIGNATURES.items() if content.startswith(sign)), "")
