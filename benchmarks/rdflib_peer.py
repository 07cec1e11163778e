"""rdflib-endpoint with a dump, for an environment of its own: python rdflib_peer.py DUMP PORT.

It is started as its authors do, over rdflib's own store. Its command line would answer from the union of all
graphs, so the data set is made here.
"""

from __future__ import annotations

import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main() -> None:
    """Load the dump and serve it on the loopback address."""
    dataset = Dataset()
    dataset.parse(sys.argv[1], format="nquads")
    application = SparqlEndpoint(graph=dataset)
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")


if __name__ == "__main__":
    main()
