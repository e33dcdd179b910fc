"""The log of decisions: nothing is ever taken from it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence import Decision
from karaula.lake.decisions import Decisions, DecisionsError, fingerprint
from karaula.lake.overlay import about_claims, dismissed

MADE = "2025-01-01T00:00:00+00:00"


def decision(**values: Any) -> Decision:
    given = {"subject": "c1", "verdict": "accept", "author": "ana", "made": MADE, "quote": "6.21"}
    return Decision(**(given | values))


def test_a_decision_comes_back_with_its_number(tmp_path: Path) -> None:
    log = Decisions(tmp_path / "decisions.db")
    first = log.record(decision(reason="read twice"))
    second = log.record(decision(verdict="correct", value={"value": 6.31, "area": ["MNE"]}))
    assert [first.number, second.number] == [1, 2]
    assert Decisions(tmp_path / "decisions.db").all() == [first, second]


def test_a_log_of_before_labels_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "decisions.db"
    log = Decisions(path)
    first = log.record(decision())
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE decision DROP COLUMN handling")
        connection.execute("PRAGMA user_version=1")
    connection.close()
    again = Decisions(path)
    second = again.record(decision(subject="c2", handling="TLP:AMBER"))
    assert again.all() == [first, second]
    assert fingerprint(path)


def test_a_decision_about_a_finding_is_none_about_a_claim() -> None:
    finding = decision(subject="f1", verdict="reject", value={"of": "finding"})
    assert about_claims([finding]) == {}
    assert dismissed([finding]) == {"f1"}
    assert dismissed([finding, replace(finding, verdict="accept")]) == set()
    assert dismissed([replace(finding, undone=MADE)]) == set()


def test_asking_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.db"
    assert (Decisions(path).all(), fingerprint(path), path.exists()) == ([], "", False)


def test_taking_back_keeps_the_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.db"
    log = Decisions(path)
    number = log.record(decision()).number
    other = log.record(decision(subject="c2"))
    assert number is not None
    undone = log.undo(number, "boris")
    assert undone.undone
    assert log.standing() == [other]
    assert [item.number for item in log.all()] == [1, 2]
    row = sqlite3.connect(path).execute("SELECT undone, undone_by FROM decision").fetchone()
    assert row == (undone.undone, "boris")
    with pytest.raises(DecisionsError, match="decision 1 was taken back before"):
        log.undo(1, "boris")
    with pytest.raises(DecisionsError, match="no decision 7"):
        log.undo(7, "boris")
    assert log.record(decision()).number == 3


REFUSED = [
    ({"verdict": "maybe"}, "'maybe' is no verdict"),
    ({"verdict": "correct"}, "needs the slots"),
    ({"verdict": "grade"}, "needs 'credibility' or 'reliability'"),
    ({"verdict": "grade", "value": {"credibility": 7}}, "credibility 7 is no grade"),
    ({"verdict": "grade", "value": {"reliability": "G"}}, "reliability 'G' is no grade"),
    ({"verdict": "merge"}, "needs 'with'"),
    ({"author": ""}, "needs 'author'"),
]


@pytest.mark.parametrize(("values", "message"), REFUSED)
def test_a_decision_that_says_nothing_is_refused(
    tmp_path: Path, values: dict[str, Any], message: str
) -> None:
    log = Decisions(tmp_path / "decisions.db")
    with pytest.raises(DecisionsError, match=message):
        log.record(decision(**values))
    assert log.all() == []


@pytest.mark.parametrize("act", [lambda path: Decisions(path).all(), fingerprint])
def test_a_log_of_a_later_version_is_refused_and_left_alone(tmp_path: Path, act: Any) -> None:
    path = tmp_path / "decisions.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=9")
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match=r"format 9.*upgrade Karaula"):
        act(path)
    assert path.read_bytes()[:100] == before[:100]


@pytest.mark.parametrize("act", [lambda path: Decisions(path).all(), fingerprint])
def test_a_file_that_is_no_log_is_told_in_one_sentence(tmp_path: Path, act: Any) -> None:
    path = tmp_path / "decisions.db"
    path.write_bytes(b"this is a text, not a database" * 50)
    with pytest.raises(DecisionsError, match="cannot be used"):
        act(path)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.db"
    Decisions(path).record(decision())

    def write(writer: int) -> None:
        log = Decisions(path)
        for n in range(10):
            log.record(decision(subject=f"c{writer}-{n}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    numbers = [item.number for item in Decisions(path).all()]
    assert numbers == list(range(1, 42))


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["record", "undo"]), min_size=1, max_size=8))
def test_the_fingerprint_is_that_of_the_standing_decisions(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log, plain = Decisions(folder / "a.db"), Decisions(folder / "b.db")
    for act in acts:
        before, standing = fingerprint(log.path), log.standing()
        if act == "record":
            log.record(decision(subject=f"c{len(log.all())}"))
        elif standing:
            log.undo(standing[-1].number or 0, "ana")
        assert (fingerprint(log.path) != before) == (act == "record" or bool(standing))
    for item in log.all():
        made = plain.record(replace(item, undone=None))
        if item.undone:
            plain.undo(made.number or 0, "boris")
    assert fingerprint(plain.path) == fingerprint(log.path)
