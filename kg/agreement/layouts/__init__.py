"""The layouts of schedules: each recognises a section that is written so, and reads its initiatives."""

from __future__ import annotations

from typing import Protocol

from kg.agreement.blocks import Blocks, Section
from kg.agreement.layouts import columns, labels, outline


class Layout(Protocol):
    """A module of this package."""

    def recognises(self, blocks: Blocks, section: Section) -> bool:
        """Tell whether the section is laid out so."""

    def read(self, blocks: Blocks, section: Section) -> None:
        """Read the section's initiatives; what fits no rule is left to the coverage report."""


LAYOUTS: tuple[Layout, ...] = (columns, outline, labels)
"""The first that recognises a section reads it; the last recognises any."""


def read_section(blocks: Blocks, section: Section) -> None:
    """Read a section in its layout."""
    blocks.pillar, blocks.current = section.pillar, None
    next(layout for layout in LAYOUTS if layout.recognises(blocks, section)).read(blocks, section)
