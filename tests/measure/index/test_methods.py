"""The registry: every method says what it is, and settings are of a kind."""

from typing import Any, Literal

import pytest

from karaula.measure.index.chain import verbs
from karaula.measure.index.methods import METHODS, Method, fits, in_words

verbs()
ALL = [method for found in METHODS.values() for method in found.values()]


@pytest.mark.parametrize("method", ALL, ids=lambda method: f"{method.step}-{method.name}")
def test_every_method_is_told(method: Method) -> None:
    assert method.summary.endswith(".")
    assert method.formula
    assert method.avoid
    assert method.source or method.name == "none"
    for setting in method.settings.values():
        assert setting.meaning
        assert setting.required or fits(setting.default, setting.kind)
        assert in_words(setting.kind)


KINDS: list[tuple[Any, Any, bool, str]] = [
    (1, float, True, "a number"),
    (1.5, float, True, "a number"),
    (float("inf"), float, False, "a number"),
    (True, float, False, "a number"),
    ("1", float, False, "a number"),
    (3, int, True, "a whole number"),
    (3.0, int, True, "a whole number"),
    (3.5, int, False, "a whole number"),
    (None, int | None, True, "a whole number or nothing"),
    ("x", int | None, False, "a whole number or nothing"),
    (1, bool, False, "true or false"),
    ("row", Literal["column", "row", "table"], True, "column, row or table"),
    (["row"], Literal["column", "row", "table"], False, "column, row or table"),
]


@pytest.mark.parametrize(("value", "kind", "right", "words"), KINDS)
def test_what_may_be_written(value: Any, kind: Any, right: bool, words: str) -> None:
    assert fits(value, kind) is right
    assert in_words(kind) == words
