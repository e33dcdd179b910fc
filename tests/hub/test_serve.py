"""The server: what it answers, what it keeps, and how it says that it cannot."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.page import PAGES
from karaula.hub.safety import HEADERS
from karaula.workspace import Hub

HTML = {"accept": "text/html"}
PATHS = ("/", "/country/SRB", "/country/SVN", "/country/XKX", "/market/cocaine", "/market/waste")


@pytest.mark.parametrize("path", PATHS)
def test_pages_answer_with_all_headers_of_safety(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert len(answer.content) < 300_000


@pytest.mark.parametrize("path", PATHS)
def test_no_page_needs_what_the_policy_forbids(client: TestClient, path: str) -> None:
    page = client.get(path, headers=HTML).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    scripts = re.findall(r"<script([^>]*)>([^<]*)</script>", page)
    assert len(scripts) == page.count("<script")
    assert all("src=" in tag or 'type="application/json"' in tag for tag, _ in scripts)
    elsewhere = re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page)
    assert [link for link in elsewhere if "noreferrer" not in page] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_block_has_its_data_and_its_citation(client: TestClient, path: str) -> None:
    page = client.get(path, headers=HTML).text
    blocks = re.findall(r'<section class="block[^"]*" id="([^"]+)"', page)
    assert blocks
    links = re.findall(r'href="(/data/[^"]+)"', page)
    assert len(links) == 2 * len(blocks) == 2 * page.count('<details class="cite">')
    for link in links:
        answer = client.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200, link
        kind = "text/csv; charset=utf-8" if ".csv" in link else "application/json"
        assert answer.headers["content-type"] == kind


def test_a_page_is_made_once_and_the_browser_that_has_it_is_told(client: TestClient) -> None:
    client.get("/country/ALB")
    again = client.get("/country/ALB")
    assert again.headers["server-timing"].startswith("kept;")
    held = client.get("/country/ALB", headers={"if-none-match": again.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")


def test_what_a_page_does_not_read_of_a_query_makes_no_page_of_its_own(client: TestClient) -> None:
    client.get("/country/MNE")
    assert client.get("/country/MNE?x=1").headers["server-timing"].startswith("kept;")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/country/FRA", 404),
        ("/country/..%2f..%2fetc%2fpasswd", 404),
        ("/market/nothing", 404),
        ("/?edition=1999", 400),
        ("/?measure=%3Cscript%3E", 400),
        ("/country/SRB?page=0", 400),
        ("/country/SRB?page=99999999999999999999", 400),
        ("/country/SRB?page=%D9%A1", 400),
        ("/data/region/nothing.csv", 404),
        ("/data/nothing/map.csv", 404),
        ("/data/region/map.exe", 404),
        ("/data/country/scores.csv", 400),
        ("/static/../serve.py", 404),
        ("/static/%2e%2e/serve.py", 404),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert set(told) == {"type", "title", "status", "detail"} and told["status"] == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    if not path.startswith(("/data/", "/static/")):
        page = client.get(path, headers=HTML)
        assert page.status_code == status and "<h1>" in page.text
        assert "<script>" not in page.text


def test_a_fault_of_the_program_tells_nothing_of_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setattr("karaula.hub.views.market.market", broken)
    asking = TestClient(app(hub), base_url="http://localhost", raise_server_exceptions=False)
    answer = asking.get("/market/cocaine")
    assert answer.status_code == 500 and "inner" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_another_name_led_to_this_machine_reads_nothing(client: TestClient, name: str) -> None:
    answer = client.get("/", headers={"host": name})
    assert answer.status_code == 421 and "Serbia" not in answer.text


@pytest.mark.parametrize("name", ["localhost", "localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_the_hub_answers_under_the_names_of_this_machine(client: TestClient, name: str) -> None:
    assert client.get("/", headers={"host": name}).status_code == 200


def test_no_page_can_be_written_to(client: TestClient) -> None:
    for page in PAGES:
        path = page.path.replace("{area}", "SRB").replace("{market}", "cocaine")
        assert client.post(path.replace("{id}", "0")).status_code == 405


def test_the_data_say_what_they_are(client: TestClient) -> None:
    told = client.get("/data/region/ranking.json").json()
    assert told["unit"] == "score, 1 to 10" and told["period"] == "edition 2023"
    first = told["rows"][0]
    assert first["area"] == "Serbia" and first["score"]["value"] == 6.75
    assert re.fullmatch(r"/(claim|measure)/[0-9a-f]{16}", first["score"]["evidence"])
    assert json.dumps(told, allow_nan=False)
