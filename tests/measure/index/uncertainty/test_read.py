"""Choices as a file says them."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import read as page


def beside(goods: index.Index) -> index.Index:
    """The same with an interval, a grade and a source for each value of roads."""
    roads = goods.raw.column("roads")
    raw = replace(
        goods.raw,
        denominators={"roads_low": roads - 1, "roads_high": roads + 1},
        groups={**goods.raw.groups, "roads_grade": ("A1", "B2", "F6", None, "C3", "B1"),
                "roads_source": ("post", "post", "times", None, "times", "post")},
    )  # fmt: skip
    return replace(goods, raw=raw)


def test_columns_beside_the_values_are_intervals_grades_and_sources(goods: index.Index) -> None:
    goods = beside(goods)
    found = u.read_choices(
        {
            "ends": {"intervals": {"roads": ["roads_low", "roads_high"]}},
            "trust": {"grades": {"roads": "roads_grade"}},
            "origin": {"sources": {"roads": "roads_source"}},
        },
        goods,
    )
    ends, trust, origin = found["ends"], found["trust"], found["origin"]
    assert isinstance(ends, u.Interval) and isinstance(trust, u.Graded)
    assert isinstance(origin, u.Cells)
    assert [column.tolist() for column in ends.ends["roads"]] == [
        [2, 3, 8, 0, 5, 4], [4, 5, 10, 2, 7, 6],
    ]  # fmt: skip
    assert trust.grades["B", "roads"] == "B2" and ("D", "roads") not in trust.grades
    assert {name: [unit for unit, _ in cells] for name, cells in origin.versions.items()} == {
        "without post": ["A", "B", "F"], "without times": ["C", "E"],
    }  # fmt: skip


def test_the_example_of_the_page_is_read(goods: index.Index, tmp_path: Path) -> None:
    """Every entry that the documentation shows makes a choice that this index can take."""
    example = (page.__doc__ or "").partition("::")[2]
    lines = [line.strip() for line in example.splitlines() if line.strip()]
    text = "\n".join(lines).replace("ALB", "A").replace("continent", "side")
    (tmp_path / "choices.yml").write_text(text, "utf-8")
    goods = beside(goods)
    choices = u.read_choices(tmp_path / "choices.yml", goods)
    assert len(choices) == len(lines) == 15
    del choices["scores"]  # values of this index are no scores on a scale
    found = u.simulate(goods, choices, draws=40, keep=True)
    assert found.drawn is not None and set(found.drawn) == set(choices)
    assert choices["scale"] == u.Settings(
        step="normalise", chances=(2, 1),
        alternatives=({"method": "min_max", "high": 100}, {"high": 10}),
    )  # fmt: skip
    assert set(found.drawn["floor"]) <= {1, 2, 3, 4, 5}


FAULTS: list[tuple[Any, str]] = [
    ({}, "say what varies by one of of, low, weights"),
    ("treat", "say what varies by one of"),
    ({"step": "treat", "of": [1, 2]}, "1, 2: name the setting"),
    ({"of": [{}]}, "step is missing; give it"),
    ({"noise": 0.1, "level": 2}, "there is no level in such a choice"),
    ({"noise": "much"}, "noise.float: input should be a valid number"),
    ({"errors": "scores", "by": "side"}, "by is for gaps"),
    ({"intervals": {"Z": {"roads": [1, 2]}}}, "no unit Z"),
    ({"intervals": {"roads": ["low", "high"]}}, "no column of numbers low"),
    ({"grades": {"roads": "grade"}}, "no column of words grade"),
]


@pytest.mark.parametrize(("entry", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_fault_is_told_with_its_place(goods: index.Index, entry: Any, told: str) -> None:
    with pytest.raises(index.ChainError) as error:
        u.read_choices({"mine": entry}, goods)
    assert "mine: " in str(error.value) and told in str(error.value)


def test_all_faults_are_told_at_once(goods: index.Index) -> None:
    with pytest.raises(index.ChainError) as error:
        u.read_choices({str(at): entry for at, (entry, _) in enumerate(FAULTS)}, goods)
    assert all(told in str(error.value) for _, told in FAULTS)


def test_no_choices_are_a_fault(goods: index.Index, tmp_path: Path) -> None:
    (tmp_path / "none.yml").write_text("{}", "utf-8")
    with pytest.raises(index.ChainError, match="there are no choices"):
        u.read_choices(tmp_path / "none.yml", goods)


def test_the_example_of_the_guide_is_read(goods: index.Index, tmp_path: Path) -> None:
    guide = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "ask-an-index.md"
    (example,) = re.findall(r"(?ms)^```yaml\n(.*?)^```$", guide.read_text("utf-8"))
    (tmp_path / "vary.yml").write_text(example.replace("continent", "side"), "utf-8")
    choices = u.read_choices(tmp_path / "vary.yml", beside(goods))
    assert len(choices) == len(example.splitlines())
    # There is no scale here, z-scores have no floor, and what sources leave out must be filled.
    for name in ("scores", "floor", "imputation"):
        del choices[name]
    assert u.simulate(beside(goods), choices, draws=40).draws == 40
