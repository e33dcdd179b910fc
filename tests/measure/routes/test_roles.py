"""What countries are on ways, a table that an analyst can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.measure.routes.roles import ROLES, role_in, roles
from karaula.measure.routes.ways import resampled
from tests.measure.routes.cases import cases

GIVEN = [
    # producing > departure > seized in > destination; country; its role
    ("AFG>TUR>BGR>DEU", "AFG", "source"),
    ("AFG>TUR>BGR>DEU", "TUR", "transit"),
    ("AFG>TUR>BGR>DEU", "BGR", "transit"),
    ("AFG>TUR>BGR>DEU", "DEU", "destination"),
    # seized on arrival, and nobody says where it was bound for
    (">TUR>BGR>", "BGR", "unknown"),
    # bound for the country that seized it
    (">TUR>BGR>BGR", "BGR", "destination"),
    # seized at home before it left
    (">>BGR>DEU", "BGR", "source"),
    # a departure that is the seizing country itself
    ("COL>COL>COL>ESP", "COL", "source"),
    # no other country is named
    (">>BGR>", "BGR", None),
    (">BGR>BGR>BGR", "BGR", None),
    (">TUR>BGR>", "DEU", None),
]


@pytest.mark.parametrize(("way", "area", "role"), GIVEN)
def test_role_of_a_country_on_a_way(way: str, area: str, role: str | None) -> None:
    assert role_in(cases(way).told[0][0], area) == role


def test_roles_of_a_country_with_intervals() -> None:
    found = cases(">TUR>BGR>DEU 60", ">TUR>BGR> 30", ">>BGR>ROU 10", ">>BGR> 500")
    told = roles(found, "BGR", resampled(found))
    assert (told.cases, told.reported) == (100, 600)
    assert [(one.role, one.cases) for one in told.standing] == [
        ("source", 10), ("transit", 60), ("destination", 0), ("unknown", 30)
    ]  # fmt: skip
    transit = told.standing[1]
    assert 0.45 < transit.low < 0.6 < transit.high < 0.75


@given(st.lists(st.tuples(*[st.sampled_from(["", "A", "B", "C"])] * 4), min_size=1, max_size=8))
def test_shares_of_roles_add_up(rows: list[tuple[str, ...]]) -> None:
    found = cases(*(">".join(row) for row in rows))
    told = roles(found, "A", resampled(found, 20))
    shares = [one.share for one in told.standing]
    assert sum(shares) == pytest.approx(1.0 if told.cases else 0.0)
    assert len(shares) == len(ROLES)
    assert all(one.low <= one.share <= one.high for one in told.standing)
