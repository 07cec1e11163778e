"""Agreement → RDF graphs, every statement with its source."""
