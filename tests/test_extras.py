"""A library that is not there is named with what brings it."""

import pytest

from karaula.errors import KaraulaError
from karaula.extras import library


def test_a_library_that_is_there_is_given() -> None:
    assert library("json", "charts").loads("[1]") == [1]


def test_a_missing_library_is_named_with_its_remedy() -> None:
    told = (
        r'^this needs nowhere, which is not installed; install it with: pip install "karaula\[x\]"$'
    )
    with pytest.raises(KaraulaError, match=told):
        library("nowhere.stats", "x")
