"""Names in Latin letters: one form for Sōja, Soja, Souja and Sôja, shi and si, Gunma and Gumma.

The form is a key to find readings by; it is never shown, because no source states it.
"""

from __future__ import annotations

import re
import unicodedata

import jaconv

# Hepburn and what keyboards take become the regular rows of Kunrei; then long vowels become short.
STEPS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("[^a-z]", ""),
        ("tch", "cch"),
        ("cch(?=[auoe])", "tty"),
        ("cchi?", "tti"),
        ("ch(?=[auoe])", "ty"),
        ("chi?", "ti"),
        ("sh(?=[auoe])", "sy"),
        ("shi?", "si"),
        ("tsu?", "tu"),
        ("j(?=[auoe])", "zy"),
        ("ji?|di", "zi"),
        ("dzu?|du", "zu"),
        ("fu", "hu"),
        ("m(?=[bmp])", "n"),
        ("ou|oo|oh(?![aiueo])", "o"),
        ("uu", "u"),
    )
]


def key(name: str) -> str:
    """Give the key of a name in Latin letters, or of its beginning."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    for pattern, replacement in STEPS:
        plain = pattern.sub(replacement, plain)
    return plain


def key_of_kana(kana: str) -> str:
    """Give the key of a reading in kana."""
    return key(jaconv.kana2alphabet(jaconv.kata2hira(kana)))
