"""Graphs → an immutable, validated release on disk."""
