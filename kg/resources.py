"""Where the ontology, shapes, queries and reference data lie: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def asset(name: str) -> Path:
    """Give the path of `ontology`, `shapes` or `data`; a wheel carries them under kg/assets."""
    packed = PACKAGE / "assets" / name
    return packed if packed.exists() else PACKAGE.parent / name
