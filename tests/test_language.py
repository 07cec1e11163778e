"""Every sentence exists in Japanese and English, with the same values in it, and no translation is stale."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.cli import cli
from kg.language import catalogue, reader_language

PACKAGE = Path(__file__).parents[1] / "kg"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "pages" not in path.parts)
CORE = {str(entry.id): str(entry.string) for entry in catalogue("ja", "core") if entry.id}
# Where a template does not stand in the call itself, it stands under one of these names.
NAMES = {"template", "outcome", "verdict"}


def constants(node: ast.AST) -> Iterator[str]:
    return (
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def templates(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"Message", "say"} and isinstance(node.args[0], ast.Constant):
                yield from constants(node.args[0])
        elif isinstance(node, ast.Assign) and {getattr(target, "id", "") for target in node.targets} & NAMES:
            yield from constants(node.value)


def helps(command: click.Command) -> Iterator[str]:
    yield from filter(
        None, [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
    )
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            subcommand = command.get_command(context, name)
            assert subcommand
            yield from helps(subcommand)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_of_a_module_has_its_japanese(module: Path) -> None:
    assert [text for text in templates(module) if text not in CORE] == []


def test_every_help_text_has_its_japanese() -> None:
    ours = [
        text
        for text in helps(cli)
        if text not in ("Show the version and exit.", "Show this message and exit.")
    ]
    assert [text for text in ours if text not in CORE] == []


def test_no_translation_is_stale() -> None:
    used = {
        text
        for path in PACKAGE.rglob("*.py")
        for text in constants(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert [text for text in CORE if text not in used] == []


@pytest.mark.parametrize("english", CORE)
def test_a_translation_is_japanese_and_uses_the_same_values(english: str) -> None:
    assert fields(CORE[english]) == fields(english)
    words = any(char.isalpha() for text, *_ in string.Formatter().parse(english) for char in text)
    assert not words or any("ぁ" <= char <= "ヿ" or "一" <= char <= "鿿" for char in CORE[english])


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "ja_JP"}, "ja"),
    ],
)
def test_the_reader_s_language_comes_from_the_locale(environment: dict[str, str], language: str) -> None:
    assert reader_language(environment) == language
