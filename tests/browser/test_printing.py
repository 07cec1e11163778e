"""A page printed on A4: whatever sheet one has in hand says of what it is, and of which release."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from tests.browser.chromium import Reader
from tests.web.site import Site

A4 = (595, 842)
"""In points."""
IRI = "http://localhost:8000/id/"
PRINTED = {
    "/ja/doc/agreement/okayama-soja/version/2025-draft": f"{IRI}agreement/okayama-soja/version/2025-draft",
    "/en/doc/source/okayama-soja-2025": f"{IRI}source/okayama-soja-2025",
    "/ja/about": "http://localhost:8000/ja/about",
}


@pytest.mark.parametrize("path", PRINTED)
def test_every_sheet_has_the_iri_and_the_release_at_its_foot(
    path: str, reader: Reader, seed_site: Site
) -> None:
    release = seed_site.ask("/dumps/latest/manifest.json").json["release"]
    with pdfplumber.open(io.BytesIO(reader.open(path).pdf(prefer_css_page_size=True))) as printed:
        sheets = printed.pages
        assert len(sheets) > 1
        for number, sheet in enumerate(sheets, start=1):
            assert (round(sheet.width), round(sheet.height)) == A4
            words = [word["text"] for word in sheet.extract_words()]
            (at,) = [place for place, word in enumerate(words) if release in word]
            assert words[at - 2] == PRINTED[path]
            assert words[-3:] == [str(number), "/", str(len(sheets))]
