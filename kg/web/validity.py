"""How long an answer to a query may be kept, and by what it is known again (RFC 9110 §8.8, RFC 9111 §5.2)."""

from __future__ import annotations

from kg.store import Answer
from kg.store.repetition import is_repeatable
from kg.web.validators import BRIEFLY


def validity(query: str, answer: Answer) -> list[tuple[str, str]]:
    """Give the headers of an answer; one that is new each time is kept by nobody."""
    if not is_repeatable(query):
        return [("Cache-Control", "no-store")]
    return [("Cache-Control", BRIEFLY), ("ETag", f'"{answer.digest}"')]
