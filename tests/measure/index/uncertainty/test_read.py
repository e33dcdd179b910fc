"""Choices as a file says them."""

from pathlib import Path
from typing import Any

import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty as u
from karaula.measure.index.uncertainty import read as page


def test_the_example_of_the_page_is_read(goods: index.Index, tmp_path: Path) -> None:
    """Every entry that the documentation shows makes a choice that this index can take."""
    example = (page.__doc__ or "").partition("::")[2]
    lines = [line.strip() for line in example.splitlines() if line.strip()]
    text = "\n".join(lines).replace("ALB", "A").replace("continent", "side")
    (tmp_path / "choices.yml").write_text(text, "utf-8")
    choices = u.read_choices(tmp_path / "choices.yml", goods)
    assert len(choices) == len(lines) == 12
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
