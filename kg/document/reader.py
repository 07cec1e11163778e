"""Reads a registered file as text: right bytes, right encoding, only characters that can be published."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from kg.document.model import Document, compose
from kg.document.register import Source
from kg.errors import DocumentError, Message, Problem

JAPANESE_ENCODINGS = {"cp932": "Shift_JIS (cp932)", "euc_jp": "EUC-JP (euc_jp)"}
HIRAGANA = re.compile("[ぁ-ん]")
# White space apart, these cannot be seen, reorder what is seen (Trojan Source), or break RDF/XML.
UNSEEN = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}
LAYOUT = {"\n", "\t"}
LARGEST = 5_000_000
"""Bytes; the longest agreements have some hundred thousand."""
PACKED = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")


def read(source: Source, directory: Path) -> Document:
    """Read the file that `source` registers below `directory`; DocumentError says what to mend and where."""
    content = _bytes(directory, source)
    text = _decode(content, source)
    _refuse(_unreadable(text, source))
    return compose(source.id, source.path, hashlib.sha256(content).hexdigest(), text)


def _bytes(directory: Path, source: Source) -> bytes:
    path = (directory / source.path).resolve()
    if not path.is_file() or not path.is_relative_to(directory.resolve()):
        what = Message("The registered file is missing, or lies outside the data directory.")
        remedy = Message("Put the file there, or correct the column “path” of sources.csv.")
        raise DocumentError([Problem(what, remedy, source.path)])
    if path.stat().st_size > LARGEST:
        what = Message("The file is larger than {limit} MB.", {"limit": LARGEST // 1_000_000})
        remedy = Message("An agreement is text of some pages: check that this is the right file.")
        raise DocumentError([Problem(what, remedy, source.path)])
    content = path.read_bytes()
    if content.startswith(PACKED):
        what = Message("The file is a Word, PDF or ZIP file, not text.")
        raise DocumentError(
            [Problem(what, Message("Save it as text (UTF-8) and register that."), source.path)]
        )
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.sha256:
        what = Message("The file is not the one registered: its sha256 is {sha256}.", {"sha256": digest})
        remedy = Message(
            "Restore the file, or, if it was replaced on purpose, register its sha256 in sources.csv."
        )
        raise DocumentError([Problem(what, remedy, source.path)])
    return content


def _decode(content: bytes, source: Source) -> str:
    """Decode to the stored text: no byte order mark, LF line ends (RFC 5147 counts a line end as one)."""
    try:
        text = content.decode(source.encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError([Problem(*_encoding_advice(content, source), source.path, line)]) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding_advice(content: bytes, source: Source) -> tuple[Message, Message]:
    likely = _likely_encoding(content)
    if likely is None:
        return (
            Message("The file is not text in {encoding}.", {"encoding": source.encoding}),
            Message("Save it as UTF-8 text and register it again."),
        )
    named = {"encoding": source.encoding, "likely": JAPANESE_ENCODINGS[likely]}
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


def _unreadable(text: str, source: Source) -> list[Problem]:
    if not text.strip():
        what = Message("The file is empty.")
        return [Problem(what, Message("Put the agreement's text into it."), source.path)]
    return [
        _unseen_character(char, source, number)
        for number, line in enumerate(text.split("\n"), start=1)
        for char in sorted(set(line))
        if unicodedata.category(char) in UNSEEN and char not in LAYOUT
    ]


def _unseen_character(char: str, source: Source, line: int) -> Problem:
    code = f"U+{ord(char):04X}"
    what = Message(
        "An invisible control or direction character: {code} {name}.", {"code": code, "name": _name(char)}
    )
    return Problem(what, Message("Delete it and register the file again."), source.path, line)


def _name(char: str) -> str:
    return unicodedata.name(char, "").lower()


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise DocumentError(problems)
