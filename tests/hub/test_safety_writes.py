"""Attacks on writing: from other pages, other machines, without the password, with too much."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from karaula.hub import session
from karaula.hub.safety import BODY, FIELD, FIELDS, QUESTIONS, Gate, form, within
from karaula.hub.serve import Server, application
from karaula.hub.session import COOKIE, LEAST, TRIES, WITHIN, Password, Sessions, password
from karaula.hub.shelf import Shelf
from karaula.lake import Decisions
from karaula.workspace import Hub, HubError

SECRET = "correct horse battery"
CLAIM = "0123456789abcdef"
"""What no claim is called: what is refused is refused before anybody looks."""
PAGE = {"accept": "text/html"}


@pytest.fixture
def own(hub: Hub, tmp_path: Path) -> Hub:
    """A copy of the hub, which a test may write to."""
    shutil.copytree(hub.folder, tmp_path / "own")
    return Hub.open(tmp_path / "own")


def browser(own: Hub, gate: Gate | None = None, at: str = "http://localhost") -> TestClient:
    hosts = ("*",) if at != "http://localhost" else ("localhost",)
    app = application(own, hosts=hosts, gate=gate)
    return TestClient(app, base_url=at, raise_server_exceptions=False, headers=PAGE,
                      follow_redirects=False)  # fmt: skip


def token(client: TestClient) -> str:
    """The token that every form of this session carries."""
    client.get("/review/building")
    gate = client.app.state.desk.gate  # type: ignore[attr-defined]
    made: str = gate.sessions.token(gate.sessions.read(client.cookies[COOKIE]))
    return made


def named(client: TestClient) -> dict[str, str]:
    """Begin as Ana; fields of a decision that would be carried out."""
    fields = {"token": token(client), "author": "Ana"}
    assert client.post("/review/name", data=fields).status_code == 303
    return {"token": fields["token"], "verdict": "accept", "subject": CLAIM}


def decisions(own: Hub) -> int:
    return len(Decisions(own.decisions).all())


def writes(own: Hub) -> Iterator[tuple[str, str]]:
    """Every method and path of the hub that may change something."""
    for path, methods in browser(own).app.openapi()["paths"].items():  # type: ignore[attr-defined]
        for method in methods:
            if method not in ("get", "head"):
                yield method, path
    yield from (
        ("post", f"/review/{name}")
        for name in ("decide", "undo", "build", "name", "log-in", "leave")
    )


def test_a_decision_of_the_page_itself_is_taken(own: Hub, shelf: Shelf) -> None:
    client = browser(own)
    row = shelf.row("SELECT claim_id FROM claims_role LIMIT 1")
    assert row
    fields = named(client) | {"subject": row["claim_id"]}
    own_page = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert client.post("/review/decide", data=fields, headers=own_page).status_code == 303
    assert decisions(own) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:81"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://localhost", "sec-fetch-site": "cross-site"},
    ],
)
def test_another_page_cannot_write_even_with_a_token(own: Hub, headers: dict[str, str]) -> None:
    client = browser(own)
    fields = named(client)
    assert client.post("/review/decide", data=fields, headers=headers).status_code == 403
    assert decisions(own) == 0


def test_no_write_goes_without_its_token(own: Hub) -> None:
    client = browser(own)
    fields = named(client)
    other = browser(own)
    named(other)
    for wrong in ("", "0" * 64, fields["token"][:-1], "é", token(other)):
        for method, path in writes(own):
            if path in QUESTIONS:
                continue
            answer = client.request(method, path, data=fields | {"token": wrong})
            assert answer.status_code == 403, (path, wrong)
    assert decisions(own) == 0


def test_a_token_in_the_address_is_none(own: Hub) -> None:
    client = browser(own)
    fields = named(client)
    secret = fields.pop("token")
    assert client.post(f"/review/decide?token={secret}", data=fields).status_code == 403


def test_a_cookie_made_elsewhere_is_none(own: Hub) -> None:
    client = browser(own)
    forged = Sessions()
    mine = forged.new("Mallory", logged_in=True)
    client.cookies.set(COOKIE, forged.cookie(mine))
    fields = {"token": forged.token(mine), "author": "Mallory"}
    assert client.post("/review/name", data=fields).status_code == 403


@pytest.mark.parametrize("cookie", ["", ".", "e30.", "e30.00", "\x00.x", "a.b.c", "é.é"])
def test_a_broken_cookie_is_a_new_session(cookie: str) -> None:
    assert Sessions().read(cookie) is None


def test_a_cookie_cannot_be_changed() -> None:
    sessions = Sessions()
    one, other = sessions.new("Ana"), sessions.new("Ana", logged_in=True)
    body, mark = sessions.cookie(other).split(".")[0], sessions.cookie(one).split(".")[1]
    assert sessions.read(sessions.cookie(one)) == one
    assert sessions.read(f"{body}.{mark}") is None


def test_what_a_proxy_passes_on_is_not_from_this_machine(own: Hub) -> None:
    client = browser(own)
    fields = named(client)
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        answer = client.post("/review/decide", data=fields, headers={name: "203.0.113.5"})
        assert answer.status_code == 403
    assert decisions(own) == 0


def test_a_hub_for_the_network_takes_nothing_without_a_password(own: Hub) -> None:
    client = browser(own, Gate(local=False), "https://hub.example")
    shown = client.get("/review").text
    assert "/review/decide" not in shown and "takes no changes" in shown
    fields = {"token": "", "author": "Ana", "verdict": "accept"}
    for method, path in writes(own):
        if path not in QUESTIONS:
            assert client.request(method, path, data=fields).status_code == 403
    assert decisions(own) == 0


def logging_in(client: TestClient, given: str, **more: str) -> tuple[int, dict[str, str]]:
    fields = {"token": token(client), "author": "Ana", "password": given} | more
    answer = client.post("/review/log-in", data=fields)
    return answer.status_code, dict(answer.headers)


def test_with_a_password_only_who_knows_it_writes(own: Hub) -> None:
    client = browser(own, Gate(local=False, password=Password(SECRET)), "https://hub.example")
    assert "/review/decide" not in client.get("/review").text
    fields = {"token": token(client), "author": "Ana", "verdict": "accept"}
    for path in ("/review/decide", "/review/name", "/review/undo", "/review/build"):
        assert client.post(path, data=fields).status_code == 403
    assert logging_in(client, SECRET + "r")[0] == 403
    assert "/review/decide" not in client.get("/review").text
    status, headers = logging_in(client, SECRET)
    assert status == 303 and headers["location"] == "/review"
    subjects = re.findall(r'name="subject" value="([0-9a-f]+)"', client.get("/review").text)
    fields = {"token": token(client), "verdict": "accept", "subject": subjects[0]}
    assert client.post("/review/decide", data=fields).status_code == 303
    assert Decisions(own.decisions).all()[0].author == "Ana"
    assert client.post("/review/leave", data={"token": token(client)}).status_code == 303
    assert "/review/decide" not in client.get("/review").text


def test_on_this_machine_too_a_password_is_asked_where_one_is_set(own: Hub) -> None:
    client = browser(own, Gate(password=Password(SECRET)))
    fields = {"token": token(client), "author": "Ana"}
    assert client.post("/review/name", data=fields).status_code == 403
    assert logging_in(client, SECRET)[0] == 303


def test_a_log_in_changes_the_session(own: Hub) -> None:
    """Who planted a session in another's browser does not share their log-in."""
    gate = Gate(password=Password(SECRET))
    client = browser(own, gate)
    client.get("/review")
    planted = client.cookies[COOKIE]
    assert logging_in(client, SECRET)[0] == 303
    thief = browser(own, gate)
    thief.cookies.set(COOKIE, planted)
    held = gate.sessions.read(planted)
    assert held is not None and not held.logged_in
    assert client.cookies[COOKIE] != planted


def test_a_log_out_ends_every_copy_of_the_cookie(own: Hub) -> None:
    gate = Gate(password=Password(SECRET))
    client, thief = browser(own, gate), browser(own, gate)
    assert logging_in(client, SECRET)[0] == 303
    copied = client.cookies[COOKIE]
    renamed = gate.sessions.cookie(gate.sessions.named(held(gate, copied), "Somebody else"))
    fields = {"token": token(client)}
    assert client.post("/review/leave", data=fields).status_code == 303
    for cookie in (copied, renamed):
        assert gate.sessions.read(cookie) is None
        thief.cookies.set(COOKIE, cookie)
        sent = {**fields, "verdict": "accept", "subject": CLAIM}
        assert thief.post("/review/decide", data=sent).status_code == 403
        thief.cookies.clear()
    assert logging_in(client, SECRET)[0] == 303  # who knows the password may come again


def held(gate: Gate, cookie: str) -> session.Session:
    found = gate.sessions.read(cookie)
    assert found is not None and found.logged_in
    return found


def test_what_ended_by_itself_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions()
    sessions.end(sessions.new())  # of nobody who logged in
    assert sessions._ended == {}
    first = sessions.new("Ana", logged_in=True)
    sessions.end(first)
    later = (first.since or 0) + session.HOURS * 3600 + 60
    monkeypatch.setattr(session, "time", lambda: later)
    second = sessions.new("Ana", logged_in=True)
    sessions.end(second)
    assert list(sessions._ended) == [second.id]


def test_a_log_in_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Sessions().new("Ana", logged_in=True)
    assert made.logged_in
    monkeypatch.setattr(session, "time", lambda: (made.since or 0) + session.HOURS * 3600 + 1)
    assert not made.logged_in
    monkeypatch.setattr(session, "time", lambda: (made.since or 0) - 60)
    assert not made.logged_in


@pytest.mark.parametrize(
    ("at", "secure"), [("http://localhost", False), ("https://hub.example", True)]
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(own: Hub, at: str, secure: bool) -> None:
    client = browser(own, Gate(local=not secure, password=Password(SECRET)), at)
    given = client.get("/review").headers["set-cookie"].lower()
    assert "httponly" in given and "samesite=strict" in given and "path=/" in given
    assert ("secure" in given) == secure
    assert "max-age" not in given and "expires" not in given


def test_guessing_is_slow() -> None:
    now = [0.0]
    kept = Password(SECRET, lambda: now[0])
    assert not any(kept.is_right(f"guess {n}", "a") for n in range(TRIES))
    assert 0 < kept.wait("a") <= WITHIN
    assert not kept.is_right(SECRET, "a")
    assert kept.wait("b") == 0 and kept.is_right(SECRET, "b")
    now[0] += WITHIN + 1
    assert kept.wait("a") == 0 and kept.is_right(SECRET, "a")


def test_who_guesses_is_told_to_wait(own: Hub) -> None:
    client = browser(own, Gate(password=Password(SECRET)))
    assert {logging_in(client, "guess guess")[0] for _ in range(TRIES)} == {403}
    status, headers = logging_in(client, SECRET)
    assert status == 429 and int(headers["retry-after"]) > 0


def test_addresses_that_guess_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_ADDRESSES", 3)
    kept = Password(SECRET)
    for n in range(6):
        kept.is_right("wrong", f"203.0.113.{n}")
    assert len(kept._wrong) == 3


def test_where_the_password_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(session.VARIABLE, raising=False)
    assert password(None) is None
    monkeypatch.setenv(session.VARIABLE, SECRET)
    kept = password(None)
    assert kept is not None and kept.is_right(SECRET, "a")
    file = tmp_path / "password"
    file.write_text("another one, longer\r\nnot this line\n", encoding="utf-8")
    kept = password(file)
    assert kept is not None and kept.is_right("another one, longer", "a")
    assert SECRET not in repr(vars(kept)) and "another one" not in repr(vars(kept))
    for wrong, told in (("short\n", "too short"), ("", "too short")):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(HubError, match=told):
            password(file)
    with pytest.raises(HubError, match="cannot be read"):
        password(tmp_path / "missing")
    assert LEAST >= 10


@pytest.mark.parametrize(
    ("host", "secret", "told"),
    [
        ("127.0.0.1", None, "open to everybody on this machine"),
        ("127.0.0.1", Password(SECRET), "logs in with the password."),
        ("0.0.0.0", Password(SECRET), "logs in with the password, over https"),
        ("0.0.0.0", None, "takes no changes"),
    ],
)
def test_the_start_says_who_may_write(
    own: Hub, host: str, secret: Password | None, told: str
) -> None:
    server = Server(own, host, 0, password=secret)
    server._socket.close()
    assert told in server.told


def test_a_large_body_is_refused_whatever_it_says_of_its_length(own: Hub) -> None:
    client = browser(own)
    fields = named(client)
    large = "reason=" + "a" * BODY
    assert client.post("/review/decide", content=large).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(2 * BODY // 1024):
            yield b"a" * 1024

    assert client.post("/review/decide", content=pieces()).status_code == 413
    lies = {"content-length": "-1"}
    assert client.post("/review/decide", content=b"a=b", headers=lies).status_code == 413
    assert client.post("/review/decide", data=fields).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"reason=" + b"a" * (FIELD + 1), 413),
        (b"&".join(b"f%d=1" % n for n in range(FIELDS + 1)), 422),
        (b"reason=%ff%fe", 422),
        (b"\xff\xfe", 422),
        (b"no form at all", 422),
        (b'{"token": "json"}', 422),
    ],
)
def test_a_form_is_bounded_and_sound(body: bytes, status: int) -> None:
    from fastapi import HTTPException

    with pytest.raises(HTTPException) as found:
        form(body)
    assert found.value.status_code == status


def test_a_form_keeps_every_value_of_a_field() -> None:
    assert form(b"part=a&part=b&empty=") == {"part": ("a", "b"), "empty": ("",)}


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "evil",
        "javascript:alert(1)", "/\t/evil.example", "/review\r\nSet-Cookie: a=b", "", "/é",
        " /review", '/"><script>', "///evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_site(own: Hub, address: str) -> None:
    assert within(address, "/review") == "/review"
    client = browser(own)
    fields = {"token": token(client), "author": "Ana", "next": address}
    answer = client.post("/review/name", data=fields)
    assert answer.headers["location"] == "/review"


def test_one_is_led_back_to_where_one_was(own: Hub) -> None:
    client = browser(own)
    fields = {"token": token(client), "author": "Ana", "next": "/review?kind=role&page=2"}
    assert client.post("/review/name", data=fields).headers["location"] == fields["next"]


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "Ana\x00", "Ana\u202e"])
def test_a_name_is_one_that_can_be_read(own: Hub, name: str) -> None:
    client = browser(own)
    fields = {"token": token(client), "author": name}
    assert client.post("/review/name", data=fields).status_code == 400


def test_a_password_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    from karaula.hub.session import password

    file = tmp_path / "password"
    file.write_bytes(b"secret\xff word")
    with pytest.raises(HubError, match="it is no text in UTF-8") as told:
        password(file)
    assert "xff" not in str(told.value) and "secret" not in str(told.value)
    with pytest.raises(HubError, match=r"\(No such file or directory\)"):
        password(tmp_path / "nothing")
