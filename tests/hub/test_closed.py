"""Attacks on a hub that shows more than is for all: nothing of it before the log-in."""

import re

import pytest
from fastapi.testclient import TestClient

from karaula.hub.page import PAGES
from karaula.hub.safety import LOG_IN, Gate
from karaula.hub.serve import Server, application
from karaula.hub.session import COOKIE, Password, Sessions
from karaula.workspace import Hub, HubError

SECRET = "correct horse battery"
HIDDEN = "The secret paper"


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(password=Password(SECRET), closed=True)


@pytest.fixture(scope="module")
def closed(hub: Hub, gate: Gate) -> TestClient:
    return client_of(hub, gate)


def client_of(hub: Hub, gate: Gate) -> TestClient:
    app = application(hub, "TLP:AMBER", gate=gate)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False,
                      follow_redirects=False)  # fmt: skip


def addresses(client: TestClient) -> list[str]:
    """Every path of the hub, its slots filled."""
    own = {known.path for known in PAGES}
    api = client.app.openapi()["paths"]  # type: ignore[attr-defined]
    more = ("/openapi.json", "/api", "/nowhere", "/review/building", "/report/report.html")
    return sorted(re.sub(r"\{\w+\}", "SRB", path) for path in {*own, *api, *more})


def test_nothing_is_read_before_the_log_in(closed: TestClient) -> None:
    for path in addresses(closed):
        if path == LOG_IN:
            continue
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"):
            for accept in ("text/html", "*/*"):
                answer = closed.request(method, path, headers={"accept": accept})
                assert answer.status_code in (303, 401), f"{method} {path}: {answer.status_code}"
                assert answer.headers["cache-control"] == "no-store"
                assert "zugzwang" not in answer.text and HIDDEN not in answer.text


@pytest.mark.parametrize(
    "path",
    ["//", "/static/../", "/static/../../country/SRB", "/static/%2e%2e/evidence", "/review/log-in/",
     "/review/log-in/../../evidence", "/STATIC/", "/review/log-in%2f..", "/static"],
)  # fmt: skip
def test_no_path_leads_around_the_log_in(closed: TestClient, path: str) -> None:
    answer = closed.get(path)
    assert answer.status_code in (303, 307, 401, 404, 405)
    assert HIDDEN not in answer.text and "zugzwang" not in answer.text


def test_no_cookie_but_that_of_a_log_in_opens(closed: TestClient, gate: Gate) -> None:
    mine, foreign = gate.sessions, Sessions()
    logged_in = mine.new("Ana", logged_in=True)
    opens = mine.cookie(logged_in)
    for cookie in (mine.cookie(mine.new("Ana")), foreign.cookie(foreign.new("Ana", logged_in=True)),
                   opens[:-1], opens.upper(), "", ".", "e30.x"):  # fmt: skip
        assert closed.get("/evidence", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 401
    assert closed.get("/evidence", headers={"cookie": f"{COOKIE}={opens}"}).status_code == 200
    mine.end(logged_in)
    assert closed.get("/evidence", headers={"cookie": f"{COOKIE}={opens}"}).status_code == 401


def test_what_is_not_for_all_is_read_after_the_log_in_and_kept_nowhere(
    hub: Hub, gate: Gate
) -> None:
    client = client_of(hub, gate)
    page = client.get("/evidence?q=1", headers={"accept": "text/html"})
    assert page.status_code == 303
    to = page.headers["location"]
    assert to == f"{LOG_IN}?next=/evidence%3Fq%3D1"
    asked = client.get(to, headers={"accept": "text/html"})
    assert asked.status_code == 200 and HIDDEN not in asked.text
    token = re.findall(r'name="token" value="(\w+)"', asked.text)[0]
    assert 'value="/evidence?q=1"' in asked.text
    fields = {"token": token, "author": "Ana", "password": SECRET, "next": "/evidence"}
    assert client.post(LOG_IN, data=fields).headers["location"] == "/evidence"
    shown = client.get("/evidence")
    assert shown.status_code == 200 and HIDDEN in shown.text
    assert shown.headers["cache-control"] == "no-store"


def test_the_looks_are_for_all(closed: TestClient) -> None:
    for name in ("hub.css", "charts.css", "mark.svg"):
        assert closed.get(f"/static/{name}").status_code == 200


@pytest.mark.parametrize("level", ["TLP:GREEN", "TLP:AMBER", "TLP:RED"])
def test_a_hub_above_clear_has_a_password_or_is_not_served(hub: Hub, level: str) -> None:
    with pytest.raises(HubError, match="under a password alone"):
        Server(hub, "127.0.0.1", 0, level)  # type: ignore[arg-type]


def test_a_hub_that_is_for_all_is_open(hub: Hub) -> None:
    server = Server(hub, "127.0.0.1", 0, password=Password(SECRET))
    assert "Reading" not in server.told
    server._socket.close()
    closed = Server(hub, "127.0.0.1", 0, "TLP:AMBER", Password(SECRET))
    assert "It shows what is TLP:AMBER. Reading and changes are open to who logs in" in closed.told
    closed._socket.close()
