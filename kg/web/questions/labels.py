"""What topics, parameters, columns and some values are called; the keys of translations."""

from __future__ import annotations

from kg.errors import Message
from kg.language import translate


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


TOPICS = {
    "roles": _("Who does what"),
    "initiatives": _("Initiatives and pillars"),
    "agreements": _("Agreements and their versions"),
    "words": _("The words of the documents"),
    "members": _("Areas and municipalities"),
}

PARAMETERS = {
    "agreement": _("Agreement"),
    "area": _("Cooperation area"),
    "heading": _("Initiative"),
    "kind": _("Kind of role"),
    "municipality": _("Municipality"),
    "other": _("Municipality to compare with"),
    "pillar": _("Pillar"),
    "source": _("Source document"),
    "status": _("Status"),
    "word": _("Word to look for"),
}

COLUMNS = {
    "address": _("Address as written"),
    "agreement": _("Agreement"),
    "area": _("Cooperation area"),
    "arrangement": _("Arrangement"),
    "carried": _("Characters carried"),
    "change": _("Change"),
    "characters": _("Characters"),
    "code": _("Code"),
    "content": _("Content"),
    "corporateNumber": _("Corporate number"),
    "cue": _("Deciding words"),
    "dated": _("Date"),
    "designation": _("Designation"),
    "earlier": _("Earlier version"),
    "end": _("End"),
    "english": _("English heading (unofficial)"),
    "from": _("Applies from"),
    "heading": _("Initiative"),
    "initiative": _("IRI of the initiative"),
    "initiatives": _("Number of initiatives"),
    "instrument": _("Instrument"),
    "kana": _("Reading"),
    "kind": _("Kind"),
    "kindAfter": _("Kind in the later version"),
    "kindBefore": _("Kind in the earlier version"),
    "later": _("Later version"),
    "leader": _("Who leads"),
    "left": _("Characters left"),
    "line": _("Line"),
    "municipality": _("Municipality"),
    "name": _("Name as written"),
    "numeral": _("Pillar’s number"),
    "object": _("Value"),
    "order": _("Order"),
    "other": _("Other municipality"),
    "otherDesignation": _("Its designation"),
    "otherKind": _("Kind (municipality compared with)"),
    "page": _("Web page"),
    "partner": _("Partner"),
    "partnerKind": _("Kind of the partner’s role"),
    "passage": _("Passage"),
    "pillar": _("Pillar"),
    "position": _("No."),
    "predicate": _("Property"),
    "prefecture": _("Prefecture"),
    "reference": _("Reference"),
    "role": _("Place in the area"),
    "roles": _("Number of roles"),
    "sentence": _("Sentence"),
    "signatory": _("Signatory’s title"),
    "source": _("Source document"),
    "start": _("Start"),
    "status": _("Status"),
    "subject": _("Subject"),
    "things": _("Number of things"),
    "title": _("Title"),
    "until": _("Applies until"),
    "user": _("Who uses"),
    "value": _("Date"),
    "version": _("Version"),
    "what": _("What is dated"),
    "words": _("Words of the source"),
}

VALUES = {
    "added": _("new in the later version"),
    "removed": _("no longer in the later version"),
    "dated": _("date of the document"),
    "applicableFrom": _("date from which it applies"),
}
"""Words that queries of ours put in a column themselves."""


def label(names: dict[str, str], key: str, language: str) -> str:
    """Give what the key is called in a language; the key itself when it has no name."""
    return translate(Message(names[key]), language, "web") if key in names else key
