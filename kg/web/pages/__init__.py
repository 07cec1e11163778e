"""The pages for people and the RDF of every thing: one blueprint a module."""

from __future__ import annotations

from flask import Blueprint

from kg.web.pages import frame, home, pillar, query, things, vocabulary

blueprints: list[Blueprint] = [
    frame.blueprint,
    home.blueprint,
    pillar.blueprint,
    query.blueprint,
    things.blueprint,
    vocabulary.blueprint,
]
