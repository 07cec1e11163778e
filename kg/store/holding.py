"""Whether a remote store holds a release: wholly, and all the time that a question takes.

The graph of names is written last and deleted first, and says which load it is of. So a release whose load is
the same before a question and after it was whole in between.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pyoxigraph import Literal

from kg.errors import Message, QueryError, ReleaseError
from kg.store.endpoint import Endpoint, read_solutions, whole
from kg.store.naming import LOAD, NAME, Names

LOADED = f"""SELECT ?load (COUNT(*) AS ?count) {{
  ?names {LOAD} ?load . ?name {NAME} ?iri
}} GROUP BY ?load"""
SMALL = 1 << 16
"""Bytes of an answer of one row, with room."""


@dataclass(frozen=True)
class Holding:
    """What an endpoint holds; `loads` are the loads that were seen, by the release's graph of names."""

    endpoint: Endpoint
    loads: dict[str, str] = field(default_factory=dict)

    def load_of(self, names: Names, deadline: float) -> str | None:
        """Give the load of the release; None when it is not whole in the store."""
        answer = self.endpoint.select(LOADED, (names.names,), (), deadline, SMALL)
        with whole():
            found = {str(row["load"]): row["count"] for row in read_solutions(answer)}
        return next((load for load, count in found.items() if count == Literal(len(names.graphs))), None)

    @contextmanager
    def throughout(self, names: Names, deadline: float) -> Iterator[None]:
        """Run the block; QueryError 503 when the store did not hold the release all the time."""
        before = self.loads.get(names.names) or self.load_of(names, deadline)
        if before is None:
            raise gone(names)
        yield
        after = self.load_of(names, deadline)
        self.loads[names.names] = after or ""
        if after != before:
            raise gone(names)

    def require(self, names: Names, patience: float) -> None:
        """ReleaseError when the store does not hold the release, or does not say so in time."""
        try:
            held = self.load_of(names, time.monotonic() + patience)
        except QueryError as error:
            raise ReleaseError(error.message) from error
        if not held:
            template = "The remote store does not hold release {release}. Load it with “kg publish”."
            raise ReleaseError(Message(template, {"release": names.release}))


def gone(names: Names) -> QueryError:
    """Give the error for a release that the store no longer holds."""
    template = "The remote store no longer holds release {release}."
    return QueryError(Message(template, {"release": names.release}), 503)
