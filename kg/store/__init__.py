"""The store: a release, and queries on it that cannot harm the server; one interface, two implementations.

    client.Store         a release in memory, in processes of our own
    remote.RemoteStore   a release in a remote SPARQL 1.1 endpoint; `publishing` loads it there

    web process   ── Unix socket ──>   worker, one query at a time   <── fork ──   broker
    client.Store                       worker, confinement, evaluation             broker

Each broker is kept alive by `generation`. When another release is current, `supervision` starts another
broker, and `switching` turns to the release in the remote store.

The seam between the two sides is `wire`: another way to run queries has to speak only that.
"""

from kg.store.client import open_store
from kg.store.interface import Store
from kg.store.limits import Limits
from kg.store.remote import open_remote
from kg.store.wire import Answer

__all__ = ["Answer", "Limits", "Store", "open_remote", "open_store"]
