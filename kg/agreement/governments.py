"""The register of local governments, and the resolution of a name to one of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.document.register import rows_of

COLUMNS = (
    "code",
    "name",
    "kana",
    "kind",
    "prefecture",
    "corporate_number",
    "geonames",
    "sources",
    "valid_from",
    "valid_until",
)


@dataclass(frozen=True)
class Government:
    """A local government: 6-digit code, names, and the references that its facts come from."""

    code: str
    name: str
    kana: str
    kind: str
    prefecture: str
    corporate_number: str
    geonames: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Governments:
    """All local governments by code, to be asked by name."""

    by_code: dict[str, Government]
    by_name: dict[str, tuple[Government, ...]]

    def candidates(self, name: str) -> tuple[Government, ...]:
        """Give those that bear the name, with or without their prefecture's name before it."""
        return self.by_name.get(name, ())

    def similar(self, name: str) -> tuple[Government, ...]:
        """Give those whose names look like it: candidates for a slip of the pen."""
        return tuple(
            found for near in get_close_matches(name, self.by_name, 5) for found in self.by_name[near]
        )

    def describe(self, government: Government) -> str:
        """Name it so that it cannot be mistaken: 342084 広島県府中市."""
        prefecture = self.by_code.get(government.prefecture)
        return f"{government.code} {prefecture.name if prefecture else ''}{government.name}"


def read_governments(path: Path) -> Governments:
    """Read governments.csv: the 47 prefectures and 1,741 municipalities."""
    by_code = {row["code"]: _government(row) for _, row in rows_of(path, COLUMNS)}
    by_name: dict[str, list[Government]] = defaultdict(list)
    for government in by_code.values():
        by_name[government.name].append(government)
        if prefecture := by_code.get(government.prefecture):
            by_name[prefecture.name + government.name].append(government)
    return Governments(by_code, {name: tuple(found) for name, found in by_name.items()})


def _government(row: dict[str, str]) -> Government:
    fields = {name: row[name] for name in COLUMNS[:7]}
    return Government(**fields, references=tuple(row["sources"].split()))
