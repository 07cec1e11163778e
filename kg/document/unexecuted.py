"""Texts in CSV that a spreadsheet program would take for formulas (OWASP, “CSV Injection”), guarded."""

from __future__ import annotations

import re

# Also full-width: Excel in Japanese folds them as one types.
DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
GUARD = "'"


def guarded(text: str) -> str:
    """Write an apostrophe before a text that begins like a formula; one that has it already gets another."""
    return GUARD + text if DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Give the text that `guarded` was given."""
    bare = text.removeprefix(GUARD)
    return bare if bare != text and DANGEROUS.match(bare) else text
