"""Ways of single seizures to edges, each with its support."""

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest

from karaula.evidence.seizure import SCHEMA
from karaula.measure.routes import RoutesError, edges, steps


def table(*rows: dict[str, Any]) -> ibis.Table:
    """Seizures with the given columns; each row is an event of its own unless it says otherwise."""
    whole = [
        dict.fromkeys(SCHEMA.names)
        | {"event": f"e{at}", "copy": 0, "source_id": "s", "date_low": date(2014, 3, 1)}
        | row
        for at, row in enumerate(rows)
    ]
    return ibis.memtable(pa.Table.from_pylist(whole, schema=SCHEMA))


def rows(found: ibis.Table) -> list[dict[str, Any]]:
    return ibis.duckdb.connect().to_pyarrow(found).to_pylist()


WAYS = [
    # producing, departure, seized in, destination; rule; steps
    (("AFG", "TUR", "BGR", "DEU"), "path", ["AFG>TUR", "TUR>BGR", "BGR>DEU"]),
    (("AFG", "TUR", "BGR", "DEU"), "legs", ["TUR>BGR", "BGR>DEU"]),
    (("AFG", "TUR", "BGR", "DEU"), "pair", ["TUR>DEU"]),
    ((None, "TUR", "BGR", None), "path", ["TUR>BGR"]),
    (("AFG", None, "BGR", None), "path", ["AFG>BGR"]),
    (("AFG", None, None, "DEU"), "path", ["AFG>DEU"]),
    # A departure that is the seizing country itself is no step, and ends none.
    (("COL", "COL", "COL", "ESP"), "path", ["COL>ESP"]),
    ((None, None, "SRB", None), "path", []),
    (("SRB", "SRB", "SRB", "SRB"), "path", []),
]


@pytest.mark.parametrize(("way", "rule", "told"), WAYS)
def test_a_way_is_read_by_its_rule(way: tuple[str | None, ...], rule: Any, told: list[str]) -> None:
    names = ("producing", "departure", "area", "destination")
    found = rows(steps(table(dict(zip(names, way, strict=True))), rule))
    assert sorted(f"{row['start']}>{row['end']}" for row in found) == sorted(told)


HEROIN = {"departure": "TUR", "area": "BGR", "substance": "heroin", "drug_group": "opioids"}


def test_an_edge_tells_its_support() -> None:
    found = rows(
        edges(
            table(
                HEROIN | {"kg": 10.0, "date_low": date(2012, 1, 1)},
                HEROIN | {"kg": 30.0, "source_id": "t"},
                HEROIN | {"kg": None},
            )
        )
    )
    assert found == [
        {
            "start": "TUR", "end": "BGR", "cases": 3, "rows": 3, "kg": 40.0, "largest": 0.75,
            "sources": 2, "first_year": 2012, "last_year": 2014,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "cases", "kg"),
    [
        # told twice with two weights: one event, the heavier counts
        ({"event": "e0", "kg": 12.0}, 1, 12.0),
        # two substances of one event add up
        ({"event": "e0", "kg": 12.0, "substance": "opium"}, 1, 22.0),
        # a like seizure of its own
        ({"kg": 12.0}, 2, 22.0),
        # a repeat of the first row
        ({"kg": 10.0, "copy": 1}, 1, 10.0),
    ],
)
def test_one_event_counts_once(second: dict[str, Any], cases: int, kg: float) -> None:
    (edge,) = rows(edges(table(HEROIN | {"kg": 10.0}, HEROIN | second)))
    assert (edge["cases"], edge["kg"]) == (cases, kg)


def test_repeats_count_where_they_are_asked_for() -> None:
    seizures = table(HEROIN | {"kg": 10.0}, HEROIN | {"kg": 10.0, "copy": 2})
    assert [rows(edges(seizures, copies=level))[0]["cases"] for level in (0, 1, 2, 3)] == [
        1, 1, 2, 2
    ]  # fmt: skip


def test_layers_part_the_edges() -> None:
    seizures = table(
        HEROIN | {"transport": "road"},
        HEROIN | {"transport": "rail"},
        HEROIN | {"transport": "rail", "date_low": date(2015, 5, 5)},
    )
    found = rows(edges(seizures, by=["transport", "year"]))
    assert {(row["transport"], row["year"]): row["cases"] for row in found} == {
        ("road", 2014): 1, ("rail", 2014): 1, ("rail", 2015): 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"rule": "crow"}, "no rule crow; rules are path"), ({"by": ["price"]}, "no layer price")],
)
def test_what_cannot_be_asked_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(RoutesError, match=told):
        edges(table(HEROIN), **asked)


def test_no_seizures_make_no_edges() -> None:
    assert rows(edges(table())) == []
