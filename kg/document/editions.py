"""Editions of the form (様式): the words at the top of its sheets name one of them."""

from __future__ import annotations

import re

NAME = "連携協約記入様式"
EDITIONS = (1, 2)
"""Those that are read; the last is the one that is written."""


def _named(edition: int) -> str:
    return f"{NAME} 第{edition}版"


EDITION = _named(EDITIONS[-1])
NUMBERS = {_named(edition): edition for edition in EDITIONS}
HEAD = re.compile(rf"(?P<edition>{'|'.join(map(re.escape, NUMBERS))}) 【(?P<sheet>.+)】")


def head_of(sheet: str) -> str:
    """Give the words at the top of a sheet."""
    return f"{EDITION} 【{sheet}】"


def headed(words: str) -> str | None:
    """Name the sheet that these words head, in any edition; None when they head none."""
    match = HEAD.fullmatch(words.strip())
    return match["sheet"] if match else None


def edition_of(words: str) -> int:
    """Give the edition of the form whose sheet these words head; 0 when they head none."""
    match = HEAD.fullmatch(words.strip())
    return NUMBERS[match["edition"]] if match else 0
