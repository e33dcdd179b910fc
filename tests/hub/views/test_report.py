"""The report in the hub: every figure bound, no more than is for all, and no foreign style."""

import re

import pytest
from fastapi.testclient import TestClient

from karaula.hub.figure import Figure
from karaula.hub.page import Asked
from karaula.hub.report import policy
from karaula.hub.shelf import Shelf
from karaula.hub.views.report import composed, report


def test_every_figure_leads_to_what_it_comes_from(shelf: Shelf) -> None:
    block = report(shelf, Asked()).block("figures")
    assert block is not None and len(block.rows) > 10
    for row in block.rows:
        (figure,) = row[2]  # type: ignore[misc]
        assert isinstance(figure, Figure)
        assert figure.ref.kind in ("claim", "measure", "finding")
        assert str(row[1]).strip(figure.text) and row[1] != figure.text, "it stands among words"


def test_it_is_made_of_what_the_reader_may_see(shelf: Shelf, client: TestClient) -> None:
    assert composed(shelf).handling == "TLP:CLEAR"
    assert "zugzwang" not in client.get("/report/report.html").text


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("docx", b"PK")]
)
def test_it_can_be_had_in_every_format(client: TestClient, ending: str, begins: bytes) -> None:
    answer = client.get(f"/report/report.{ending}")
    assert answer.status_code == 200
    assert answer.content.lower().startswith(begins.lower())
    assert client.get("/report/report.exe").status_code == 404


def test_a_report_may_show_its_own_style_and_load_nothing(client: TestClient) -> None:
    answer = client.get("/report/report.html")
    said = answer.headers["content-security-policy"]
    assert "script" not in said.replace("default-src 'none'", "")
    assert len(re.findall("sha256-", said)) == answer.text.count("<style")
    assert "<script" not in answer.text


def test_only_the_styles_that_stand_there_are_allowed() -> None:
    assert policy(b"<style>a{}</style>") != policy(b"<style>b{}</style>")
    assert "style-src 'none'" in policy(b"<p>")
