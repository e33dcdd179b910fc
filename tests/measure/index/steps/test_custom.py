"""A step of one's own is logged and checked like the others."""

from importlib.metadata import EntryPoint

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Values
from karaula.measure.index.steps import custom as module

VALUES = Values(("ALB", "BIH"), ("x", "y"), np.array([[1.0, 4], [np.nan, 9]]))


def root(data: np.ndarray, of: int = 2) -> np.ndarray:
    return data ** (1 / of)


def cut(data: np.ndarray) -> np.ndarray:
    return np.where(data > 5, np.nan, data)


def test_it_is_logged_and_can_be_changed() -> None:
    found = index.custom(VALUES, function=root, codes=["y"])
    assert found.values.column("y").tolist() == [2, 3]
    assert found.values.column("x")[0] == 1
    assert str(found.steps[0]) == "custom (function root, codes [y])"
    assert found.changed(custom={"of": 1}).values.column("y").tolist() == [4, 9]


def test_a_function_that_writes_into_its_input_changes_nothing_else() -> None:
    def spoil(data: np.ndarray) -> np.ndarray:
        data[:] = 0
        return data + 1

    index.custom(VALUES, function=spoil)
    assert VALUES.column("y").tolist() == [4, 9]


def test_new_gaps_only_when_asked_for_and_with_a_note() -> None:
    with pytest.raises(ChainError, match="custom loses y of BIH; a value may become a gap only"):
        index.custom(VALUES, function=cut)
    (note,) = index.custom(VALUES, function=cut, gaps=True).notes
    assert (note.code, note.unit, note.before, note.text) == ("y", "BIH", 9.0, "a gap now, by cut")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"function": lambda data: data[:1]}, r"gives the shape \(1, 2\) for \(2, 2\)"),
        ({"function": lambda data: data + "x"}, "custom <lambda> failed: "),
        ({"function": lambda data: data * np.inf}, "custom makes x of ALB infinite"),
        ({"function": root, "power": 3}, "custom root failed: TypeError"),
        ({"function": root, "codes": ["z"]}, "custom root: no column z; columns are x, y"),
        ({"function": root, "codes": "x"}, r"codes is one text; write a list: \[x\]"),
        ({"function": 7}, "function is 7; give a function or the name of an entry point"),
        ({}, "the setting function is missing; give it"),
        # A specification is data: it names what a package offers, and no other code.
        ({"function": "os:system"}, "there is no function in the entry points karaula.index os:sy"),
    ],
)
def test_faults(settings: dict, message: str) -> None:
    with pytest.raises(ChainError, match=message):
        index.custom(VALUES, **settings)


def test_a_specification_names_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="sqrt", value="numpy:sqrt", group="karaula.index")
    monkeypatch.setattr(module, "entry_points", lambda group: [point][: group == "karaula.index"])
    found = index.custom(VALUES, function="sqrt")
    assert found.values.column("y").tolist() == [2, 3]
