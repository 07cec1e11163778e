"""The marks of items in an outline: (1), ア, (a), ⅰ …, and which of them are alike."""

from __future__ import annotations

import re

NUMBER = {
    "digit": "[0-9]+",
    "kanji": "[一二三四五六七八九十]+",
    "kana": "[ア-ン]",
    "upper": "[A-Z]+",
    "lower": "[a-z]+",
}
ANY = "|".join(NUMBER.values())
# Without brackets a mark is told from the first letter of a word by what follows it.
MARK = rf"(?:[【\[(]\s?第?(?:{ANY})\s?[)\]】]|第?(?:{ANY})(?:[.,、:)]|\s))[.,、:\s]*"
HEADED = re.compile(rf"(?:{MARK})?(?P<words>\S.*[^。｡])")


def style_of(line: str) -> str:
    """Name the style of the mark that a line begins with: (1) is another than 1; empty for none."""
    match = re.match(MARK, line)
    if match is None:
        return ""
    kind = next(name for name, form in NUMBER.items() if re.search(form, match[0]))
    return f"({kind})" if match[0][0] in "【[(" else kind
