"""Parsers of foreign files, a module a format; each runs in a process of its own (kg/apart.py)."""
