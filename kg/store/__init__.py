"""The store: a release, and queries on it that cannot harm the server; one interface, two implementations.

    client.CurrentStore   the release that is current, in memory, in processes of our own
    remote.RemoteStore    a release in a remote SPARQL 1.1 endpoint; `publishing` loads it there
    caching.CachedStore   either of them, with the answers that it gave

    web process     ── Unix socket ──>   worker, one query at a time   <── fork ──   broker
    client, asking                       worker, confinement, evaluation             broker

Each broker is kept alive by `generation`. When another release is current, `supervision` starts another
broker, and `switching` turns to the release in the remote store.

The seam between the two sides is `wire`: another way to run queries has to speak only that.
"""

from kg.store.caching import Cache, CachedStore
from kg.store.client import open_store
from kg.store.interface import Store
from kg.store.limits import Limits
from kg.store.remote import open_remote
from kg.store.wire import Answer

__all__ = ["Answer", "Cache", "CachedStore", "Limits", "Store", "open_remote", "open_store"]
