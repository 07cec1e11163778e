"""What the commands say, in the reader's language: results to standard output, complaints to error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from kg.errors import InputError, KgError, Message, Problem
from kg.language import translate, visible


@dataclass(frozen=True)
class Speech:
    """Speaks one language, "ja" or "en"."""

    language: str

    def say(self, template: str, **values: Any) -> None:
        """Print a sentence of the catalogue."""
        click.echo(self.sentence(Message(template, values)))

    def sentence(self, message: Message) -> str:
        """Give a message in the reader's language."""
        return translate(message, self.language)

    def complain(self, error: KgError) -> None:
        """Print an error; wrong input is listed problem by problem, a line each."""
        problems = error.problems if isinstance(error, InputError) else []
        for problem in problems:
            click.echo(self.problem(problem), err=True)
        click.echo(self.sentence(error.message), err=True)

    def problem(self, problem: Problem) -> str:
        """Give a problem as one line: place, what is wrong, what to do."""
        sentences = f"{self.sentence(problem.what)} {self.sentence(problem.remedy)}"
        return visible(f"{problem.where(self.sentence)}: {sentences}")


def localise(command: click.Command, language: str) -> None:
    """Put the help of a command and its options into the reader's language."""
    command.help = translate(command.help, language) if command.help else None
    command.params.append(_help_option())
    command.add_help_option = False
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = translate(parameter.help, language)


def _help_option() -> click.Option:
    """Give an option as click has it, which click would say in English."""

    def show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(context.get_help(), color=context.color)
            context.exit()

    return click.Option(
        ["--help"], is_flag=True, is_eager=True, expose_value=False, callback=show, help="Show this, and end."
    )
