"""The store: a release in memory, and queries on it that cannot harm the server.

    web process   ── Unix socket ──>   worker, one query at a time   <── fork ──   broker
    client.Store                       worker, confinement, evaluation             broker

Each broker is kept alive by `generation`; `supervision` starts another one when another release is current.

The seam between the two sides is `wire`: another way to run queries has to speak only that.
"""

from kg.store.client import Store, open_store
from kg.store.limits import Limits
from kg.store.wire import Answer

__all__ = ["Answer", "Limits", "Store", "open_store"]
