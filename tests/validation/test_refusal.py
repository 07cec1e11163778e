"""A graph that breaks a shape becomes no release, and each result is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Kg, registered, write_register

PLAIN = ROOT / "tests" / "agreements" / "plain.txt"
RESULT = {
    "en": "Violation: http://localhost:8000/id/agreement/synthetic/party/331007 “甲 岡山市”: "
    "Give at most one address as written (renkei:addressText), in Japanese (@ja). "
    "(property renkei:addressText; source first, line 26; rule rsh:Party-addressText)",
    "ja": "違反：http://localhost:8000/id/agreement/synthetic/party/331007「甲 岡山市」："
    "書かれた住所（renkei:addressText）は一つだけ、日本語（@ja）で書いてください。"
    "（項目 renkei:addressText、資料 first の26行目、規則 rsh:Party-addressText）",
}
OUTCOME = {
    "en": "The graph does not conform to the shapes. Nothing was published.",
    "ja": "グラフがシェイプに適合しません。何も公開していません。",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two documents of one agreement, each well written, that give different addresses."""
    documents = tmp_path / "data" / "documents"
    documents.mkdir(parents=True)
    text = PLAIN.read_text("utf-8")
    first, second = documents / "first.txt", documents / "second.txt"
    first.write_text(text, "utf-8")
    second.write_text(text.replace("架空一丁目1番1号", "架空九丁目9番9号"), "utf-8")
    rows = (
        registered(path, agreement="synthetic", instrument=path.stem, version=path.stem, order=order)
        for path, order in ((first, "1"), (second, "2"))
    )
    write_register(tmp_path / "data" / "sources.csv", rows)
    return tmp_path / "data"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_documents_that_contradict_each_other_are_not_published(language: str, data: Path, kg: Kg) -> None:
    releases = data.parent / "output" / "releases"
    run = kg("--lang", language, "build", "--data", data, "--releases", releases)
    assert run.returncode == 1
    assert run.stderr.splitlines() == [RESULT[language], OUTCOME[language]]
    assert not releases.parent.exists()
