"""The encodings of Japanese text files."""

from __future__ import annotations

import codecs

from kg.apart import RefusedError

# What browsers and spreadsheet programs mean by these names (WHATWG Encoding Standard).
MEANT = {"shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "sjis": "cp932"}


def decode(content: bytes, encoding: str) -> str:
    """Decode without a byte order mark; RefusedError with the line that does not fit."""
    name = MEANT.get(encoding.lower(), encoding)
    try:
        return content.decode(codecs.lookup(name).name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RefusedError("encoding", name, content.count(b"\n", 0, error.start) + 1) from error
    except LookupError as error:
        raise RefusedError("encoding", name) from error
