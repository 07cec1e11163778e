"""The pages for people and the RDF of every thing: one blueprint a module."""

from __future__ import annotations

from flask import Blueprint

from kg.web.pages import about, completion, frame, home, marking, pillar, query, sitemap, things, vocabulary

blueprints: list[Blueprint] = [
    frame.blueprint,
    home.blueprint,
    about.blueprint,
    sitemap.blueprint,
    pillar.blueprint,
    query.blueprint,
    completion.blueprint,
    things.blueprint,
    marking.blueprint,
    vocabulary.blueprint,
]
