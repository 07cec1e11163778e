"""Where words stand in the file that a source was rendered from, as readers say it."""

from __future__ import annotations

from urllib.parse import unquote

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.i18n import text


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


# The steps of renkei:placeInOriginal; an area of a page is for programs.
STEPS = {
    "page": _("page {value}"),
    "paragraph": _("paragraph {value}"),
    "textbox": _("text box {value}"),
    "table": _("table {value}"),
    "row": _("row {value}"),
    "column": _("column {value}"),
    "footnote": _("footnote {value}"),
    "endnote": _("endnote {value}"),
    "sheet": _("sheet “{value}”"),
    "cell": _("cell {value}"),
    "line": _("line {value} of the file"),
}


def places(facts: Facts, passage: str) -> tuple[str, ...]:
    """Say where in the original file a passage stands, each place once, from the outside in."""
    written = [term.value for term in facts.objects(passage, RENKEI.placeInOriginal)]
    return tuple(dict.fromkeys(said for place in written if (said := say(place))))


def say(place: str) -> str:
    """Say a place such as `page=3&area=…` or `sheet=…&cell=B5`; empty when no step of it is known."""
    steps = [(name, unquote(value)) for name, _, value in (one.partition("=") for one in place.split("&"))]
    return text(", ").join(text(STEPS[name], value=value) for name, value in steps if name in STEPS)
