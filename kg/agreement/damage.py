"""Damage that text extraction leaves: repaired for recognition where that is certain."""

from __future__ import annotations

import re

PAGE_NUMBER = re.compile(
    r"[-–—‐]\s*[0-9]{1,4}\s*[-–—‐]|[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?|[0-9]{1,4}\s*(?:頁|ページ)"
)


def spaced(words: str) -> str:
    """Give a pattern for fixed words that may be letter-spaced: 取 組 内 容."""
    return r"\s?".join(map(re.escape, words))
