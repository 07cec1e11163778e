"""A harvest rehearsed from outside: what a portal would do with a catalogue, and what would go wrong."""
