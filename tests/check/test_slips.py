"""Slips of the pen: each is found, and laid at the right door; right texts raise no alarm."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.slips import (
    OUTCOMES,
    SOURCE,
    World,
    contradicts,
    invented,
    outcome,
    profiles,
    published_index,
    several,
    trials,
)
from karaula.check import check
from karaula.check.slips import ending, likelihood, ordinal

SOURCES = {SOURCE.source_id: SOURCE}


def rates(world: World, number: int) -> Counter[str]:
    """Outcomes of detectable slips. Right texts and slips that break no rule raise no alarm."""
    counts: Counter[str] = Counter()
    for claims, at, right, changed in trials(world, number):
        assert check(claims, SOURCES, world.vocabulary) == []
        findings = check(changed, SOURCES, world.vocabulary)
        if contradicts(world, changed):
            counts["detectable"] += 1
            counts.update(outcome(changed, at, right, findings))
        else:
            assert {finding.rule for finding in findings} <= {"ordinal-ending"}
    return counts


def test_slips_in_a_text_about_an_invented_index() -> None:
    counts = rates(invented(), 60)
    assert counts["found"] == counts["detectable"] > 50
    assert counts[OUTCOMES[1]] >= 0.9 * counts["detectable"]
    assert counts[OUTCOMES[4]] <= 0.02 * counts["detectable"]


def test_several_slips_in_one_text_are_told_apart() -> None:
    detectable, counts = several(invented(), 8, 8)
    assert counts["found"] >= 0.95 * detectable > 40
    assert counts[OUTCOMES[1]] >= 0.85 * detectable
    assert counts[OUTCOMES[4]] <= 0.03 * detectable


@pytest.mark.parametrize("edition", ["2021", "2023"])
def test_slips_in_a_text_about_the_published_index(edition: str, shared: Path) -> None:
    counts = rates(published_index(edition, shared / "data" / "goci"), 30)
    assert counts["found"] == counts["detectable"] > 20
    assert counts[OUTCOMES[1]] >= 0.75 * counts["detectable"]
    assert counts[OUTCOMES[4]] <= 0.02 * counts["detectable"]


def test_every_country_of_the_published_index_raises_no_alarm(shared: Path) -> None:
    world = published_index("2021", shared / "data" / "goci")
    areas = world.lists["WORLD"]
    assert check(profiles(world, areas), SOURCES, world.vocabulary) == []


@pytest.mark.parametrize(
    ("likelier", "less_likely", "seen"),
    [
        ("4.92", "4.79", "4.29"),  # a swap of neighbours before one wrong digit
        ("5.04", "5.08", "5.05"),  # the last digit off by one before any other digit
        ("5.13", "5.63", "5.18"),  # one wrong digit before two
        ("61", "57", "16"),
        ("193", "145", "19"),  # a digit dropped before anything else
        ("5.00", "4.37", "50.0"),  # the point in another place
    ],
)
def test_likelier_slips(likelier: str, less_likely: str, seen: str) -> None:
    assert likelihood(likelier, seen, 100) > likelihood(less_likely, seen, 100)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "st"), (2, "nd"), (3, "rd"), (4, "th"), (11, "th"), (12, "th"), (13, "th"), (21, "st"),
     (70, "th"), (101, "st"), (111, "th"), (112, "th"), (122, "nd"), (193, "rd")],
)  # fmt: skip
def test_endings(number: int, expected: str) -> None:
    assert ending(number) == expected
    assert ordinal(f"the {number}{expected} of all") == (number, expected)
