"""Deciding in the hub: every action is one decision, shown at once, never lost, never leaked."""

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from karaula.evidence import Decision
from karaula.hub import building
from karaula.hub.building import Building
from karaula.hub.corrections import corrected, numbers
from karaula.hub.page import UnusableError
from karaula.hub.serve import application
from karaula.hub.session import COOKIE
from karaula.hub.shelf import Shelf
from karaula.hub.views.claim import find
from karaula.lake import Decisions, Lake
from karaula.vocabulary import load
from karaula.workspace import Hub, HubError, Step, build
from tests.hub.conftest import NEWS, SOURCES, write

HOSTILE = "<script>alert(1)</script>\"'=HYPERLINK(1)"
REPORTS = {
    f"report-{n}.md": f"# News\n\n{text}\n"
    for n, text in enumerate(
        [
            "On 3 May 2022 police seized 200 kg of cocaine in the port of Durres, Albania.",
            "Police in Durres, Albania, seized about 200 kg of cocaine on 3 May 2022.",
            "On 9 August 2021 police seized 50 kg of heroin in Sofia, Bulgaria.",
        ]
    )
}
TIES = (
    "# Groups\n\nThe Kavač clan is active in Montenegro. The Kavac clan fights the Škaljari clan.\n"
)


class Reviewer:
    """A browser of somebody who decides."""

    def __init__(self, hub: Hub, name: str = "Ana", level: Any = "TLP:CLEAR") -> None:
        app = application(hub, level)
        self.client = TestClient(app, base_url="http://localhost", headers={"accept": "text/html"})
        self.client.follow_redirects = False
        self.desk = app.state.desk
        self.hub = hub
        self.client.get("/review/building")
        sessions = self.desk.gate.sessions
        self.token = sessions.token(sessions.read(self.client.cookies[COOKIE]))
        assert self.post("/review/name", author=name).status_code == 303

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data={"token": self.token, **fields})

    def decide(self, subject: str, verdict: str = "accept", **fields: Any) -> Any:
        return self.post("/review/decide", subject=subject, verdict=verdict, **fields)

    def see(self, **asked: str) -> str:
        answer = self.client.get("/review", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.text

    def queue(self, **asked: str) -> list[str]:
        found = re.findall(r'aria-labelledby="says-([0-9a-f]+)"', self.see(**asked))
        return list(dict.fromkeys(found))

    def made(self) -> list[Decision]:
        return Decisions(self.hub.decisions).all()


@pytest.fixture
def own(hub: Hub, tmp_path: Path) -> Hub:
    """A copy of the hub, which a test may write to."""
    shutil.copytree(hub.folder, tmp_path / "own")
    return Hub.open(tmp_path / "own")


def role(shelf: Shelf, area: str) -> str:
    row = shelf.row("SELECT claim_id FROM claims_role WHERE area = ?", area)
    assert row is not None
    found: str = row["claim_id"]
    return found


def test_a_decision_is_shown_at_once_and_taken_back(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    subject = role(shelf, "ALB")
    assert subject in ana.queue(kind="role")
    back = ana.decide(subject, next="/review?kind=role", reason="read twice")
    assert (back.status_code, back.headers["location"]) == (303, "/review?kind=role#queue")
    made = ana.made()[0]
    assert (made.subject, made.verdict, made.author) == (subject, "accept", "Ana")
    assert (made.reason, made.handling) == ("read twice", "TLP:CLEAR")
    assert made.quote == find(shelf, subject)[1]["quote"]
    shown = ana.see(kind="role")
    assert subject not in ana.queue(kind="role")
    assert "One decision waits for the next build" in shown and "read twice" in shown
    assert ana.post("/review/undo", number=str(made.number)).status_code == 303
    assert ana.queue(kind="role").count(subject) == 1
    assert "holds every decision" in ana.see()
    assert "taken back" in ana.see(state="decided")
    again = ana.post("/review/undo", number=str(made.number))
    assert again.status_code == 400 and "taken back before" in again.text
    assert ana.post("/review/undo", number="99").status_code == 404


def test_words_of_people_stay_words(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own, "Ana & <i>co</i>")
    ana.decide(role(shelf, "ALB"), "reject", reason=HOSTILE)
    for page in (ana.see(), ana.see(state="decided"), ana.see(item=role(shelf, "ALB"))):
        assert "<script>alert" not in page and "<i>co" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in ana.see()
    data = ana.client.get("/data/review/queue.csv", headers={"accept": "*/*"})
    assert HOSTILE not in data.text


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"verdict": "burn"}, 400, "cannot be decided on"),
        ({"verdict": "split"}, 400, "cannot be decided on"),
        ({"verdict": "name", "name": "x"}, 400, "cannot be decided on"),
        ({"verdict": "grade", "credibility": "7"}, 400, "credibility is one of"),
        ({"verdict": "grade", "credibility": ""}, 400, "credibility is one of"),
        ({"verdict": "merge", "with": "x"}, 400, "only incidents"),
        ({"verdict": "correct"}, 400, "changes nothing"),
        ({"verdict": "correct", "slot.no_such": "1"}, 400, "has no slot"),
        ({"verdict": "accept", "subject": "0" * 16}, 404, "nothing of this kind"),
        ({"verdict": "accept", "subject": ""}, 404, "nothing of this kind"),
        ({"verdict": "accept", "reason": "a" * 1_001}, 400, "reason is longer"),
    ],
)
def test_what_cannot_be_decided_is_told(
    reviewer: Reviewer, shelf: Shelf, fields: dict[str, str], status: int, told: str
) -> None:
    answer = reviewer.decide(**{"subject": role(shelf, "ALB"), **fields})
    assert answer.status_code == status and told in answer.text.lower()
    assert reviewer.made() == []


@pytest.fixture(scope="module")
def reviewer(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Reviewer:
    """Somebody who decides nothing that holds."""
    folder = tmp_path_factory.mktemp("reviewer") / "own"
    shutil.copytree(hub.folder, folder)
    return Reviewer(Hub.open(folder))


CORRECTIONS = [
    # kind, the words of the claim, slot, what is given, what is told (empty: it is taken)
    ("incident", "200 kg", "quantity", "200", ""),
    ("incident", "200 kg", "kg", "300", "the words do not say 300; they say"),
    ("incident", "200 kg", "arrests", "four", "is no number"),
    ("incident", "200 kg", "arrests", "nan", "is no number"),
    ("incident", "200 kg", "kg", "inf", "is no number"),
    ("incident", "200 kg", "place", "Durres", ""),
    ("incident", "200 kg", "place", "Valhalla", "stands neither in the words"),
    ("incident", "200 kg", "type", "", "cannot be without it"),
    ("incident", "200 kg", "date", "2022-05", ""),
    ("incident", "200 kg", "date", "May 2022", "is no date"),
    ("incident", "200 kg", "date", "1987", "does not speak of 1987"),
    ("incident", "200 kg", "area", "SRB", ""),
    ("incident", "200 kg", "area", "ALB; SRB", ""),
    ("incident", "200 kg", "area", "FRA", "does not name France"),
    ("incident", "200 kg", "area", "Albania", "is no area"),
    ("incident", "200 kg", "raw_quantity", "201 kg", "does not stand in the words"),
    ("role", "transit country for cocaine", "market", "cocaine", ""),
    ("role", "transit country for cocaine", "market", "unicorns", "stands neither"),
    ("role", "transit country for cocaine", "role", "destination", ""),
    ("role", "transit country for cocaine", "role", HOSTILE, "stands neither"),
]


@pytest.mark.parametrize(("kind", "words", "slot", "given", "told"), CORRECTIONS)
def test_a_correction_is_held_to_the_words(
    shelf: Shelf, kind: str, words: str, slot: str, given: str, told: str
) -> None:
    row = shelf.row(f"SELECT * FROM claims_{kind} WHERE contains(quote, ?)", words)
    assert row is not None
    row = row | ({slot: None} if not told else {})  # so that the value is a change
    if told:
        with pytest.raises(UnusableError, match=told):
            corrected(shelf, kind, row, {slot: given})
    else:
        assert list(corrected(shelf, kind, row, {slot: given})) == [slot]


def test_a_refused_correction_stays_in_the_form(reviewer: Reviewer, shelf: Shelf) -> None:
    given = {"slot.market": '"><b>unicorns', "reason": "as I know"}
    answer = reviewer.decide(role(shelf, "ALB"), "correct", **given)
    assert answer.status_code == 400 and "stands neither in the words" in answer.text
    assert (
        'value="&#34;&gt;&lt;b&gt;unicorns"' in answer.text and 'value="as I know"' in answer.text
    )
    plain = reviewer.client.post(
        "/review/decide", headers={"accept": "application/json"},
        data={"token": reviewer.token, "subject": role(shelf, "ALB"), "verdict": "correct"} | given,
    )  # fmt: skip
    assert plain.headers["content-type"] == "application/problem+json"


def test_all_faults_of_a_correction_are_told_at_once(shelf: Shelf) -> None:
    row = shelf.row("SELECT * FROM claims_incident WHERE contains(quote, '200 kg')")
    assert row is not None
    with pytest.raises(UnusableError, match=r"kg: .*; place: "):
        corrected(shelf, "incident", row, {"kg": "7", "place": "Valhalla"})


def test_a_cell_says_its_own_number_alone(shelf: Shelf) -> None:
    row = shelf.row("SELECT * FROM claims_observation WHERE quote = '6.5' LIMIT 1")
    assert row is not None
    with pytest.raises(UnusableError, match=r"they say 6\.5"):
        corrected(shelf, "observation", row, {"value": "6.6"})
    with pytest.raises(UnusableError, match="changes nothing"):
        corrected(shelf, "observation", row, {"value": "6.5"})


@pytest.mark.parametrize(
    ("words", "said"),
    [("about half a tonne", 500), ("1.500 kg", 1500), ("4 (44)", 44), ("two groups", 2),
     ("6,21", 6.21), ("12 per cent", 12)],
)  # fmt: skip
def test_the_numbers_that_words_say(words: str, said: float) -> None:
    assert said in list(numbers(words, load()))


def test_a_correction_and_grades_reach_the_lake(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    subject = role(shelf, "SRB")
    source = find(shelf, subject)[1]["source_id"]
    assert ana.decide(subject, "correct", **{"slot.role": "transit"}).status_code == 303
    assert ana.decide(subject, "grade", credibility="2").status_code == 303
    assert ana.decide(source, "grade", reliability="B").status_code == 303
    assert [d.value for d in ana.made()] == [
        {"role": "transit"}, {"credibility": 2}, {"reliability": "B"},
    ]  # fmt: skip
    build(own)
    row = find(Shelf(own), subject)[1]
    assert (row["role"], row["author"], row["credibility"]) == ("transit", "Ana", 2)
    assert json.loads(row["machine"])["role"] == "destination"
    assert Shelf(own).sources[source]["reliability"] == "B"
    assert "holds every decision" in ana.see()


def test_nothing_is_reviewed_that_was_not(own: Hub, shelf: Shelf) -> None:
    """A grade, or a decision about something else, makes no claim a reviewed one."""
    ana = Reviewer(own)
    ana.decide(role(shelf, "ALB"), "grade", credibility="1")
    ana.decide(role(shelf, "SRB"))
    build(own)
    assert Shelf(own).reviewed == {role(shelf, "SRB")}


def test_the_build_of_the_page_carries_decisions_out(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    ana.decide(role(shelf, "ALB"), "reject")
    before = ana.desk.shelf.version
    assert ana.post("/review/build").headers["location"] == "/review/building"
    ana.decide(role(shelf, "SRB"))  # while it runs
    for thread in _threads():
        thread.join(120)
    assert "The build is done" in ana.client.get("/review/building").text
    now = ana.desk.shelf
    assert now.version != before
    with pytest.raises(Exception, match="no such claim"):
        find(now, role(shelf, "ALB"))
    assert len(ana.made()) == 2
    assert role(shelf, "SRB") not in ana.queue(kind="role")
    # What was rejected is out of the lake, and comes back when that is taken back.
    ana.post("/review/undo", number="1")
    build(own)
    assert role(shelf, "ALB") in ana.queue(kind="role")


def _threads() -> list[Any]:
    import threading

    return [thread for thread in threading.enumerate() if thread.name == "build"]


def test_one_build_at_a_time_and_its_fault_is_told(
    own: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Building(own)
    with own.locked():
        assert told.start() and not told.start()
        told.wait(120)
    assert "being built" in told.state.fault and told.state.ended == 1

    def broken(*_: object) -> None:
        raise HubError("the disk is full")

    sent: list[object] = []

    class Pipe:
        def send(self, what: object) -> None:
            sent.append(what)

    monkeypatch.setattr(building, "build", broken)
    building._build(own.folder, Pipe())  # type: ignore[arg-type]
    assert sent == ["the disk is full"]
    monkeypatch.setattr(
        building, "build", lambda _hub, step: step(Step("sources", "secret.md", 1, 2))
    )
    building._build(own.folder, Pipe())  # type: ignore[arg-type]
    assert sent[-1] == "" and "secret" not in repr(sent)


def test_two_reviewers_do_not_overwrite_each_other_blindly(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    boris = Reviewer(own, "Boris")
    subject = role(shelf, "ALB")
    assert ana.decide(subject, after="0").status_code == 303
    answer = boris.decide(subject, "reject", after="0", reason="it was wrong")
    assert answer.status_code == 409 and "Ana" in answer.text and "it was wrong" in answer.text
    assert len(ana.made()) == 1
    again = boris.decide(subject, "reject", after="0", reason="it was wrong", also="1")
    assert again.status_code == 303
    assert [d.author for d in ana.made()] == ["Ana", "Boris"]
    assert boris.decide(subject, after="2").status_code == 303


def test_what_is_sent_twice_is_noted_once(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    subject = role(shelf, "ALB")
    assert {ana.decide(subject, after="0").status_code for _ in range(3)} == {303}
    assert len(ana.made()) == 1


def test_many_at_once_lose_nothing(own: Hub) -> None:
    people = [Reviewer(own, name) for name in ("Ana", "Boris")]
    wanted = people[0].queue(state="quiet")[:4]
    with ThreadPoolExecutor(4) as pool:
        acts = [(one, subject) for subject in wanted for one in people]
        found = list(pool.map(lambda act: act[0].decide(act[1], after="99").status_code, acts))
    assert found == [303] * len(acts)
    assert sorted((d.subject, d.author) for d in people[0].made()) == sorted(
        (subject, name) for subject in wanted for name in ("Ana", "Boris")
    )


def test_nothing_of_a_secret_is_told_below_its_label(own: Hub) -> None:
    above = Reviewer(own, "Insider", "TLP:AMBER")
    secret = role(Shelf(own, "TLP:AMBER"), "HRV")
    assert secret in above.queue(kind="role")
    assert above.decide(secret, "reject", reason="the zugzwang plan").status_code == 303
    below = Reviewer(own)
    for _ in range(2):
        for asked in ({}, {"state": "decided"}, {"state": "reopened"}, {"item": secret}):
            shown = below.see(**asked)
            assert "zugzwang" not in shown and "Insider" not in shown
            assert secret not in shown or "item" in asked
            assert "says-" not in shown or "item" not in asked
        assert "holds every decision" in below.see()
        missing = below.decide("0" * 16)
        refused = below.decide(secret)
        assert (refused.status_code, refused.text) == (404, missing.text)
        assert below.post("/review/undo", number="1").status_code == 404
        build(own)  # a rejected claim is out of the lake; what was decided on it stays hidden
    assert "zugzwang" in above.see(state="decided")


def test_a_decision_outlives_its_source_and_is_open_again(own: Hub, shelf: Shelf) -> None:
    ana = Reviewer(own)
    ana.decide(role(shelf, "ALB"), reason="as I read it")
    build(own)
    write(own, {"news.md": NEWS.replace("Albania is a key", "Albania is a new")})
    shown = ana.see(state="reopened")
    assert "as I read it" in shown and "decide anew" in shown
    assert len(ana.queue(kind="role")) == 2


def test_findings_events_and_names(new_hub: Callable[[dict[str, str]], Hub]) -> None:
    contradiction = "In 2021 Serbia had a criminality score of 9.99.\n"
    own = new_hub({"scores.csv": SOURCES["scores.csv"], "x.md": contradiction, "t.md": TIES,
                   **REPORTS})  # fmt: skip
    ana, shelf = Reviewer(own), Shelf(own)
    finding = ana.queue(kind="finding")[0]
    assert ana.decide(finding, "correct", **{"slot.value": "1"}).status_code == 400
    assert ana.decide(finding, "reject", reason="a slip of mine").status_code == 303
    assert finding not in ana.queue(kind="finding")

    events = shelf.rows("SELECT event_id, claims FROM events ORDER BY len(claims) DESC, event_id")
    joined, alone = events[0], events[1]
    assert len(joined["claims"]) == 2
    assert ana.queue(kind="event") == [joined["event_id"]]
    assert ana.decide(joined["event_id"], "split").status_code == 400
    assert ana.decide(joined["event_id"], "split", part=joined["claims"]).status_code == 400
    apart = ana.decide(joined["event_id"], "split", part=joined["claims"][1])
    assert apart.status_code == 303
    assert ana.queue(kind="event") == []
    itself = ana.decide(joined["event_id"], "merge", with_id=joined["event_id"])
    assert itself.status_code == 400
    unknown = ana.decide(joined["event_id"], "merge", **{"with": "f" * 16})
    assert unknown.status_code == 400
    assert ana.decide(alone["claims"][0], "merge", with_id=joined["claims"][1]).status_code == 400
    assert ana.decide(alone["claims"][0], "merge", with_id=joined["event_id"]).status_code == 303

    names = ana.queue(kind="entity")
    if names:
        assert ana.decide(names[0], "name", name="  ").status_code == 400
        assert ana.decide(names[0], "name", name="The one").status_code == 303
    build(own)
    after = Shelf(own)
    assert after.row("SELECT 1 FROM findings WHERE finding_id = ?", finding) is None
    assert Lake(own.lake).reopened() == []
    sizes = after.rows("SELECT claims FROM events WHERE list_contains(claims, ?)",
                       alone["claims"][0])  # fmt: skip
    assert joined["claims"][0] in sizes[0]["claims"]
    assert joined["claims"][1] not in sizes[0]["claims"]
    number = next(d.number for d in ana.made() if d.subject == finding)
    ana.post("/review/undo", number=str(number))
    build(own)
    assert Shelf(own).row("SELECT 1 FROM findings WHERE finding_id = ?", finding) is not None


def test_an_event_that_was_confirmed_is_open_again_when_another_report_joins(
    new_hub: Callable[[dict[str, str]], Hub],
) -> None:
    own = new_hub(REPORTS)
    ana = Reviewer(own)
    event = ana.queue(kind="event")[0]
    assert ana.decide(event).status_code == 303
    assert ana.queue(kind="event") == []
    third = "Officers seized 200 kg of cocaine in Durres, Albania, on 3 May 2022, police said.\n"
    write(own, {"report-9.md": third})
    assert len(ana.queue(kind="event")) == 1


def test_a_fresh_reviewer_is_asked_for_a_name(own: Hub, shelf: Shelf) -> None:
    app = application(own)
    client = TestClient(app, base_url="http://localhost", headers={"accept": "text/html"})
    shown = client.get("/review").text
    assert "/review/decide" not in shown and "Your name" in shown
    token = re.search(r'name="token" value="([0-9a-f]+)"', shown)
    assert token
    fields = {"token": token[1], "subject": role(shelf, "ALB"), "verdict": "accept"}
    answer = client.post("/review/decide", data=fields)
    assert answer.status_code == 400 and "Give your name" in answer.text
    assert Decisions(own.decisions).all() == []
