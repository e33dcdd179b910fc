"""Drugs go by any of their names."""

import pytest

from karaula.measure.routes.drugs import drug_of
from karaula.measure.routes.edges import RoutesError
from karaula.vocabulary import load


@pytest.mark.parametrize("name", ["cocaine", "Cocaine", "kokain", "кокаин", "kokaina"])
def test_a_drug_in_any_language(name: str) -> None:
    found = drug_of(name, load())
    assert "cocaine" in found.substances and "heroin" not in found.substances


def test_what_is_like_a_drug_is_told_once() -> None:
    with pytest.raises(RoutesError, match=r"there is no drug herion; did you mean Heroin\?$"):
        drug_of("herion", load())
