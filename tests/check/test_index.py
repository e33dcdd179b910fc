"""Figures of a composite index that cannot all be right, and which of them is wrong.

Every case is a text (one statement a line; figures are invented) and what must be found in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from karaula.check import Finding, check
from karaula.evidence import Claim, Observation, Source
from karaula.vocabulary import load

Jot = Callable[[str], list[Claim]]
Brief = Callable[[Sequence[Finding]], list[str]]
Sources = dict[str, Source]

CASES: dict[str, tuple[str, list[str]]] = {
    # Attainable values
    "a resilience that twelve half points can give": ("resilience ALB 2021 6.04", []),
    "a resilience that they cannot give": (
        "resilience ALB 2021 6.03",
        ["error index-attainable: 6.03 -> 6.04"],
    ),
    "a decimal comma says the same": (
        "resilience ALB 2021 6,03",
        ["error index-attainable: 6,03 -> 6.04"],
    ),
    "a single score off the grid": (
        "heroin_trade ALB 2021 6.25",
        ["error index-attainable: 6.25"],
    ),
    "a single score above the scale": (
        "heroin_trade ALB 2021 11.0",
        ["error index-attainable: 11.0 -> 10.0"],
    ),
    "actors of 2021 are eighths, of 2023 tenths": (
        "criminal_actors ALB 2021 5.63\ncriminal_actors ALB 2023 5.60",
        [],
    ),
    "actors of 2023 cannot be eighths": (
        "criminal_actors ALB 2023 5.63",
        ["error index-attainable: 5.63 -> 5.60"],
    ),
    "without a year any edition may allow it": ("criminal_actors ALB 5.63", []),
    "without a year no edition allows it": (
        "criminal_actors ALB 5.64",
        ["error index-attainable: 5.64 -> 5.63"],
    ),
    "a rounder figure is no error": ("resilience ALB 2021 6.0", []),
    "the mean of a region is on no grid": ("resilience EUROPE 2021 6.03", []),
    # A level and its parts
    "criminality is the mean of exact values, half up": (
        "criminality ALB 2021 5.63\ncriminal_markets ALB 2021 5.25\ncriminal_actors ALB 2021 6.00",
        [],
    ),
    "three figures, nothing says which": (
        "criminality ALB 2021 5.63\ncriminal_markets ALB 2021 5.35\ncriminal_actors ALB 2021 6.00",
        ["warning index-parts: 5.63"],
    ),
    "criminality stated twice speaks for it": (
        "criminality ALB 2021 5.63\ncriminality ALB 2021 5.63\n"
        "criminal_markets ALB 2021 5.35\ncriminal_actors ALB 2021 6.00",
        ["error index-parts: 5.35 -> 5.25"],
    ),
    "markets left out fit between 1 and 10": (
        "criminal_markets ALB 2021 2.20\nheroin_trade ALB 2021 9.0\ncocaine_trade ALB 2021 5.0",
        [],
    ),
    "markets left out would have to be below 1": (
        "criminal_markets ALB 2021 2.10\nheroin_trade ALB 2021 9.5\ncocaine_trade ALB 2021 9.5",
        ["warning index-parts: 9.5"],
    ),
    # Stated twice
    "a table and a sentence agree": (
        "resilience ALB 2021 6.04\nresilience ALB 2021 6.0\nother: resilience ALB 2021 6.04",
        [],
    ),
    "two sources differ": (
        "criminal_markets ALB 2021 5.25\nother: criminal_markets ALB 2021 5.35",
        ["warning index-agreement: 5.25"],
    ),
    "two editions may differ": ("resilience ALB 2021 6.04\nresilience ALB 2023 6.08", []),
    "two against one": (
        "criminal_markets ALB 2021 5.25\ncriminal_markets ALB 2021 5.35\n"
        "other: criminal_markets ALB 2021 5.25",
        ["error index-agreement: 5.35 -> 5.25"],
    ),
    # Ranks and scores
    "a true tie": (
        "resilience ALB 2021 5.58\nresilience ALB 2021 51st of 193 WORLD\n"
        "resilience HRV 2021 5.58\nresilience HRV 2021 51st of 193 WORLD",
        [],
    ),
    "ranks of two lists are never compared": (
        "resilience GRC 2021 5.25\nresilience GRC 2021 5th of 8 SEUR\n"
        "resilience SVN 2021 6.08\nresilience SVN 2021 7th of 17 CEEUR",
        [],
    ),
    "a score against three ranks": (
        "resilience SRB 2021 4.29\nresilience SRB 2021 93rd of 193 WORLD\n"
        "resilience SRB 2021 37th of 44 EUROPE\n"
        "resilience MNE 2021 4.46\nresilience MNE 2021 112th of 193 WORLD\n"
        "resilience MNE 2021 38th of 44 EUROPE\n"
        "resilience MKD 2021 5.21\nresilience MKD 2021 76th of 193 WORLD",
        ["error index-order: 4.29 -> 4.92"],
    ),
    "a rank against the order of scores and the other list": (
        "criminality BGR 2021 5.43\ncriminality BGR 2021 10th of 44 EUROPE\n"
        "criminality BGR 2021 70th of 193 WORLD\n"
        "criminality MKD 2021 5.31\ncriminality MKD 2021 41st of 44 EUROPE\n"
        "criminality MKD 2021 74th of 193 WORLD\n"
        "criminality HRV 2021 5.06\ncriminality HRV 2021 13th of 44 EUROPE\n"
        "criminality HRV 2021 85th of 193 WORLD",
        ["error index-order: 41st -> 11"],
    ),
    "after a tie of two comes no next rank": (
        "criminality ALB 2021 9th of 44 EUROPE\ncriminality BGR 2021 9th of 44 EUROPE\n"
        "criminality MKD 2021 11th of 44 EUROPE",
        [],
    ),
    "a rank that a tie leaves no room for": (
        "criminality ALB 2021 9th of 44 EUROPE\ncriminality ALB 2021 60th of 193 WORLD\n"
        "criminality BGR 2021 9th of 44 EUROPE\ncriminality BGR 2021 60th of 193 WORLD\n"
        "criminality MKD 2021 10th of 44 EUROPE\ncriminality MKD 2021 74th of 193 WORLD",
        ["error index-crowding: 10th -> 11"],
    ),
    # A list within a list
    "a sub-region within Europe": (
        "criminality ALB 2021 6th of 17 CEEUR\ncriminality ALB 2021 9th of 44 EUROPE\n"
        "criminality ALB 2021 61st of 193 WORLD",
        [],
    ),
    "a rank in Europe beyond that in the world": (
        "criminality ALB 2021 6th of 17 CEEUR\ncriminality ALB 2021 39th of 44 EUROPE\n"
        "criminality ALB 2021 31st of 193 WORLD",
        ["error index-nested: 39th"],
    ),
    "more countries below in the small list than in the large": (
        "criminality ALB 2021 1st of 17 CEEUR\ncriminality ALB 2021 40th of 44 EUROPE",
        ["warning index-nested: 40th"],
    ),
    # Length of a list
    "a rank beyond its list": (
        "criminality ALB 2021 71st of 44 EUROPE\ncriminality BGR 2021 10th of 44 EUROPE",
        ["error index-rank-in-list: 71st -> 17"],
    ),
    "one list, two lengths": (
        "criminality ALB 2021 9th of 44 EUROPE\ncriminality BGR 2021 10th of 44 EUROPE\n"
        "criminality HRV 2021 13th of 49 EUROPE",
        ["error index-agreement: 13th -> 44"],
    ),
    "a world of 139 countries": (
        "criminality ALB 2021 61st of 139 WORLD",
        ["error index-list-size: 61st -> 193"],
    ),
    # Two figures wrong in one text
    "two that have nothing to do with each other": (
        "resilience ALB 2021 6.03\nresilience HRV 2021 5.53",
        ["error index-attainable: 6.03 -> 6.04", "error index-attainable: 5.53 -> 5.54"],
    ),
    # Form only
    "a malformed ordinal": (
        "criminality ALB 2021 70st of 193 WORLD",
        ["warning ordinal-ending: 70st -> 70th"],
    ),
    "well-formed ordinals": (
        "criminality ALB 2021 61st of 193 WORLD\ncriminality BGR 2021 112th of 193 WORLD\n"
        "criminality HRV 2021 113th of 193 WORLD\ncriminality SVN 2021 123rd of 193 WORLD",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_case(text: str, expected: list[str], jot: Jot, brief: Brief, sources: Sources) -> None:
    assert brief(check(jot(text), sources, load())) == expected


def test_a_finding_tells_every_check_that_spoke(jot: Jot, sources: Sources) -> None:
    text, _ = CASES["a score against three ranks"]
    (finding,) = check(jot(text), sources, load())
    assert finding.candidates[:2] == ("4.92", "4.79")
    assert finding.area == "SRB" and finding.indicator == "resilience"
    assert finding.message == (
        "Resilience of Serbia is given as 4.29, which does not go with the order of the list; "
        "likely 4.92"
    )
    assert "Montenegro with 4.46 stands 112, Serbia with 4.29 stands 93" in finding.why
    assert {item.quote for item in finding.evidence} == {
        "4.29", "93rd", "4.46", "112th", "37th", "38th",
    }  # fmt: skip


def test_rivals_are_quoted_together_without_a_correction(jot: Jot, sources: Sources) -> None:
    text, _ = CASES["three figures, nothing says which"]
    (finding,) = check(jot(text), sources, load())
    assert finding.correction is None
    assert [item.quote for item in finding.evidence[:2]] == ["5.63", "5.35"]


def test_what_is_not_said_is_not_doubted(jot: Jot, sources: Sources) -> None:
    claims = jot("resilience ALB 2021 6.03\nresilience ALB 2021 6.06\nresilience HRV 2021 5.53")
    seen = claims[1].slots
    assert isinstance(seen, Observation)
    hedged = [
        replace(claims[0], modality="denied"),
        replace(claims[1], slots=replace(seen, qualifier="about")),
        replace(claims[2], modality="expected"),
    ]
    assert check(hedged, sources, load()) == []


def data_set(scores: dict[str, str], year: str = "2021") -> list[Claim]:
    """Cells of a data set, resilience by area."""
    return [
        Claim(
            slots=Observation(
                indicator="resilience", value=float(raw), unit="score", area=(area,), period=year,
                lists=("WORLD", "Europe"), raw_value=raw,
            ),
            source_id="data", method="connector:test@1", quote=raw, locator=f"{year}!D{row}",
        )
        for row, (area, raw) in enumerate(scores.items(), 2)
    ]  # fmt: skip


def test_the_data_set_settles_what_is_wrong(jot: Jot, brief: Brief, sources: Sources) -> None:
    claims = jot("resilience ALB 2021 5.08\nresilience HRV 2021 5.58")
    cells = data_set({"ALB": "5.04", "HRV": "5.58"})
    assert check(claims, sources, load()) == []
    (finding,) = check(claims, sources, load(), reference=cells)
    assert brief([finding]) == ["error index-reference: 5.08 -> 5.04"]
    assert finding.evidence[1].locator == "2021!D2"


def test_one_finding_a_figure_with_and_without_the_data_set(jot: Jot, sources: Sources) -> None:
    text, _ = CASES["a score against three ranks"]
    cells = data_set({"SRB": "4.92", "MNE": "4.46", "MKD": "5.21"})
    (finding,) = check(jot(text), sources, load(), reference=cells)
    assert finding.rule == "index-reference" and finding.candidates == ("4.92",)
    assert "Ranks and scores" in finding.why


def test_a_text_without_a_year_is_compared_with_the_edition_that_fits(
    jot: Jot, brief: Brief, sources: Sources
) -> None:
    cells = data_set({"ALB": "5.04", "HRV": "5.58", "SRB": "4.92"})
    cells += data_set({"ALB": "5.17", "HRV": "5.67", "SRB": "4.88"}, "2023")
    claims = jot("resilience ALB 5.17\nresilience HRV 5.67\nresilience SRB 4.92")
    assert brief(check(claims, sources, load(), reference=cells)) == [
        "error index-reference: 4.92 -> 4.88"
    ]


def test_ranks_follow_from_a_whole_data_set_only(jot: Jot, sources: Sources) -> None:
    areas = sorted(load().areas)[:193]
    scores = {
        area: f"{2 + number // 24}.{50 * (number % 2):02d}" for number, area in enumerate(areas)
    }
    better = sum(float(raw) > float(scores[areas[0]]) for raw in scores.values())
    wrong = jot(f"resilience {areas[0]} 2021 {better + 3} of 193 WORLD")
    whole, part = data_set(scores), data_set(dict(list(scores.items())[:100]))
    (finding,) = check(wrong, sources, load(), reference=whole)
    assert finding.correction == str(better + 1)
    assert check(wrong, sources, load(), reference=part) == []


def test_cells_of_the_data_set_are_not_doubted_against_a_text(jot: Jot, sources: Sources) -> None:
    cells = data_set({"ALB": "5.04"})
    claims = [*jot("resilience ALB 2021 5.08"), *cells]
    (finding,) = check(claims, sources, load(), reference=cells)
    assert finding.evidence[0].quote == "5.08" and finding.correction == "5.04"


def test_findings_come_in_the_order_of_level_source_and_place(jot: Jot, sources: Sources) -> None:
    text = (
        "other: resilience ALB 2021 6.03\ncriminality ALB 2021 70st of 193 WORLD\n"
        "resilience HRV 2021 5.53\nresilience SRB 2021 5.53"
    )
    claims = jot(text)
    found = check(claims, sources, load())
    order = [(item.level, item.evidence[0].doc, item.evidence[0].start) for item in found]
    assert order == [
        ("error", "other", 0),
        ("error", "text", 40), ("error", "text", 60), ("warning", "text", 20),
    ]  # fmt: skip
    again = check(list(reversed(claims)), sources, load())
    assert {item.finding_id for item in again} == {item.finding_id for item in found}
