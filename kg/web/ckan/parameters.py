"""Parameters as CKAN's validators read them: from an address all are text, from JSON they may be anything."""

from __future__ import annotations

import json
import re
from typing import Any

from kg.web.ckan.refusals import InvalidError

Parameters = dict[str, Any]

TRUE = {"true", "yes", "t", "y", "1"}
DIGITS = 18
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)


def number(parameters: Parameters, name: str, otherwise: int) -> int:
    """Read a whole number from 0; InvalidError when it is none."""
    value = parameters.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return otherwise
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if len(text) > DIGITS or not INTEGER.fullmatch(text):
        raise InvalidError(name, "Invalid integer")
    if int(text) < 0:
        raise InvalidError(name, "Must be a natural number")
    return int(text)


def words(parameters: Parameters, name: str, otherwise: str = "") -> str:
    """Read a text; of several, all with spaces between."""
    value = parameters.get(name, otherwise)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = " ".join(value)
    if value is not None and not isinstance(value, str):
        raise InvalidError(name, "Must be a Unicode string value")
    return value or otherwise


def names(parameters: Parameters, name: str) -> list[str]:
    """Read a list of names: as JSON, or as names with spaces or commas between."""
    value = parameters.get(name) or []
    if isinstance(value, str):
        value = _names(name, value.strip())
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidError(name, "Not a list")
    return value


def _names(name: str, text: str) -> Any:
    if not text.startswith("["):
        return text.replace(",", " ").split()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidError(name, "Could not parse as valid JSON") from None


def truth(parameters: Parameters, name: str) -> bool:
    """Read whether something is wanted."""
    value = parameters.get(name)
    return value.strip().lower() in TRUE if isinstance(value, str) else bool(value)


def required(parameters: Parameters, *synonyms: str) -> str:
    """Read a name that must be given; InvalidError when it is not."""
    for name in synonyms:
        if parameters.get(name):
            return words(parameters, name)
    raise InvalidError(synonyms[-1], "Missing value")
