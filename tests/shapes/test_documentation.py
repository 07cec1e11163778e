"""docs/shapes.md says what the shapes say."""

from __future__ import annotations

from tests.shapes.table import DOCUMENT, MARK, table


def test_the_table_of_rules_is_that_of_the_shapes() -> None:
    assert DOCUMENT.read_text("utf-8").partition(MARK)[2].strip() == table().strip()
