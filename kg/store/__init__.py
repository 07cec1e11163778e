"""The store: a release in memory, and queries on it that cannot harm the server.

    web process ── Unix socket ──> broker ── fork ──> one child per query
    client.Store                   broker             confinement, evaluation
                                   kept alive by supervision.Broker

The seam between the two sides is `wire`: another way to run queries has to speak only that.
"""

from kg.store.client import Store, open_store
from kg.store.limits import Limits
from kg.store.wire import Answer

__all__ = ["Answer", "Limits", "Store", "open_store"]
