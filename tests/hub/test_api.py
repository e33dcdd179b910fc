"""The API: what pages show, row by row, in one shape; and nothing that the reader may not see."""

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.workspace import Hub

LISTS = (
    "claims/observation", "claims/incident", "claims/role", "claims/leg", "claims/tie",
    "claims/presence", "claims/response", "claims/citation", "sources", "entities", "events",
    "findings", "measures", "seizures",
)  # fmt: skip


def rows(client: TestClient, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


@pytest.mark.parametrize("path", LISTS)
def test_paging_gives_every_row_once_and_in_one_order(client: TestClient, path: str) -> None:
    whole = client.get(f"/api/v1/{path}", params={"limit": 1000}).json()
    assert (whole["after"], whole["total"]) == (None, len(whole["data"]))
    steps: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        part = client.get(f"/api/v1/{path}", params={"limit": 7, **after}).json()
        steps += part["data"]
        assert len(part["data"]) <= 7
        assert part["total"] == whole["total"]
        if part["after"] is None:
            break
        after = {"after": part["after"]}
    assert steps == whole["data"]


@pytest.mark.parametrize(
    ("path", "query", "holds"),
    [
        ("claims/observation", {"area": "SRB"}, lambda row: row["area"] == ["SRB"]),
        ("claims/observation", {"from": "2023", "to": "2023"}, lambda row: row["period"] == "2023"),
        ("claims/observation", {"to": "2021-06"}, lambda row: row["period"] == "2021"),
        ("claims/role", {"area": "ALB", "market": "cocaine"}, lambda row: row["role"] == "transit"),
        ("claims/incident", {"substance": "cocaine"}, lambda row: row["area"] == ["ALB"]),
        ("claims/incident", {"from": "2022-05-20", "to": "2022-05"},
         lambda row: row["date"] == "2022-05"),
        ("claims/leg", {"area": "ECU"}, lambda row: row["origin"] == ["ECU"]),
        ("measures", {"area": "SVN"}, lambda row: row["area"] == "SVN"),
        ("seizures", {"drug_group": "cocaine"}, lambda row: row["kg"] == 200),
        ("events", {"area": "ALB"}, lambda row: "ALB" in row["area"]),
        ("entities", {"type": "area"}, lambda row: row["type"] == "area"),
    ],
)  # fmt: skip
def test_filters_give_what_fits_and_nothing_else(
    client: TestClient, path: str, query: dict[str, str], holds: Any
) -> None:
    found = rows(client, path, limit=1000, **query)
    assert found and all(holds(row) for row in found)
    assert len(found) < len(rows(client, path, limit=1000)) or len(found) == 1


@pytest.mark.parametrize("query", [{"from": "2022-06"}, {"to": "2022-04"}, {"area": "SRB"}])
def test_filters_leave_out_what_does_not_fit(client: TestClient, query: dict[str, str]) -> None:
    assert rows(client, "claims/incident", **query) == []


def test_every_entry_has_an_address_of_its_own(client: TestClient) -> None:
    for path, single, key in (
        ("claims/role", "claim", "claim_id"), ("claims/observation", "claim", "claim_id"),
        ("sources", "source", "source_id"), ("entities", "entity", "entity_id"),
        ("events", "event", "event_id"), ("findings", "finding", "finding_id"),
        ("measures", "measure", "measure_id"),
    ):  # fmt: skip
        for row in rows(client, path, limit=2):
            assert client.get(f"/api/v1/{single}/{row[key]}").json()["data"] == row
        missing = client.get(f"/api/v1/{single}/0000000000000000")
        assert missing.status_code == 404
        assert missing.headers["content-type"] == "application/problem+json"


def test_passages_are_the_words_at_their_offsets(client: TestClient) -> None:
    source = next(row for row in rows(client, "sources") if row["name"] == "news.md")
    passages = rows(client, f"source/{source['source_id']}/passages")
    assert any("Albania is a key transit country" in row["text"] for row in passages)
    assert [row["start"] for row in passages] == sorted(row["start"] for row in passages)
    assert all(len(row["text"]) == row["end"] - row["start"] for row in passages)
    role = rows(client, "claims/role", area="ALB")[0]
    within = next(row for row in passages if row["passage_id"] == role["passage_id"])
    at = slice(role["start"] - within["start"], role["end"] - within["start"])
    assert within["text"][at] == role["quote"]


def test_search_finds_true_places(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "Durres", "of": "passage"}).json()
    assert found["counts"]["passage"] == len(found["data"]) == 1
    assert [mark["text"] for mark in found["data"][0]["words"] if mark["found"]] == ["Durres"]


def test_blocks_are_those_of_the_page(client: TestClient) -> None:
    page = client.get("/api/v1/pages/country", params={"area": "SRB"}).json()
    for block in page["blocks"]:
        own = client.get(f"/api/v1/pages/country/{block['id']}", params={"area": "SRB"}).json()
        assert own["block"] == block
        table = {"area": "SRB", "format": "csv"}
        told = client.get(f"/api/v1/pages/country/{block['id']}", params=table)
        other = client.get(f"/data/country/{block['id']}.csv", params={"area": "SRB"})
        assert told.content == other.content
    ranking = client.get("/api/v1/index/ranking").json()["block"]
    assert client.get("/api/v1/pages/index").json()["blocks"] == [ranking]


def test_maps_are_geojson_and_edges_name_their_claims(client: TestClient) -> None:
    for name in ("routes", "seizures"):
        answer = client.get(f"/api/v1/{name}.geojson", params={"area": "all"})
        assert answer.headers["content-type"] == "application/geo+json"
        assert answer.json()["type"] == "FeatureCollection"
    edges = rows(client, "routes/edges", area="all")
    way = next(edge for edge in edges if edge["from"] == "ECU")
    for claim in way["claims"]:
        assert client.get(f"/api/v1/claim/{claim}").json()["data"]["kind"] == "leg"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims/nothing", 404),
        ("claims/role?colour=red", 422),
        ("claims/role?limit=0", 422),
        ("claims/role?limit=1001", 422),
        ("claims/role?limit=ten", 422),
        ("claims/role?from=yesterday", 422),
        ("claims/role?format=xml", 422),
        ("claims/role?after=0000000000000000", 400),
        ("claims/role?after=' OR 1=1 --", 422),
        ("source/0000000000000000/passages", 404),
        ("source/..%2f..%2fetc/passages", 404),
        ("pages/country", 422),
        ("pages/country?area=", 422),
        ("pages/country?area=FRA", 404),
        ("pages/index?x=1", 400),
        ("index/ranking?x=1", 400),
        ("index/pair", 404),
        ("pages/nothing", 404),
        ("pages/region/nothing", 404),
        ("pages/review", 404),
        ("routes/edges?drug=nothing", 400),
        ("routes/edges?from=2020&to=2010", 400),
        ("routes.geojson?area=nowhere", 400),
        ("search", 422),
        ("search?q=a&of=secrets", 422),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}", headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    assert "Traceback" not in told["detail"]


def test_words_in_filters_are_never_taken_for_sql(client: TestClient) -> None:
    for attack in ("x' OR '1'='1", "'; DROP TABLE sources; --", "%", "*", "\x00", "\ud800"):
        told = attack.encode("utf-8", "surrogatepass")
        answer = client.get("/api/v1/claims/role", params={"area": told})
        assert answer.json()["total"] == 0
    assert rows(client, "sources")


def test_only_reading_is_offered(client: TestClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, "/api/v1/claims/role")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    described = client.get("/openapi.json").json()["paths"]
    ours = [known for path, known in described.items() if path.startswith("/api/")]
    assert ours and all(set(known) == {"get"} for known in ours)


def test_a_client_that_has_an_answer_is_told_so(client: TestClient) -> None:
    first = client.get("/api/v1/measures")
    held = client.get("/api/v1/measures", headers={"if-none-match": first.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert client.get("/api/v1/measures?limit=1").headers["etag"] != first.headers["etag"]


def test_every_answer_names_the_version_of_the_lake(client: TestClient, shelf: Any) -> None:
    for path in (*LISTS, "pages/region", "index/ranking", "routes/edges", "search?q=a",
                 "routes.geojson", "seizures.geojson"):  # fmt: skip
        assert client.get(f"/api/v1/{path}").json()["version"] == shelf.version
    assert client.get("/api/v1").json()["version"] == shelf.version


def addresses(client: TestClient) -> list[str]:
    """Every operation with what is known to be there, as readers of all labels would ask."""
    paths = client.get("/openapi.json").json()["paths"]
    plain = [path for path in paths if path.startswith("/api/") and "{" not in path]
    return [*plain, "/api/v1/search?q=zugzwang", "/api/v1/search?q=secret",
            "/api/v1/pages/country?area=HRV", "/api/v1/pages/market?market=heroin",
            "/api/v1/claims/role?area=HRV", "/api/v1/pages/evidence?q=zugzwang"]  # fmt: skip


def test_nothing_above_the_reader_s_level_is_told(client: TestClient, hub: Hub) -> None:
    insider = TestClient(app(hub, "TLP:AMBER"), base_url="http://localhost")
    secret = next(row for row in rows(insider, "sources") if row["title"] == "The secret paper")
    source = secret["source_id"]
    (claim,) = rows(insider, "claims/role", source_id=source)
    hidden = (source, claim["claim_id"], "The secret paper", "secret.md", "zugzwang is")
    for path in addresses(client):
        told = client.get(path).text
        assert not [word for word in hidden if word in told], path
    for path in (
        f"source/{source}", f"source/{source}/passages", f"claim/{claim['claim_id']}",
        f"pages/source?id={source}", f"pages/claim?id={claim['claim_id']}",
        f"pages/source/about?id={source}",
    ):  # fmt: skip
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404, path
        assert client.get(f"/api/v1/{path.replace(source, '0' * 16)}").status_code == 404
        assert insider.get(f"/api/v1/{path}").status_code in (200, 404)
    after = client.get("/api/v1/claims/role", params={"after": claim["claim_id"]})
    unknown = client.get("/api/v1/claims/role", params={"after": "0" * 16})
    assert after.json() == unknown.json()


FORMULA = "# Notes\n\n=HYPERLINK(1) Albania is a key transit country for cocaine.\n"


def test_tables_for_spreadsheets_hold_no_formula(new_hub: Any) -> None:
    made = new_hub({"=cmd.md": FORMULA, "=cmd.md.source.yml": "title: '=1+1'\npublisher: '@SUM'\n"})
    client = TestClient(app(made), base_url="http://localhost")
    source = rows(client, "sources")[0]
    assert source["title"] == "=1+1"
    for path in ("sources", "claims/role", f"source/{source['source_id']}/passages", "entities"):
        answer = client.get(f"/api/v1/{path}", params={"format": "csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        fields = [field for row in csv.reader(io.StringIO(answer.text)) for field in row]
        assert not [f for f in fields if f.lstrip(" ").startswith(("=", "+", "@"))], path
    assert "'=1+1" in client.get("/api/v1/sources?format=csv").text


def test_decisions_are_told_by_their_outcome_alone(client: TestClient) -> None:
    for kind in ("role", "observation"):
        for row in rows(client, f"claims/{kind}", limit=3):
            assert (row["reviewed"], row["author"], row["state"]) == (False, None, "machine")
            assert "machine" not in row
    paths = client.get("/openapi.json").json()["paths"]
    assert not [path for path in paths if "decision" in path]


def test_the_page_of_the_api_names_every_path(client: TestClient) -> None:
    page = client.get("/api", headers={"accept": "text/html"})
    assert page.status_code == 200
    paths = [path for path in client.get("/openapi.json").json()["paths"] if "/api/v1/" in path]
    lacking = [
        path for path in paths
        if path not in page.text and not path.startswith(("/api/v1/index/", "/api/v1/pages/"))
    ]  # fmt: skip
    assert lacking == []
