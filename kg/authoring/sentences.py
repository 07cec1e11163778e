"""What a text says in sentences and a form in cells: what the document does, and when it applies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.agreement.preamble import RULES
from kg.authoring.filled import Line

NEXT_PROVISION = re.compile(rf"\n(?={'|'.join(RULES)})")


@dataclass(frozen=True)
class Sentences:
    """The document's kind, whether it is a draft; acts and application as written, none from a form."""

    kind: str
    is_draft: bool
    acts: tuple[str, ...]
    applications: tuple[str, ...]


def acts_of(words: Line, kind: str) -> Iterator[str]:
    """Say what the document does, for a form, where a person chose it."""
    bases = filter(None, NEXT_PROVISION.split(words["basis"]))
    basis = "".join(f"{each}の規定に基づき、" for each in bases)
    concludes = f"次のとおり{'連携協約' if '協約' in words['title'] else '協定'}を締結する。"
    if kind == "AmendingInstrument":
        yield f"{basis}{words['agreement_title']}を次のとおり変更する。"
        yield "別表を次のように改める。"
    elif kind == "RestatingInstrument":
        yield f"{basis}{words['agreement_title']}の全部を変更し、{concludes}"
    else:
        yield f"{basis}{concludes}"


def applications_of(words: Line) -> Iterator[str]:
    """Say from when and until when it applies, where cells do."""
    start = f"{words['applicable_from']}から" if words["applicable_from"] else ""
    if words["term"]:
        yield f"この協約の期間は、{start}{words['term']}とする。"
    elif words["applicable_until"]:
        yield f"この協約の期間は、{start}{words['applicable_until']}までとする。"
    elif start:
        yield f"この協約は、{start}適用する。"
