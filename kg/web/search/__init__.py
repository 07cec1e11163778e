"""The search: pages, JSON and OpenSearch over an index that is made of a release's entries.

address ── asking ──> Search ── sought ──> a full-text query ── index ──> entries ── results ──> page, api
                         └───── chosen ────────────────────── facets ──> counts  ── narrowing ──┘
"""

from __future__ import annotations

from flask import Blueprint

from kg.web.search import api, opensearch, page

blueprints: list[Blueprint] = [page.blueprint, api.blueprint, opensearch.blueprint]
