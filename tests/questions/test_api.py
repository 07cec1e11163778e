"""Each question at its address: in every form, as a reader chooses, and refused with what may be chosen."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from tests.competency.test_competency import ANSWERS, QUERIES, expected_header, expected_rows, is_table
from tests.web.site import Reply, Site

CASES = Path(__file__).parent / "cases"
PATH = "/api/questions"
BASE = "http://localhost:8000/"
DRAFT = "<https://w3id.org/renkei/def#Draft>"
SETS = dict(zip(("seed", "synthetic"), ANSWERS, strict=True))

each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
each_site = pytest.mark.parametrize("name", SETS)


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answer(site: Site, question: str, **arguments: str) -> Any:
    reply = site.ask(f"{PATH}/{question}.json" + (f"?{urlencode(arguments)}" if arguments else ""))
    assert reply.status == 200, reply.text
    return reply.json


@pytest.fixture(scope="module")
def held(seed_release: Path, synthetic_release: Path) -> dict[str, set[Triple]]:
    """What the releases say."""
    files = {"seed": seed_release, "synthetic": synthetic_release}
    return {
        name: {quad.triple for quad in parse(path=path / "dumps" / "renkei.nq", format=RdfFormat.N_QUADS)}
        for name, path in files.items()
    }


def triples(reply: Reply, form: RdfFormat = RdfFormat.TURTLE) -> set[Triple]:
    return {quad.triple for quad in parse(reply.body, format=form)}


@each_site
@each_query
def test_an_answer_is_the_one_that_was_written_from_the_documents(
    query: Path, name: str, sites: dict[str, Site]
) -> None:
    if is_table(query):
        reply = sites[name].ask(f"{PATH}/{query.stem}.csv")
        marked = list(csv.reader(io.StringIO(reply.text)))
        found = [row[:-1] for row in marked]
        assert found == [expected_header(query, SETS[name]), *expected_rows(query, SETS[name])]
        told = answer(sites[name], query.stem)
        assert told["columns"] == found[0]
        mark = str(told["rests_on_drafts"]).lower()
        assert [row[-1] for row in marked] == ["answer_rests_on_drafts", *[mark] * told["count"]]
        assert [["" if v is None else str(v) for v in row.values()] for row in told["rows"]] == found[1:]


@each_site
@each_query
def test_the_statements_behind_an_answer_are_all_in_the_data(
    query: Path, name: str, sites: dict[str, Site], held: dict[str, set[Triple]]
) -> None:
    found = triples(sites[name].ask(f"{PATH}/{query.stem}.ttl"))
    assert found - held[name] == set()
    told = answer(sites[name], query.stem)
    assert bool(found) == bool(told["rows"])
    assert {f"<{one}>" for one in told["drafts"]} == {
        str(triple.subject)
        for triple in found
        if str(triple.object) == DRAFT and "/version/" in str(triple.subject)
    }


@pytest.mark.parametrize("case", cases("forms.csv"), ids=lambda case: " ".join(case.values()))
def test_the_form_is_the_one_that_is_asked_for(case: dict[str, str], seed_site: Site) -> None:
    path = f"{PATH}/{case['question']}{case['more']}"
    reply = seed_site.ask(path, headers={"Accept": case["accept"]} if case["accept"] else {})
    assert (reply.status, reply.media_type) == (200, case["media_type"])
    is_negotiated = not case["more"].startswith(".")
    assert ("Accept" in reply.headers.get("Vary", "")) == is_negotiated
    if is_negotiated:
        always = seed_site.ask(reply.headers["Content-Location"], headers={"Accept": "text/html"})
        assert (always.media_type, always.body) == (reply.media_type, reply.body)


@pytest.mark.parametrize("case", cases("refused.csv"), ids=lambda case: case["path"])
def test_what_cannot_be_given_is_refused_with_what_can_be(case: dict[str, str], seed_site: Site) -> None:
    reply = seed_site.ask(case["path"])
    assert (reply.status, reply.media_type) == (int(case["status"]), "application/problem+json")
    assert case["says"] in reply.json["detail"]
    assert sorted(reply.json.get("offered", [])) == sorted(case["offered"].split())
    japanese = seed_site.ask(case["path"], headers={"Accept-Language": "ja"}).json["detail"]
    assert any("ぁ" <= char <= "鿿" for char in japanese)


@pytest.mark.parametrize(
    "case", [case for case in cases("refused.csv") if case["says"]], ids=lambda case: case["path"]
)
def test_a_person_is_refused_on_a_page(case: dict[str, str], seed_site: Site) -> None:
    reply = seed_site.ask(case["path"], headers={"Accept": "text/html"})
    assert (reply.status, reply.media_type) == (int(case["status"]), "text/html")
    assert case["says"] in reply.text


def test_a_choice_narrows_the_answer(synthetic_site: Site) -> None:
    everything = answer(synthetic_site, "cq01-who-leads-what")["rows"]
    hayashima = answer(synthetic_site, "cq01-who-leads-what", municipality="334235")
    assert hayashima["rows"] == [row for row in everything if row["municipality"] == "早島町"]
    assert hayashima["parameters"]["municipality"]["name"] == {"ja": "早島町", "en": "Hayashima Town"}
    both = answer(synthetic_site, "cq01-who-leads-what", municipality="331007", pillar="LivingServices")
    assert [(row["agreement"], row["position"]) for row in both["rows"]] == [("okayama-hayashima-wake", 4)]


def test_a_choice_takes_the_place_of_the_default(synthetic_site: Site) -> None:
    rows = answer(synthetic_site, "cq03-what-a-municipality-does", municipality="333468")["rows"]
    assert [row["kind"] for row in rows] == ["協力", "活用", "協力", "未分類"]
    rows = answer(synthetic_site, "cq32-roles-of-a-kind", kind="Unclassified")["rows"]
    assert {row["municipality"] for row in rows} == {"早島町", "和気町"}


def test_a_word_is_looked_for_as_it_is(seed_site: Site) -> None:
    for word, count in (("販路", 1), ('" } ', 0), ("観光\\", 0), ("?content", 0)):
        assert answer(seed_site, "cq22-initiatives-that-mention", word=word)["count"] == count


def test_the_query_of_an_answer_gives_it_again(synthetic_site: Site) -> None:
    told = answer(synthetic_site, "cq25-what-and-with-whom", municipality="334235", pillar="EconomicGrowth")
    again = synthetic_site.query(told["query"], "text/tab-separated-values").text
    address = told["links"]["csv"].replace(BASE, "/").replace(".csv", ".tsv")
    assert again == synthetic_site.ask(address).text
    assert len(again.splitlines()) == 3


def test_every_link_of_an_answer_leads_to_its_form(seed_site: Site) -> None:
    links = answer(seed_site, "cq03-what-a-municipality-does", municipality="331007")["links"]
    forms = {
        form: seed_site.ask(href.replace(BASE, "/"), headers={"Accept": "text/html"})
        for form, href in links.items()
    }
    assert {form: reply.status for form, reply in forms.items()} == dict.fromkeys(links, 200)
    assert "岡山市" in forms["html"].text


def test_numbers_are_numbers_and_what_is_not_there_is_null(synthetic_site: Site) -> None:
    rows = answer(synthetic_site, "cq15-arrangements-by-pillar")["rows"]
    assert {
        "agreement": "okayama-hayashima-wake",
        "numeral": "III",
        "arrangement": None,
        "initiatives": 1,
    } in rows


def test_an_answer_that_rests_on_a_draft_says_so(synthetic_site: Site) -> None:
    mixed = answer(synthetic_site, "cq01-who-leads-what")
    assert mixed["rests_on_drafts"]
    assert [iri.rpartition("/")[2] for iri in mixed["drafts"]] == ["2026-draft", "2025-draft"]
    assert "案として受領した文書" in mixed["answer"]["ja"]
    concluded = answer(synthetic_site, "cq01-who-leads-what", agreement="tamano-okayama")
    assert (concluded["rests_on_drafts"], concluded["drafts"]) == (False, [])
    assert "draft" not in concluded["answer"]["en"]
    members = answer(synthetic_site, "cq09-members-of-the-area")
    assert members["drafts"] == []
    assert answer(synthetic_site, "cq17-facts-from-elsewhere")["drafts"] == []
    assert len(answer(synthetic_site, "cq12-agreements-of-a-municipality")["drafts"]) == 2
    assert len(answer(synthetic_site, "cq24-text-carried", source="okayama-soja-2024")["drafts"]) == 0
    assert len(answer(synthetic_site, "cq24-text-carried", source="okayama-soja-2025")["drafts"]) == 1


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("cq01-who-leads-what", "true"),
        ("cq01-who-leads-what?agreement=tamano-okayama", "false"),
        ("cq09-members-of-the-area", "false"),
        ("cq11-one-initiative", "true"),
    ],
)
def test_every_row_of_a_table_tells_whether_the_answer_rests_on_a_draft(
    question: str, draft: str, form: str, synthetic_site: Site
) -> None:
    name, _, arguments = question.partition("?")
    reply = synthetic_site.ask(f"{PATH}/{name}.{form}?{arguments}")
    rows = list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))
    assert rows
    assert {row["answer_rests_on_drafts"] for row in rows} == {draft}


def test_a_file_for_excel_is_marked_and_harmless(seed_site: Site) -> None:
    reply = seed_site.ask(f"{PATH}/cq01-who-leads-what.csv-excel")
    assert reply.body.startswith(b"\xef\xbb\xbf")
    assert reply.body[3:] == seed_site.ask(f"{PATH}/cq01-who-leads-what.csv").body
    assert reply.headers["Content-Disposition"] == 'inline; filename="cq01-who-leads-what.csv"'


def test_an_answer_is_known_again(seed_site: Site) -> None:
    path = f"{PATH}/cq01-who-leads-what.csv?municipality=331007"
    first = seed_site.ask(path)
    again = seed_site.ask(path, headers={"If-None-Match": first.headers["ETag"]})
    head = seed_site.ask(path, "HEAD")
    assert (again.status, again.body) == (304, b"")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert seed_site.ask(path, "OPTIONS").status == 200
    assert seed_site.ask(path, "POST").status == 405


def test_an_answer_leads_to_its_page_and_to_the_description(seed_site: Site) -> None:
    links = seed_site.ask(f"{PATH}/cq01-who-leads-what.csv?pillar=LivingServices").headers.get_all("Link")
    assert links is not None
    for lang in ("ja", "en"):
        page = f"</{lang}/questions/cq01-who-leads-what?pillar=LivingServices>"
        assert f'{page}; rel="describedby"; type="text/html"; hreflang="{lang}"' in links
    assert '</api/openapi.json>; rel="service-desc"; type="application/json"' in links


def test_a_browser_is_led_to_the_page(seed_site: Site) -> None:
    for path, target in (
        (PATH, "/en/questions"),
        (f"{PATH}/cq01-who-leads-what", "/en/questions/cq01-who-leads-what"),
        (
            f"{PATH}/cq01-who-leads-what?municipality=331007&lang=ja",
            "/ja/questions/cq01-who-leads-what?municipality=331007",
        ),
    ):
        reply = seed_site.ask(path, headers={"Accept": "text/html"})
        assert (reply.status, reply.headers["Location"]) == (302, target)
        assert seed_site.ask(target).status == 200


def test_the_list_names_every_question_and_what_may_be_given(seed_site: Site) -> None:
    listed = seed_site.ask(PATH).json
    assert [one["id"] for one in listed["questions"]] == [query.stem for query in QUERIES]
    for one in listed["questions"]:
        assert set(one["question"]) == set(one["cannot_tell"]) == {"ja", "en"}
        assert all(
            parameter["values"] in listed["values"] or parameter["values"] == "word"
            for parameter in one["parameters"]
        )
    assert seed_site.ask(f"{PATH}.json", headers={"Accept": "text/html"}).json == listed
    assert {"value": "332089", "name": {"ja": "総社市", "en": "Soja City"}} in listed["values"][
        "municipality"
    ]


def test_every_value_in_the_list_may_be_given(synthetic_site: Site) -> None:
    listed = synthetic_site.ask(PATH).json
    for one in listed["questions"]:
        for parameter in one["parameters"]:
            for value in listed["values"].get(parameter["values"], [{"value": "観光"}])[:4]:
                answer(synthetic_site, one["id"], **{parameter["name"]: value["value"]})
