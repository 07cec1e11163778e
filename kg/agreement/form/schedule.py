"""The sheets 取組 and 役割 of a form: initiatives, and for each party its role in each of them."""

from __future__ import annotations

from kg.agreement.actors import Actors
from kg.agreement.blocks import find_pillar, object_to_pillar
from kg.agreement.form.checks import headings_of, is_known_initiative, is_known_party, require
from kg.agreement.form.costs import read_form_costs
from kg.agreement.form.kinds import read_role
from kg.agreement.form.tables import Cells, Form, lines_of
from kg.agreement.lexicon import Lexicon
from kg.agreement.reading import Reading
from kg.agreement.undertakings import CostShare, Initiative, Role, Schedule
from kg.document.model import Passage
from kg.errors import Message


def read_form_schedule(reading: Reading, form: Form, actors: Actors, lexicon: Lexicon) -> Schedule:
    """Read initiatives and roles; what is wrong is noted."""
    lines = {}
    for line in form.lines["initiatives"]:
        heading = reading.normal(line["heading"])
        if require(reading, line, "initiatives") and heading not in lines:
            lines[heading] = line
        elif heading in lines:
            what = Message("The heading “{heading}” stands twice in the schedule.", {"heading": heading})
            reading.object(what, Message("Delete the repetition, or correct the heading."), line["heading"])
    roles = _roles(reading, form, actors, lexicon)
    costs = read_form_costs(reading, form, actors, roles)
    label = form.heads.get("initiatives", {}).get("content")
    found = (
        _initiative(reading, position, line, label, roles.get(heading, {}), costs.get(heading, ()), lexicon)
        for position, (heading, line) in enumerate(lines.items(), start=1)
    )
    initiatives = tuple(each for each in found if each)
    if form.lines["roles"]:
        unread = _unread(reading, form, actors)
        for heading in lines.keys() - unread:
            _check_complete(reading, lines[heading]["heading"], roles, actors)
    return Schedule(_headings(reading, form), initiatives)


def _headings(reading: Reading, form: Form) -> tuple[Passage, ...]:
    cell = form.particulars.get("schedule_heading")
    return tuple(lines_of(cell, reading.document)) if cell else ()


def _initiative(
    reading: Reading,
    position: int,
    line: Cells,
    label: Passage | None,
    roles: dict[str, Role],
    costs: tuple[CostShare, ...],
    lexicon: Lexicon,
) -> Initiative | None:
    pillar = find_pillar(reading.normal(line["pillar"]), lexicon.pillars)
    if pillar is None or label is None:
        object_to_pillar(reading, line["pillar"], lexicon.pillars)
        return None
    return Initiative(
        position=position,
        pillar=pillar.name,
        pillar_heading=line["pillar"],
        heading=line["heading"],
        content_label=label,
        content=line["content"],
        roles=tuple(roles.values()),
        costs=costs,
    )


def _roles(reading: Reading, form: Form, actors: Actors, lexicon: Lexicon) -> dict[str, dict[str, Role]]:
    """Give the roles by heading and party, in the order of the parties."""
    headings = headings_of(reading, form)
    provided = {
        reading.normal(line["heading"]): (line["pillar"], line["heading"], line["content"])
        for line in form.lines["initiatives"]
    }
    found: dict[str, dict[str, Role]] = {}
    for line in form.lines["roles"]:
        if not require(reading, line, "roles"):
            continue
        heading, party = reading.normal(line["initiative"]), actors.key(reading.normal(line["party"]))
        known = is_known_initiative(reading, headings, line["initiative"])
        if not is_known_party(reading, actors, line["party"]) or not known:
            continue
        if party in found.setdefault(heading, {}):
            values = {"party": party, "heading": heading}
            what = Message("{party} has two roles in “{heading}”.", values)
            remedy = Message("Put both texts into one cell, or correct the party or the initiative.")
            reading.object(what, remedy, line["party"])
        else:
            found[heading][party] = read_role(
                reading, line, party, actors, lexicon, provided.get(heading, ())
            )
    order = list(actors.keys)
    return {
        heading: dict(sorted(roles.items(), key=lambda each: order.index(each[0])))
        for heading, roles in found.items()
    }


def _unread(reading: Reading, form: Form, actors: Actors) -> set[str]:
    """Give the headings of lines that cannot be read: what is wrong there is said once."""
    return {
        reading.normal(line["initiative"])
        for line in form.lines["roles"]
        if not line["text"].exact or actors.key(reading.normal(line["party"])) not in actors.keys
    }


def _check_complete(
    reading: Reading, heading: Passage, roles: dict[str, dict[str, Role]], actors: Actors
) -> None:
    for party in actors.keys:
        if party not in roles.get(reading.normal(heading), {}):
            values = {"heading": heading.exact, "party": party}
            what = Message("The initiative “{heading}” has no role of {party}.", values)
            remedy = Message("Add a line for {party} to the sheet 役割.", {"party": party})
            reading.object(what, remedy, heading)
