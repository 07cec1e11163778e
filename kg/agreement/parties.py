"""The parties: 甲, 乙, … bound to local governments by the signature block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kg.agreement.actors import DESIGNATIONS
from kg.agreement.bindings import Binding, read_bindings
from kg.agreement.governments import Government, Governments
from kg.agreement.model import Party
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

DESIGNATED = re.compile(rf"(?P<designation>[{DESIGNATIONS}])(?:\s+(?P<rest>\S.*))?")
NAME = re.compile(r"[^\s0-9、。]{1,12}[都道府県市区町村]")
ADDRESS = re.compile(r"[0-9一二三四五六七八九十]+(?:丁目|番地?|号)")
WITNESS = re.compile(r"(?:立\s?会\s?(?:人|者)|立\s?ち\s?会い\s?人|見\s?届\s?け?\s?人|証\s?人)(?:\s|$)")
# What may stand below the signatures, and lines with a number that is no house's.
FOLLOWS = re.compile(r"附\s*則|第[0-9一二三四五六七八九十]+条|備\s*考|\(?注")
NOT_ADDRESS = re.compile(r"告示|議案|議決|。$")
SIGNATORY = re.compile(r"(?P<title>[^\s、。]+(?:市長|区長|町長|村長|知事))(?:\s.*)?")


@dataclass(frozen=True)
class _Signature:
    """A designation, if there is one, and the words that belong to the party: name, address, signatory."""

    designation: Passage | None
    words: tuple[Passage, ...]

    @property
    def sign(self) -> str:
        """What the party is called, for messages and decisions."""
        return self.designation.exact if self.designation else self.words[0].exact


def designations(body: Sequence[Line]) -> tuple[str, ...]:
    """Give the designations of the signature block: whoever signs is a party, resolved or not."""
    return tuple(match["designation"] for line in body if (match := DESIGNATED.fullmatch(line.text)))


def read_parties(
    reading: Reading, body: Sequence[Line], governments: Governments, decided: Mapping[str, str]
) -> tuple[Party, ...]:
    """Read who the parties are: from the signature block, else from the preamble, else from who signs.

    `decided` maps a designation, or a name where there is none, to the code that the editor chose for it.
    """
    bindings = read_bindings(reading, body, governments)
    body = _without_witnesses(body)
    signatures = _signatures(reading, body)
    if not signatures:
        signatures = _bound(reading, body, bindings, governments) or _signing(reading, body, governments)
    if len(signatures) < 2:
        what = Message("The signature block names fewer than two parties (甲, 乙, …).")
        reading.object(
            what, Message("Each party needs its designation, address, name and signatory's title.")
        )
    parties = []
    for order, signature in enumerate(signatures, start=1):
        named = _name(reading, signature, governments, bindings)
        chosen = decided.get(signature.sign)
        government = resolve(reading, named, chosen, governments) if named else None
        if named and government:
            parties.append(_party(reading, body, order, signature, named, government, governments))
    return tuple(_confirm(reading, party, bindings, governments) for party in parties)


def _without_witnesses(body: Sequence[Line]) -> Sequence[Line]:
    """Leave out the block of those who only witness the signing (立会人): they are no parties."""
    first = (index for index, line in enumerate(body) if WITNESS.match(line.text))
    return body[: next(first, len(body))]


def _bound(
    reading: Reading, body: Sequence[Line], bindings: Sequence[Binding], governments: Governments
) -> list[_Signature]:
    """Take the parties from the preamble, with the titles of those who sign for them."""
    titles = [title for line in body if line.text and (title := _signatory(reading, reading.words(line)))]

    def signed_for(name: Passage) -> tuple[Passage, ...]:
        """Also where one of the two has the prefecture's name before it, and the other has not."""
        named = set(governments.candidates(reading.normal(name)))
        return tuple(
            title for title in titles if named & set(governments.candidates(_office_of(reading, title)))
        )

    return [_Signature(each.designation, (each.name, *signed_for(each.name))) for each in bindings]


def _signing(reading: Reading, body: Sequence[Line], governments: Governments) -> list[_Signature]:
    """Take the local governments whose heads sign, by name, where the text gives no designation."""
    found: dict[str, _Signature] = {}
    for line in body:
        title = _signatory(reading, reading.words(line)) if line.text else None
        office = _office_of(reading, title) if title else ""
        if title and governments.candidates(office):
            named = [reading.words(each) for each in body if each.text == office]
            name = named[-1] if named else reading.document.passage(title.start, title.end - 1)
            found.setdefault(office, _Signature(None, (name, title)))
    return list(found.values())


def _office_of(reading: Reading, title: Passage) -> str:
    """Name the local government of an office: 岡山市 of 岡山市長, 岡山県 of 岡山県知事."""
    return reading.normal(title).removesuffix("知事").removesuffix("長")


def _confirm(reading: Reading, party: Party, bindings: Sequence[Binding], governments: Governments) -> Party:
    """Add the places that bind the party's designation; note where one binds another's name to it."""
    names = set(party.names)
    for binding in bindings:
        if party.designation and binding.designation.exact == party.designation.exact:
            if party.government in governments.candidates(reading.normal(binding.name)):
                names.add(binding.name)
            else:
                _object_to_binding(reading, party, binding)
    return replace(party, names=tuple(sorted(names)))


def _object_to_binding(reading: Reading, party: Party, binding: Binding) -> None:
    values = {"party": party.key, "name": binding.name.exact, "other": party.government.name}
    what = Message("{party} is {name} here, but {other} where it signs.", values)
    reading.object(what, Message("Correct the one that differs from the original."), binding.name)


def _signatures(reading: Reading, body: Sequence[Line]) -> list[_Signature]:
    """Cut the block at the designations; addresses stand below them, or above each of them."""
    filled = [line for line in body if line.text]
    starts = [index for index, line in enumerate(filled) if DESIGNATED.fullmatch(line.text)]
    above = 1 if starts and starts[0] and _is_address(filled[starts[0] - 1].text) else 0
    ends = [start - above for start in starts[1:]] + [len(filled)]
    return [
        _signature(reading, filled[start - above : start], filled[start:end])
        for start, end in zip(starts, ends, strict=False)
    ]


def _signature(reading: Reading, above: Sequence[Line], lines: Sequence[Line]) -> _Signature:
    match = DESIGNATED.fullmatch(lines[0].text)
    assert match is not None
    rest = (reading.group(lines[0], match, "rest"),) if match["rest"] else ()
    own = takewhile(lambda line: not FOLLOWS.match(line.text), lines[1:])
    others = (reading.words(line) for line in (*above, *own))
    return _Signature(reading.group(lines[0], match, "designation"), (*rest, *others))


def _is_address(words: str) -> bool:
    return ADDRESS.search(words) is not None and not FOLLOWS.match(words) and not NOT_ADDRESS.search(words)


def _name(
    reading: Reading, signature: _Signature, governments: Governments, bindings: Sequence[Binding]
) -> Passage | None:
    """Prefer words that the register knows; else words that look like a local government's name.

    Where none stand there, the name bound to the designation, if its head signs: 甲 … 飯田市長.
    """
    known = (words for words in signature.words if governments.candidates(reading.normal(words)))
    alike = (words for words in signature.words if NAME.fullmatch(reading.normal(words)))
    found = next(known, None) or next(alike, None) or _signed_for(reading, signature, governments, bindings)
    if found is None:
        what = Message("The party {party} has no name.", {"party": signature.sign})
        remedy = Message("The local government's name belongs on a line below its address.")
        reading.object(what, remedy, signature.designation or signature.words[0])
    return found


def _signed_for(
    reading: Reading, signature: _Signature, governments: Governments, bindings: Sequence[Binding]
) -> Passage | None:
    own = (each.name for each in bindings if each.designation.exact == signature.sign)
    named = next(own, None)
    titles = (title for words in signature.words if (title := _signatory(reading, words)))
    bearers = governments.candidates(reading.normal(named)) if named else ()
    signs = any(_is_head(reading, title, each, governments) for title in titles for each in bearers)
    return named if signs else None


def _is_head(reading: Reading, title: Passage, government: Government, governments: Governments) -> bool:
    """Tell whether an office is that of the local government, also with its county's name before it."""
    office = _office_of(reading, title)
    return any(government in governments.candidates(office[start:]) for start in range(len(office)))


def resolve(
    reading: Reading, named: Passage, chosen: str | None, governments: Governments
) -> Government | None:
    """Give the local government of that name, the `chosen` one where several bear it; or note a problem."""
    candidates = governments.candidates(reading.normal(named))
    found = [government for government in candidates if chosen in (None, government.code)]
    if len(found) != 1:
        _object(reading, named, candidates, governments)
        return None
    return found[0]


def _object(
    reading: Reading, named: Passage, candidates: Sequence[Government], governments: Governments
) -> None:
    listed = candidates or governments.similar(reading.normal(named))
    values = {"name": named.exact, "candidates": "、".join(map(governments.describe, listed)) or "―"}
    if candidates:
        what = Message("Several local governments are called {name}: {candidates}.", values)
        remedy = Message("Register which one is meant in the column “parties” of sources.csv, as 甲=331007.")
    else:
        what = Message("No local government is called {name}. Similar names: {candidates}.", values)
        remedy = Message("Correct the name, or add the local government to governments.csv with its source.")
    reading.object(what, remedy, named)


def _party(
    reading: Reading,
    body: Sequence[Line],
    order: int,
    signature: _Signature,
    named: Passage,
    government: Government,
    governments: Governments,
) -> Party:
    rest = [words for words in signature.words if words != named]
    titles = [title for words in rest if (title := _signatory(reading, words))]
    return Party(
        order=order,
        designation=signature.designation,
        government=government,
        names=_places(reading, body, named),
        address=next((words for words in rest if _is_address(reading.normal(words))), None),
        signatory=next((each for each in titles if _is_head(reading, each, government, governments)), None),
    )


def _signatory(reading: Reading, words: Passage) -> Passage | None:
    """Give the office (岡山市長), leaving out the person who holds it."""
    normalized = reading.document.normalized(words)
    match = SIGNATORY.fullmatch(normalized.text)
    return reading.document.passage(*normalized.source(*match.span("title"))) if match else None


def _places(reading: Reading, body: Sequence[Line], named: Passage) -> tuple[Passage, ...]:
    """Give every line before the schedule that is nothing but this name: on the cover, above the title."""
    name = reading.normal(named)
    return tuple(sorted({named, *(reading.words(line) for line in body if line.text == name)}))
