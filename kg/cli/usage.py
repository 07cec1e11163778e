"""What is wrong with a call, in the reader's language: click finds it, in English, and we say it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

import click

from kg.errors import Message
from kg.language import LANGUAGES, translate, visible

QUOTE = "['\"]"
"""What Python quotes a value with: the other mark where the value holds one."""
FOUND = {
    r"No such option '(?P<name>.*)'\.": Message("There is no option {name}."),
    r"No such command '(?P<name>.*)'\.": Message("There is no command {name}."),
    r"Missing command\.": Message("Name a command."),
    r"Option '(?P<name>.*)' requires an argument\.": Message("The option {name} needs a value."),
    r"Option '(?P<name>.*)' does not take a value\.": Message("The option {name} takes no value."),
    r"Got unexpected extra arguments? \((?P<words>.*)\)": Message("This is too much: {words}"),
    r"\w+ '(?P<path>.*)' does not exist\.": Message("{path} does not exist."),
    r"\w+ '(?P<path>.*)' is a file\.": Message("{path} is a file, not a directory."),
    r"\w+ '(?P<path>.*)' is a directory\.": Message("{path} is a directory, not a file."),
    r"\w+ '(?P<path>.*)' is not readable\.": Message("{path} cannot be read. Look at its permissions."),
    r"\w+ '(?P<path>.*)' is not writable\.": Message("{path} cannot be written. Look at its permissions."),
    r"'(?P<value>.*)' is not one of (?P<choices>.*)\.": Message("{value} is none of {choices}."),
    r"'(?P<value>.*)' is not '(?P<choice>.*)'\.": Message("{value} is not {choice}."),
    r"'(?P<value>.*)' is not a valid integer( range)?\.": Message("{value} is no whole number."),
    r"'(?P<value>.*)' is not a valid float( range)?\.": Message("{value} is no number."),
    r"'(?P<value>.*)' is not a valid boolean\. .*": Message("{value} is neither true nor false."),
    r"(?P<value>.*) is not in the range (?P<range>.*)\.": Message("{value} is not in the range {range}."),
    r"'(?P<value>.*)' does not match the formats? (?P<formats>.*)\.": Message(
        "{value} is no date of the form {formats}."
    ),
}
"""By the sentence that click makes, ours."""


def language_named(arguments: Sequence[str]) -> str | None:
    """Tell which language a call asks for by --lang; it may be wrong otherwise."""
    following = zip(arguments, [*arguments[1:], ""], strict=True)
    named = [value for one, value in following if one == "--lang"]
    named += [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    return next((name for name in named if name in LANGUAGES), None)


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """Say in this language what is wrong with a call; English is click's own."""
    try:
        yield
    except click.UsageError as error:
        if language == "en" or isinstance(error, WrongCall | click.exceptions.NoArgsIsHelpError):
            raise
        raise WrongCall(error, language) from error


class WrongCall(click.UsageError):
    """A wrong call, as click found it, in another language."""

    def __init__(self, error: click.UsageError, language: str) -> None:
        super().__init__(error.message, error.ctx)
        self.error, self.language = error, language

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how to call the command, where its help is, and what is wrong."""
        lines = [Message("Wrong call: {problem}", {"problem": self.format_message()})]
        if self.ctx:
            path, pieces = self.ctx.command_path, self.ctx.command.collect_usage_pieces(self.ctx)
            lines = [
                Message("Usage: {call}", {"call": " ".join([path, *pieces])}),
                Message("“{command} --help” explains it.", {"command": path}),
                *lines,
            ]
        for line in lines:
            click.echo(translate(line, self.language), file=file, err=True)

    def format_message(self) -> str:
        """Say what is wrong, and with which option or argument."""
        problem = self._problem()
        return translate(problem, self.language) if isinstance(problem, Message) else problem

    def _problem(self) -> Message | str:
        error = self.error
        if isinstance(error, click.MissingParameter):
            return Message("{parameter} is missing.", {"parameter": _parameter(error)})
        found = _said_again(error.message)
        if isinstance(error, click.BadParameter):
            return self._wrong_value(error, found)
        if near := getattr(error, "possibilities", None):
            return Message("{problem} Perhaps you mean {near}.", {"problem": found, "near": " ".join(near)})
        return found

    def _wrong_value(self, error: click.BadParameter, found: Message | str) -> Message:
        """Say what is wrong with a value; where nobody says what, the value is all there is to say."""
        values = {"parameter": _parameter(error), "problem": found}
        if isinstance(found, Message):
            return Message("{parameter}: {problem}", values)
        return Message("{parameter} cannot be this: {problem}", values)


def _parameter(error: click.BadParameter) -> str:
    """Name the option or argument as one writes it."""
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param else "")
    return (hint if isinstance(hint, str) else " / ".join(hint)).replace("'", "")


def _said_again(sentence: str) -> Message | str:
    """Give our sentence for one of click's; what is not click's stays as it is, on one line."""
    for pattern, message in FOUND.items():
        if match := re.fullmatch(pattern.replace("'", QUOTE), sentence, re.DOTALL):
            values = {name: visible(value) for name, value in match.groupdict().items()}
            return Message(message.template, values)
    return visible(sentence)
