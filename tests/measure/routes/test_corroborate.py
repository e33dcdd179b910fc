"""What documents say beside what cases show: a table that an analyst can read."""

from typing import Any

import pytest

from karaula.evidence import Source
from karaula.measure.routes.corroborate import role_shown, stretch_shown, unsaid
from karaula.measure.routes.documents import members, named_routes, parts, stretches
from karaula.measure.routes.support import supported
from karaula.measure.routes.ways import edges_of
from karaula.vocabulary import load
from tests.measure.routes.cases import cases

FOUND = cases(
    "AFG>TUR>BGR>DEU 30 2012", ">TUR>BGR> 20 2015", ">BGR>ROU> 10", ">SRB>MNE> 3", ">>BGR> 400",
    ">HRV>ESP> 12",
)  # fmt: skip

SAID = [
    # from, to, verdict, cases, in the reason
    ("TUR", "BGR", "supported", 50, "50 cases, 100 kg, 2012–2015"),
    # what lies between does not matter
    ("AFG", "DEU", "supported", 30, "30 cases"),
    # Bulgaria reports many cases with their ways, and none shows it
    ("GRC", "BGR", "not supported", 0, "none of the 50 cases with a way"),
    # the other way round is something else
    ("ROU", "BGR", "not supported", 0, "10 cases run the other way"),
    # neither reports
    ("ALB", "GRC", "cannot tell", 0, "neither ALB nor GRC reports any case"),
    # Montenegro reports, but far too little
    ("MNE", "SRB", "cannot tell", 0, "report 3 cases, 3 of them with a way"),
]


@pytest.mark.parametrize(("start", "end", "verdict", "count", "why"), SAID)
def test_stretches(start: str, end: str, verdict: str, count: int, why: str) -> None:
    found = stretch_shown(FOUND, [start], [end], (start, end))
    assert (found.verdict, found.cases) == (verdict, count)
    assert why in found.why


def test_what_cases_show_instead() -> None:
    found = stretch_shown(FOUND, ["GRC"], ["BGR"], ("Greece", "Bulgaria"))
    assert found.instead == (("TUR", "BGR", 50),)


def test_a_region_that_nobody_defines_cannot_be_told() -> None:
    found = stretch_shown(FOUND, [], ["ESP"], ("South America", "Spain"))
    assert found.verdict == "cannot tell" and "no set of areas says" in found.why


ROLES = [
    ("BGR", "transit", "supported"),
    ("DEU", "destination", "supported"),
    ("AFG", "production", "supported"),
    ("BGR", "destination", "not supported"),
    ("ALB", "transit", "cannot tell"),
    ("BGR", "storage", "cannot tell"),
]


@pytest.mark.parametrize(("area", "role", "verdict"), ROLES)
def test_roles(area: str, role: str, verdict: str) -> None:
    assert role_shown(FOUND, [area], role, area).verdict == verdict


def test_edges_that_no_document_tells() -> None:
    counted = {("TUR", "BGR"): 50, ("BGR", "ROU"): 10, ("AFG", "TUR"): 30}
    assert unsaid(counted, [(["AFG", "PAK"], ["TUR"]), (["TUR"], ["BGR"])]) == [("BGR", "ROU", 10)]


def source(key: str, origin: str | None = None, reliability: Any = "F") -> Source:
    return Source(
        source_id=key, sha256=key * 64, name=f"{key}.txt", title=f"report {key}", origin=origin,
        reliability=reliability,
    )  # fmt: skip


def leg(key: str, origin: list[str], via: list[str], end: list[str], **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(["route", "substance", "hedge", "period", "valid_from", "strength"])
    told = {
        "claim_id": f"c{key}", "source_id": key[0], "credibility": 3, "modality": "asserted",
        "quote": "from A to B", "market": "heroin", "origin": origin, "via": via,
        "destination": end, "mode": ["land"],
    }  # fmt: skip
    return empty | told | more


LEGS = [
    # origins, on the way, destinations; stretches
    (["TUR"], [], ["BGR"], ["TUR>BGR"]),
    (["TUR"], ["BGR"], ["DEU"], ["TUR>BGR", "BGR>DEU"]),
    # two on the way may be one after the other or alternatives
    (["ALB"], ["MNE", "BIH"], ["HRV"], ["ALB>MNE", "ALB>BIH", "MNE>HRV", "BIH>HRV"]),
    ([], ["ALB"], ["EU"], ["ALB>EU"]),
    (["TUR", "IRN"], [], ["SRB", "SRB"], ["TUR>SRB", "IRN>SRB"]),
    ([], [], ["SVN"], []),
    (["SRB"], [], ["SRB"], []),
]


@pytest.mark.parametrize(("origin", "via", "end", "told"), LEGS)
def test_stretches_of_a_leg(
    origin: list[str], via: list[str], end: list[str], told: list[str]
) -> None:
    found, bare = stretches([leg("a", origin, via, end)], {"a": source("a")})
    assert [f"{one.start}>{one.end}" for one in found] == told
    assert bare == (not told)


def test_denied_claims_are_left_out() -> None:
    row = leg("a", ["TUR"], [], ["BGR"], modality="denied", area="BGR", role="transit")
    assert stretches([row], {"a": source("a")}) == ([], 0)
    assert parts([row], {"a": source("a")}) == []


def test_copies_of_one_text_count_once_and_the_best_grade_stands() -> None:
    sources = {"a": source("a", "agency"), "b": source("b", "agency"), "c": source("c", None, "B")}
    rows = [leg("a", ["TUR"], [], ["BGR"]), leg("b", ["TUR"], [], ["BGR"]),
            leg("c", ["TUR"], [], ["BGR", "SEE"])]  # fmt: skip
    said, _ = stretches(rows, sources)
    edges = supported(FOUND, edges_of(FOUND), said, {("TUR", "BGR"): ("Balkan route",)},
                      load().areas)  # fmt: skip
    (edge,) = [one for one in edges if (one.start, one.end) == ("TUR", "BGR")]
    assert (edge.documents, edge.grade, edge.modes) == (2, "B3", ("land",))
    assert (edge.cases, edge.kg, edge.first_year, edge.last_year) == (50, 100.0, 2012, 2015)
    assert (edge.seen, edge.routes, edge.claims) == ("both", ("Balkan route",), ("ca", "cb", "cc"))
    assert all(one.end != "SEE" for one in edges)


def test_regions_are_read_by_the_sets_that_say_what_they_hold() -> None:
    words = load()
    assert members("BGR", words).areas == {"BGR"}
    assert members("WB", words).areas == set(words.area_sets["WB.six"].members)
    assert {"BGR", "SRB", "DEU"} <= members("EUROPE", words).areas
    assert members("nowhere", words).areas == frozenset()


def test_named_routes_join_only_countries() -> None:
    found = named_routes(["heroin"], load())
    assert "Balkan route" in found["AFG", "IRN"]
    assert all(len(area) == 3 and area in load().areas for pair in found for area in pair)
