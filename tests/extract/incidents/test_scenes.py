"""The day and the place that a sentence gives of what happened."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Document, Incident
from karaula.extract.frame import prepare
from karaula.extract.incidents import Incidents
from karaula.vocabulary import load

SCENES: dict[str, list[Any]] = yaml.safe_load(
    Path(__file__).with_name("scenes.yml").read_text(encoding="utf-8")
)
TOLD = "2021-09-09"


def _only(document: Document) -> Incident:
    told = replace(document, source=replace(document.source, published=TOLD))
    (claim,) = Incidents()(prepare(told, load()))
    assert isinstance(claim.slots, Incident)
    return claim.slots


@pytest.mark.parametrize(("words", "days"), SCENES["days"], ids=lambda it: it)
def test_the_day_of_an_event(words: str, days: str, document: Callable[[str], Document]) -> None:
    behind = _only(document(f"Police in Bar seized 12 kg of heroin {words}."))
    ahead = _only(
        document(f"{words[0].upper()}{words[1:]}, police in Bar seized 12 kg of heroin in a car.")
    )
    assert (behind.date or "", ahead.date or "") == (days, days)


@pytest.mark.parametrize(("text", "place", "area"), SCENES["places"], ids=lambda it: it[:60])
def test_the_place_of_an_event(
    text: str, place: str, area: str, document: Callable[[str], Document]
) -> None:
    slots = _only(document(text))
    assert place in (slots.place or "")
    assert place or slots.place is None
    assert slots.area == ((area,) if area else ())


@pytest.mark.parametrize(("text", "day"), SCENES["texts"], ids=lambda it: it[:30])
def test_the_day_that_a_text_decides(
    text: str, day: str, document: Callable[[str], Document]
) -> None:
    claims = list(Incidents()(prepare(document(text), load())))
    assert isinstance(claims[-1].slots, Incident)
    assert claims[-1].slots.date == day


@pytest.mark.parametrize(("text", "lands"), SCENES["lands"], ids=lambda it: str(it)[:30])
def test_the_countries_of_an_event(
    text: str, lands: list[str], document: Callable[[str], Document]
) -> None:
    assert list(_only(document(text)).area) == lands


@pytest.mark.parametrize("text", SCENES["nobody"], ids=lambda it: it[:30])
def test_a_figure_that_counts_nobody_tells_no_event(
    text: str, document: Callable[[str], Document]
) -> None:
    assert not list(Incidents()(prepare(document(text), load())))
