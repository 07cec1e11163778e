"""Work on the texts that are asked again and again is done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple, cast

Rest = TypeVarTuple("Rest")
Result = TypeVar("Result")

SHORT = 4096
"""Characters of a text that is remembered; with TEXTS it bounds the memory this takes."""
TEXTS = 1024


def remembered(function: Callable[[str, *Rest], Result]) -> Callable[[str, *Rest], Result]:
    """Remember what a function of a text gives, if the text is short; what it raises is not remembered."""
    remembering = cast(Callable[[str, *Rest], Result], lru_cache(maxsize=TEXTS)(function))

    @wraps(function)
    def chosen(text: str, *rest: *Rest) -> Result:
        return remembering(text, *rest) if len(text) <= SHORT else function(text, *rest)

    return chosen
