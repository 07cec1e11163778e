"""Document → Agreement: what the text says, each statement with the passage that says it. No RDF here."""
