"""The files of a release are delivered as they are recorded, and nothing else is."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.release.manifest import read_manifest
from tests.store.handmade import RELEASE, SOURCE, write_release
from tests.web.site import Site

DUMP = "dumps/renkei.nq"
WHOLE = (SOURCE / DUMP).read_bytes()


@pytest.fixture(scope="session")
def older(handmade: Path) -> str:
    """A second release beside the one that is served."""
    return write_release(handmade.parent, "2024-12-31-older").name


@pytest.fixture(scope="session")
def withdrawn(handmade: Path) -> str:
    """A release that was pruned: its tombstone is left."""
    stone = {"release": "2024-01-01-gone", "as_of": "2024-01-01", "withdrawn": True}
    directory = handmade.parent / "2024-01-01-gone"
    directory.mkdir()
    (directory / "tombstone.json").write_text(json.dumps(stone), encoding="utf-8")
    return directory.name


@pytest.fixture
def unlisted(handmade: Path) -> Iterator[None]:
    """Files in the release's directory and above it that no manifest lists."""
    strays = [handmade / "secret.txt", handmade.parent / "manifest.json"]
    for stray in strays:
        stray.write_text("{}", encoding="utf-8")
    yield
    for stray in strays:
        stray.unlink()


def test_every_file_is_delivered_as_the_manifest_records_it(site: Site, handmade: Path) -> None:
    for file in read_manifest(handmade).files:
        for place in ("latest", RELEASE):
            reply = site.ask(f"/dumps/{place}/{file.path}")
            assert (reply.status, reply.media_type) == (200, file.media_type)
            assert hashlib.sha256(reply.body).hexdigest() == file.sha256
            assert reply.headers["ETag"] == f'"{file.sha256}"'
            assert reply.headers["Content-Length"] == str(file.bytes)
            assert reply.headers["Last-Modified"] == "Wed, 01 Jan 2025 00:00:00 GMT"


def test_the_manifest_is_delivered(site: Site, handmade: Path) -> None:
    reply = site.ask("/dumps/latest/manifest.json")
    assert reply.media_type == "application/json"
    assert reply.body == (handmade / "manifest.json").read_bytes()


def test_a_date_tells_only_whether_what_never_changes_is_the_same(site: Site) -> None:
    since = {"If-Modified-Since": "Wed, 01 Jan 2025 00:00:00 GMT"}
    assert site.ask(f"/dumps/{RELEASE}/{DUMP}", headers=since).status == 304
    assert site.ask(f"/dumps/latest/{DUMP}", headers=since).status == 200


def test_text_says_its_encoding(site: Site) -> None:
    assert (
        site.ask("/dumps/latest/sources/example.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
    )


@pytest.mark.parametrize("place", ["latest", RELEASE])
def test_a_file_that_the_client_has_is_not_sent_again(site: Site, place: str) -> None:
    path = f"/dumps/{place}/{DUMP}"
    tag = site.ask(path).headers["ETag"]
    again = site.ask(path, headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"]
    assert site.ask(path, headers={"If-None-Match": '"other"'}).status == 200
    assert site.ask(path, headers={"If-None-Match": tag, "Range": "bytes=0-1"}).status == 304
    other = site.ask(path, headers={"If-Match": '"other"'})
    assert (other.status, other.media_type) == (412, "application/problem+json")


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-9", 206, WHOLE[:10]),
        ("bytes=10-", 206, WHOLE[10:]),
        ("bytes=-5", 206, WHOLE[-5:]),
        ("bytes=0-99999999", 206, WHOLE),
        ("bytes=0-0,5-6", 200, WHOLE),
        ("bytes=99999999-", 416, None),
        ("lines=1-2", 416, None),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(
    site: Site, asked: str, status: int, expected: bytes | None
) -> None:
    reply = site.ask(f"/dumps/latest/{DUMP}", headers={"Range": asked})
    assert reply.status == status
    if expected is not None:
        assert reply.body == expected
        assert reply.headers["Content-Length"] == str(len(expected))
    if status == 206:
        assert reply.headers["Content-Range"].endswith(f"/{len(WHOLE)}")
    if status == 416:
        assert reply.headers["Content-Range"] == f"bytes */{len(WHOLE)}"


def test_a_part_of_another_state_of_the_file_is_not_given(site: Site) -> None:
    headers = {"Range": "bytes=0-9", "If-Range": '"other"'}
    assert site.ask(f"/dumps/latest/{DUMP}", headers=headers).body == WHOLE


def test_a_client_that_reads_gzip_gets_the_compressed_file(site: Site) -> None:
    plain = site.ask(f"/dumps/latest/{DUMP}")
    packed = site.ask(f"/dumps/latest/{DUMP}", headers={"Accept-Encoding": "gzip, br"})
    assert (packed.headers["Content-Encoding"], packed.media_type) == ("gzip", "application/n-quads")
    assert gzip.decompress(packed.body) == plain.body == WHOLE
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for reply in (plain, packed):
        assert "Accept-Encoding" in reply.headers["Vary"]
    refused = site.ask(f"/dumps/latest/{DUMP}", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_a_compressed_file_can_be_asked_for_itself(site: Site) -> None:
    reply = site.ask(f"/dumps/latest/{DUMP}.gz", headers={"Accept-Encoding": "gzip"})
    assert reply.media_type == "application/gzip"
    assert "Content-Encoding" not in reply.headers
    assert gzip.decompress(reply.body) == WHOLE


def test_head_is_get_without_its_body(site: Site) -> None:
    got, head = site.ask(f"/dumps/latest/{DUMP}"), site.ask(f"/dumps/latest/{DUMP}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary", "Accept-Ranges"):
        assert head.headers[name] == got.headers[name]


def test_a_release_may_be_kept_for_ever_and_the_latest_only_briefly(site: Site) -> None:
    assert "immutable" in site.ask(f"/dumps/{RELEASE}/{DUMP}").headers["Cache-Control"]
    latest = site.ask(f"/dumps/latest/{DUMP}").headers["Cache-Control"]
    assert "immutable" not in latest
    assert "max-age=60" in latest


def test_an_older_release_is_delivered_and_a_withdrawn_one_is_gone(
    site: Site, older: str, withdrawn: str
) -> None:
    assert site.ask(f"/dumps/{older}/{DUMP}").body == WHOLE
    gone = site.ask(f"/dumps/{withdrawn}/{DUMP}")
    assert (gone.status, gone.media_type) == (410, "application/problem+json")
    assert site.ask(f"/dumps/{withdrawn}/manifest.json").status == 410
    assert site.ask(f"/dumps/{withdrawn}/").status == 410
    listed = site.ask("/dumps/").json
    assert [release["release"] for release in listed["releases"]] == [RELEASE, older]


def test_the_list_leads_to_every_file(site: Site) -> None:
    listed = site.ask("/dumps/", headers={"Accept": "application/json"}).json
    assert listed["latest"] == RELEASE
    assert len(listed["files"]) == 6
    for file in listed["files"]:
        assert file["url"].startswith("/")
        assert hashlib.sha256(site.ask(file["url"]).body).hexdigest() == file["sha256"]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", ["/dumps/", "/dumps/latest/", f"/dumps/{RELEASE}/"])
def test_a_person_gets_a_page(site: Site, path: str, lang: str) -> None:
    reply = site.ask(f"{path}?lang={lang}", headers={"Accept": "text/html"})
    assert (reply.status, reply.media_type) == (200, "text/html")
    assert reply.headers["Content-Language"] == lang
    assert RELEASE in reply.text


def test_each_release_lists_its_own_files(site: Site, older: str) -> None:
    listed = site.ask(f"/dumps/{older}/").json
    assert (listed["latest"], listed["release"]) == (RELEASE, older)
    assert {file["url"].split("/")[2] for file in listed["files"]} == {older}
    assert site.ask("/dumps/latest/").json["release"] == RELEASE
    assert site.ask(f"/dumps/{older}/", headers={"Accept": "text/html"}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/latest/nothing",
        "/dumps/latest/dumps",
        "/dumps/latest/dumps/",
        "/dumps/latest/../manifest.json",
        "/dumps/latest/dumps/../manifest.json",
        "/dumps/latest/%2e%2e/%2e%2e/etc/passwd",
        "/dumps/latest/..%2f..%2fetc%2fpasswd",
        "/dumps/latest//etc/passwd",
        "/dumps/latest/%2fetc%2fpasswd",
        "/dumps/latest/dumps%5c..%5cmanifest.json",
        "/dumps/latest/dumps/renkei.nq%00",
        "/dumps/latest/dumps/./renkei.nq",
        "/dumps/../dumps/latest/x",
        "/dumps/%2e%2e/releases/x",
        "/dumps/..%2freleases/manifest.json",
        "/dumps/./manifest.json",
        "/dumps/%2e/manifest.json",
        f"/dumps/{RELEASE}%2f..%2f{RELEASE}/manifest.json",
        f"/dumps/{RELEASE}/secret.txt",
        "/dumps/no-such-release/manifest.json",
        "/dumps/no-such-release/",
        "/dumps/" + "a" * 300 + "/x",
        "/dumps/" + "a" * 300 + "/",
        "/dumps/%00/manifest.json",
    ],
)
@pytest.mark.usefixtures("unlisted")
def test_only_files_that_a_manifest_lists_are_served(site: Site, path: str) -> None:
    reply = site.ask(path)
    assert reply.status in {404, 308}
    if reply.status == 308:
        assert site.ask(reply.headers["Location"].replace(site.address.rstrip("/"), "")).status == 404
