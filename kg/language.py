"""Translation: English templates are the keys, `locale/<language>/<domain>.po` holds the Japanese."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kg.errors import Message

LANGUAGES = ("ja", "en")
DOMAINS = ("core", "web")
# What a terminal would obey or hide instead of showing: controls, separators, format characters.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


@cache
def catalogue(language: str, domain: str) -> Catalog:
    """Read the catalogue of one domain; English needs none, its text is the key."""
    with (files("kg") / "locale" / language / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale=language, domain=domain)


def translate(message: Message | str, language: str, domain: str = "core") -> str:
    """Give the message in `language` ("ja" or "en"); an untranslated one stays English."""
    if isinstance(message, str):
        message = Message(message)
    values = {name: _value(value, language, domain) for name, value in message.values.items()}
    return _template(message.template, language, domain).format(**values)


def reader_language(environment: Mapping[str, str] = os.environ) -> str:
    """Tell the language at the terminal: Japanese, unless the locale, in POSIX order, is English."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "ja"


def visible(text: str) -> str:
    """Write out what could not be seen, so that the line is one line and says what it holds."""
    return UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04X}", text)


def _value(value: object, language: str, domain: str) -> object:
    return translate(value, language, domain) if isinstance(value, Message) else value


def _template(template: str, language: str, domain: str) -> str:
    if language == "en":
        return template
    found = catalogue(language, domain).get(template)
    return str(found.string) if found and found.string else template
