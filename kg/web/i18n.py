"""The reader's language, and the pages' own words in it.

The address decides (`/ja/…`, `/en/…`), then `?lang=`, then Accept-Language. English templates are the keys of
`kg/locale/ja/web.po`, which is read as it is: no compiled catalogue has to be kept in step.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from urllib.parse import quote, urlencode

from babel.dates import format_date
from flask import Flask, Request, request
from markupsafe import Markup, escape

from kg.errors import Message
from kg.language import LANGUAGES, translate

# Kana, kanji, and the punctuation and full-width forms among them.
JAPANESE = re.compile("([\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+)")
LOCALES = {"ja": "ja", "en": "en_GB"}
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def register(app: Flask) -> None:
    """Give templates `_` for the pages' own words, and the language they are in."""
    app.jinja_env.globals["_"] = text
    app.jinja_env.filters["declared"] = declared
    app.jinja_env.filters["day"] = day
    app.context_processor(lambda: {"language": language(), "languages": links()})


def language() -> str:
    """Tell the language of the answer to this request: "ja" or "en"."""
    return language_of(request)


def language_of(asked: Request) -> str:
    """Tell the language that a request asks for; Japanese unless it says otherwise."""
    in_path = asked.path.split("/", 2)[1]
    if in_path in LANGUAGES:
        return in_path
    if asked.args.get("lang") in LANGUAGES:
        return asked.args["lang"]
    otherwise = "en" if asked.accept_languages else "ja"
    return asked.accept_languages.best_match(LANGUAGES, otherwise) or otherwise


def text(template: str, **values: object) -> Markup:
    """Give one of the pages' own sentences in the reader's language, its values escaped."""
    if not values:
        return _sentence(template, language())
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(translate(Message(template, escaped), language(), "web"))


@cache
def _sentence(template: str, name: str) -> Markup:
    return Markup(translate(template, name, "web"))


def declared(words: str, name: str | None = None) -> Markup:
    """Declare the Japanese inside a text as Japanese (WCAG 2.2, 3.1.2), where the text itself is English."""
    if (name or language()) != "en":
        return escape(words)
    span = Markup('<span lang="ja">{}</span>')
    pieces = JAPANESE.split(words)
    return Markup().join(span.format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def day(iso: str) -> Markup:
    """Write a day as the reader writes it, with its ISO form for programs."""
    words = format_date(date.fromisoformat(iso), "long", locale=LOCALES[language()])
    return Markup('<time datetime="{}">{}</time>').format(iso, words)


def links() -> dict[str, str]:
    """Give the address of this very page in each language."""
    return {name: in_language(name) for name in LANGUAGES}


def in_language(name: str) -> str:
    """Give the address of this page in a language: by its path, or else by `?lang=`."""
    in_path = request.path.split("/", 2)[1]
    arguments = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    if in_path in LANGUAGES:
        path = f"/{name}{request.path.removeprefix('/' + in_path)}"
    else:
        path, arguments = "/" + request.path.lstrip("/"), [*arguments, ("lang", name)]
    return quote(path) + ("?" + urlencode(arguments) if arguments else "")
