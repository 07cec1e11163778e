"""Every sentence of the pages is there in Japanese, and none that is no longer said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_from_dir

from kg.language import catalogue

WEB = Path(__file__).parents[2] / "kg" / "web"
METHODS = [("templates/**.html", "jinja2.ext.babel_extract"), ("**.py", "python")]


def said() -> set[str]:
    """Give every template that templates and modules mark for translation."""
    found = extract_from_dir(WEB, METHODS, keywords={"_": None, "text": None})
    return {template for _, _, template, _, _ in found if isinstance(template, str)}


def translated() -> Iterator[tuple[str, str]]:
    for message in catalogue("ja", "web"):
        if message.id:
            yield str(message.id), str(message.string)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_sentence_is_there_in_japanese() -> None:
    assert said() - {template for template, string in translated() if string} == set()


def test_no_translation_is_left_of_what_is_no_longer_said() -> None:
    assert {template for template, _ in translated()} - said() == set()


def test_a_translation_has_the_values_of_its_sentence() -> None:
    assert [template for template, string in translated() if fields(template) != fields(string)] == []
