"""The arithmetic of indices with weights, beside sums of fractions in plain loops."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.check.slips import edits
from karaula.check.structure import MOST_POINTS, Figure, Structure
from karaula.check.sums import allowed, fits, solved

quiet = settings(max_examples=60)


def half_up(value: Fraction, places: int) -> Figure:
    return Figure((2 * value * 10**places + 1) // 2, places)


weights = st.lists(st.sampled_from([1, 2, 3, 0.5, 0]), min_size=1, max_size=3).filter(any)
levels = st.lists(weights, min_size=1, max_size=3)


def made(pillars: list[list[float]]) -> dict[str, dict[str, float]]:
    """Two levels: pillars of parts, and a top of pillars that count 1, 2, 3."""
    parts = {
        f"pillar_{n}": {f"part_{n}_{m}": w for m, w in enumerate(of)}
        for n, of in enumerate(pillars)
    }
    return parts | {"top": {name: n + 1 for n, name in enumerate(parts)}}


def values(given: dict[str, dict[str, float]], name: str, scale: list[Fraction]) -> set[Fraction]:
    """Every value of an element, by trying all."""
    if name not in given:
        return set(scale)
    counted = {part: Fraction(str(w)) for part, w in given[name].items() if w}
    whole = sum(counted.values())
    return {
        sum((w * v for w, v in zip(counted.values(), chosen, strict=True)), Fraction()) / whole
        for chosen in product(*(values(given, part, scale) for part in counted))
    }


@quiet
@given(levels)
def test_the_lattice_holds_every_value_and_no_other(pillars: list[list[float]]) -> None:
    given_ = made(pillars)
    structure = Structure(given_, decimals=2, scale=(0, 2, 1))
    scale = [Fraction(n) for n in range(3)]
    for name in given_:
        assert structure.on_lattice(name)
        true = values(given_, name, scale)
        assert {Fraction(v, structure.unit) for v in structure.values(name)} == true
        figures = structure.figures(name, 2)
        assert figures is not None
        assert set(figures) == {half_up(value, 2) for value in true}


@quiet
@given(levels, st.data(), st.booleans(), st.integers(0, 3))
def test_true_figures_go_together(
    pillars: list[list[float]], data: st.DataObject, scaled: bool, places: int
) -> None:
    given_ = made(pillars)
    structure = Structure(
        given_, decimals=places, scale=(1, 10, 0.5) if scaled else None, bounds=(0, 100)
    )
    exact: dict[str, Fraction] = {}
    for name in [*(p for of in given_.values() for p in of if p not in given_), *given_]:
        if name in given_:
            whole = sum(Fraction(str(w)) for w in given_[name].values())
            parts = given_[name].items()
            exact[name] = sum((Fraction(str(w)) * exact[p] for p, w in parts), Fraction()) / whole
        else:
            drawn = data.draw(st.integers(0, 18 if scaled else 10**4))
            exact[name] = 1 + Fraction(drawn, 2) if scaled else Fraction(drawn, 100)
    figures = {name: half_up(value, places) for name, value in exact.items()}
    known = data.draw(st.sets(st.sampled_from(sorted(figures))))
    shown = {name: figures[name] for name in known}
    for level in given_:
        assert structure.span(level, figures[level]) is not None
        below = {name: figure for name, figure in shown.items() if name != level}
        assert fits(structure, level, figures[level], below)
        ends = allowed(structure, level, below, places)
        assert ends is None or ends[0] <= figures[level] <= ends[1]
        for part in given_[level]:
            if part in below:
                between = solved(structure, level, figures[level], below, part, places)
                assert between is None or between[0] <= figures[part] <= between[1]


def test_weights_too_fine_for_a_lattice_leave_bounds() -> None:
    fine = {"top": {"a": 0.123456789, "b": 0.876543211}}
    structure = Structure(fine, decimals=2, scale=(1, 10, 0.5))
    assert MOST_POINTS < 9 * 10**9
    assert not structure.on_lattice("top") and structure.on_lattice("a")
    assert structure.span("top", Figure(1004, 2)) is None
    assert structure.span("top", Figure(733, 2)) is not None
    given_ = {"a": Figure(50, 1), "b": Figure(70, 1)}
    assert fits(structure, "top", Figure(675, 2), given_)
    assert not fits(structure, "top", Figure(657, 2), given_)


def test_a_level_that_is_no_mean_is_held_against_nothing() -> None:
    levels = {"top": {"a": 1.0, "odd": 1.0}}
    structure = Structure(levels, decimals=2, scale=(1, 10, 0.5), opaque=["odd"])
    assert structure.bounds("odd") == structure.bounds("top") == (-inf, inf)
    assert fits(structure, "top", Figure(99, 0), {"a": Figure(10, 1)})


def test_other_means_lie_between_what_their_parts_allow() -> None:
    def geometric(values: Sequence[float], _: Sequence[float]) -> float:
        a, b = values
        return float((a * b) ** 0.5)

    structure = Structure(
        {"top": {"a": 1.0, "b": 1.0}}, decimals=2, bounds=(1, 100), means={"top": geometric}
    )
    given_ = {"a": Figure(40_00, 2), "b": Figure(90_00, 2)}
    assert fits(structure, "top", Figure(60_00, 2), given_)
    assert not fits(structure, "top", Figure(65_00, 2), given_)
    assert fits(structure, "top", Figure(44_72, 2), {"a": Figure(20_00, 2)})
    assert not fits(structure, "top", Figure(44_74, 2), {"a": Figure(20_00, 2)})


@pytest.mark.parametrize(
    ("true", "seen"),
    [
        ("5.63", "5.36"), ("5.63", "8.63"), ("5.63", "5.6"), ("5.63", "5.663"), ("5.63", "56.3"),
        ("5.63", "563"), ("5.63", "0.563"), ("5.63", "55.63"), ("12.40", "2.40"), ("-0.50", "-5.0"),
        ("61", "16"), ("61", "6"), ("61", "611"), ("107", "17"),
    ],
)  # fmt: skip
def test_one_slip_is_undone(true: str, seen: str) -> None:
    places = len(true.partition(".")[2])
    assert round(float(true) * 10**places) in set(edits(seen, places))
