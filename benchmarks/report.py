"""docs/benchmarks.md: a section for each benchmark, replaced when that benchmark is run again."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

document_option = click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=Path(__file__).parents[1] / "docs/benchmarks.md",
    help="Where to write the figures; default: docs/benchmarks.md.",
)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table; the first column holds words, the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def circumstances() -> str:
    """Say when and on what is measured, and how busy it is with other things before."""
    machine = f"{os.cpu_count()} cores (load average {os.getloadavg()[0]:.1f} before)"
    return f"{date.today().isoformat()}, {machine}, {platform.system()}, Python {platform.python_version()}"


def replace(name: str, text: str, document: Path) -> None:
    """Put the text in the place of the section `name`, which stands between two comments."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, rest = document.read_text(encoding="utf-8").split(start)
    after = rest.split(end)[1]
    document.write_text(f"{before}{start}{text.rstrip()}\n{end}{after}", encoding="utf-8")


def number(value: float) -> str:
    """Write a figure with three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
