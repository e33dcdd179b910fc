"""Pairs of reports in a table that an analyst can read and add to."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Claim, Incident
from karaula.resolve import incidents
from karaula.resolve.where import distance, where
from karaula.vocabulary import load

PAIRS = yaml.safe_load(Path(__file__).with_name("pairs.yml").read_text("utf-8"))


def _claim(number: int, given: dict[str, Any], *, start: int = 0) -> Claim:
    told = given.get("told")
    slots: dict[str, Any] = {
        name: tuple(value)
        if isinstance(value, list)
        else str(value)
        if isinstance(value, date)
        else value
        for name, value in given.items()
        if name != "told"
    }
    return Claim(
        slots=Incident(**slots),
        source_id=f"source{number}",
        method="text:incident@1",
        quote="seized",
        start=start,
        end=start + 6,
        valid_to=str(told) if told else None,
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_whether_two_reports_tell_one_event(pair: dict[str, Any]) -> None:
    a, b = _claim(1, pair["a"]), _claim(2, pair["b"])
    assert (len(incidents([a, b], {}, load())) == 1) is pair["same"]
    assert (len(incidents([b, a], {}, load())) == 1) is pair["same"]


def test_what_was_taken_beside_something_else_is_of_its_event() -> None:
    drugs = {"type": "seizure", "substance": ["cannabis"], "kg": 640.0, "quantity": 640.0,
             "unit": "kg", "arrests": 1, "date": "2025-02-12", "place": "Paxi"}  # fmt: skip
    arms = {"type": "seizure", "substance": ["firearms"], "quantity": 2.0, "unit": "weapon",
            "date": "2025-02-12", "place": "Paxi"}  # fmt: skip
    beside = [_claim(1, drugs), _claim(1, arms, start=60)]
    assert len(incidents(beside, {}, load())) == 1
    year = {"date": "2025"}
    yearly = [_claim(1, drugs | year), _claim(1, arms | year, start=60)]
    assert len(incidents(yearly, {}, load())) == 2
    weighed = {"unit": "tonne", "kg": 2100.0, "quantity": 2.1, "arrests": None}
    assert len(incidents([beside[0], _claim(1, drugs | weighed, start=60)], {}, load())) == 2
    far = [_claim(1, drugs), _claim(1, arms, start=4000)]
    assert len(incidents(far, {}, load())) == 2
    # Another report of both joins them to their like, not to each other's.
    other = [_claim(2, drugs), _claim(2, arms, start=60)]
    assert len(incidents([*beside, *other], {}, load())) == 1
    armed = _claim(3, arms | {"arrests": 4, "packages": 12})
    assert len(incidents([beside[0], armed], {}, load())) == 2


def test_every_link_tells_its_reasons() -> None:
    pair = PAIRS[0]
    (event,) = incidents([_claim(1, pair["a"]), _claim(2, pair["b"])], {}, load())
    (link,) = event.links
    assert link.score == sum(reason.points for reason in link.reasons)
    assert "km apart" in link.why and "both 58.7 kg" in link.why


def test_a_place_is_known_by_its_words_and_its_country() -> None:
    vocabulary = load()
    found = where("Kapitan Andreevo border checkpoint", (), vocabulary)
    assert found.areas == {"BGR"} and found.words == {"kapitan", "andreevo"}
    assert where("port of", ("BGR",), vocabulary).sites == ()
    (here,) = found.sites
    (there,) = where("Kapıkule", ("TUR",), vocabulary).sites
    assert distance(here, there) < 5
