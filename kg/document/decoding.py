"""Bytes of a text file → the stored text, in the registered encoding."""

from __future__ import annotations

import re

from kg.document.register import Source
from kg.errors import DocumentError, Message, Problem

JAPANESE_ENCODINGS = {"cp932": "Shift_JIS (cp932)", "euc_jp": "EUC-JP (euc_jp)"}
HIRAGANA = re.compile("[ぁ-ん]")


def decode(content: bytes, source: Source) -> str:
    """Decode to the stored text: no byte order mark, LF line ends (RFC 5147 counts a line end as one)."""
    try:
        text = content.decode(source.encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError([Problem(*_encoding_advice(content, source), source.path, line)]) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding_advice(content: bytes, source: Source) -> tuple[Message, Message]:
    likely = _likely_encoding(content)
    if likely is None:
        return (
            Message("The file is not text in {encoding}.", {"encoding": source.encoding or "utf-8"}),
            Message("Save it as UTF-8 text and register it again."),
        )
    named = {"encoding": source.encoding or "utf-8", "likely": JAPANESE_ENCODINGS[likely]}
    return (
        Message("The file is not {encoding}; it looks like {likely}.", named),
        Message(
            "Write {likely} in the column “encoding” of sources.csv, and it will be decoded.",
            {"likely": likely},
        ),
    )


def _likely_encoding(content: bytes) -> str | None:
    for encoding in JAPANESE_ENCODINGS:
        try:
            if HIRAGANA.search(content.decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    return None
