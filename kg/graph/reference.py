"""What no agreement states: local governments, cooperation areas, and the works that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.agreement.governments import Government, Governments
from kg.document.register import rows_of
from kg.errors import Message, Problem, RegisterError
from kg.graph.iris import Iris
from kg.graph.statements import Titles, plain_graph
from kg.namespaces import DCTERMS, FOAF, ORG, RDF, RDFS, RENKEI

AREA_COLUMNS = ("area", "name", "name_reference", "member", "role", "membership_reference")
REFERENCE_COLUMNS = ("reference", "title_ja", "title_en", "page", "licence")
AREA_ROLES = {
    "core": (RENKEI.CoreCity, RENKEI.CoreCityArea),
    "member": (RENKEI.MemberMunicipality, RENKEI.CoreCityArea),
    "central": (RENKEI.CentralCity, RENKEI.SettlementArea),
    "neighbour": (RENKEI.NeighbouringMunicipality, RENKEI.SettlementArea),
}
"""By the register's word the place in an area, and the kind of area in which there is such a place."""
KINDS = {"municipality": RENKEI.Municipality, "prefecture": RENKEI.Prefecture}


def read_translations(path: Path) -> Titles:
    """Read translations.csv: our unofficial English of Japanese labels."""
    return Titles({row["ja"]: row["en"] for _, row in rows_of(path, ("ja", "en"))})


@dataclass(frozen=True)
class References:
    """Describes the reference data that a set of agreements needs: only what they mention."""

    directory: Path
    governments: Governments
    iris: Iris
    titles: Titles

    def describe(self, codes: Iterable[str], areas: Iterable[str]) -> Graph:
        """Describe the governments with these codes, these areas with their members, and all works cited."""
        graph = plain_graph()
        members = self._areas(graph, set(areas))
        municipalities = {self.governments.by_code[code] for code in {*codes, *members}}
        prefectures = {
            self.governments.by_code[found.prefecture] for found in municipalities if found.prefecture
        }
        for government in municipalities | prefectures:
            self._government(graph, government)
        self._works(graph)
        return graph

    def _areas(self, graph: Graph, areas: set[str]) -> set[str]:
        rows = [row for row in self._area_rows if row["area"] in areas]
        for row in rows:
            area, member = self.iris.area(row["area"]), self.iris.government(row["member"])
            role, kind = AREA_ROLES[row["role"]]
            graph.add((area, RDF.type, RENKEI.CooperationArea))
            graph.add((area, RENKEI.areaKind, kind))
            self.titles.label(graph, area, row["name"])
            graph.add((area, DCTERMS.source, self.iris.reference(row["name_reference"])))
            graph.add((area, ORG.hasMember, member))
            membership = self.iris.membership(row["area"], row["member"])
            graph.add((membership, RDF.type, ORG.Membership))
            graph.add((membership, ORG.organization, area))
            graph.add((membership, ORG.member, member))
            graph.add((membership, ORG.role, role))
            graph.add((membership, DCTERMS.source, self.iris.reference(row["membership_reference"])))
        return {row["member"] for row in rows}

    @cached_property
    def _area_rows(self) -> list[dict[str, str]]:
        """Read areas.csv; RegisterError where a member or a role is unknown."""
        rows = list(rows_of(self.directory / "areas.csv", AREA_COLUMNS))
        problems = [
            Problem(
                Message("“{value}” is not known.", {"value": f"{row['member']}, {row['role']}"}),
                Message(
                    "A member is a code of governments.csv; its role is core, member, central or neighbour."
                ),
                "areas.csv",
                line,
            )
            for line, row in rows
            if row["member"] not in self.governments.by_code or row["role"] not in AREA_ROLES
        ]
        if problems:
            raise RegisterError(problems)
        return [row for _, row in rows]

    def _government(self, graph: Graph, government: Government) -> None:
        subject = self.iris.government(government.code)
        graph.add((subject, RDF.type, KINDS[government.kind]))
        self.titles.label(graph, subject, government.name)
        graph.add((subject, RENKEI.localGovernmentCode, Literal(government.code)))
        if government.kana:
            graph.add((subject, RENKEI.nameKana, Literal(government.kana, lang="ja-Hrkt")))
        if government.corporate_number:
            graph.add((subject, RENKEI.corporateNumber, Literal(government.corporate_number)))
        if government.prefecture:
            graph.add((subject, RENKEI.inPrefecture, self.iris.government(government.prefecture)))
        for place in _places(government):
            graph.add((subject, DCTERMS.spatial, place))
        for reference in government.references:
            graph.add((subject, DCTERMS.source, self.iris.reference(reference)))

    def _works(self, graph: Graph) -> None:
        """Describe the works that facts outside the agreements rest on."""
        for row in self._reference_rows:
            subject = self.iris.reference(row["reference"])
            graph.add((subject, RDF.type, DCTERMS.BibliographicResource))
            graph.add((subject, RDFS.label, Literal(row["title_ja"], lang="ja")))
            graph.add((subject, RDFS.label, Literal(row["title_en"], lang="en")))
            if row["page"]:
                graph.add((subject, FOAF.page, URIRef(row["page"])))
            if row["licence"]:
                graph.add((subject, DCTERMS.license, URIRef(row["licence"])))

    @cached_property
    def _reference_rows(self) -> list[dict[str, str]]:
        return [row for _, row in rows_of(self.directory / "references.csv", REFERENCE_COLUMNS)]


def part_about(reference: Graph, mentioned: set[Node]) -> Graph:
    """Give what the reference graph says of these things, and of all that this leads to."""
    known = set(reference.subjects())
    part, frontier, seen = plain_graph(), mentioned & known, set[Node]()
    while frontier:
        memberships = {each for area in frontier for each in reference.subjects(ORG.organization, area)}
        subjects = frontier | memberships
        triples = [triple for each in subjects for triple in reference.triples((each, None, None))]
        for triple in triples:
            part.add(triple)
        seen |= subjects
        frontier = ({value for _, _, value in triples} & known) - seen
    return part


def _places(government: Government) -> list[URIRef]:
    """The territory, which is not the local government itself: e-Stat's standard area code, and GeoNames."""
    places = [standard_area(government.code)]
    if government.geonames:
        places.append(URIRef(f"https://sws.geonames.org/{government.geonames}/"))
    return places


def standard_area(code: str) -> URIRef:
    """Name the territory of a local government by e-Stat's standard area code."""
    return URIRef(f"http://data.e-stat.go.jp/lod/sac/C{code[:5]}")
