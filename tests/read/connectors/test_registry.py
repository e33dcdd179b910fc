"""A table that no connector knows: what is said of it, so that its owner can go on."""

from pathlib import Path

import pytest

from karaula.read.connectors import find
from karaula.read.errors import UnknownTableError


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("a;b", "it is like none that is known"),
        ("COUNTRY;SEIZURE_DATE;DRUG_NAME;KILOS", "it comes nearest to ids: the columns 'COUNTRY'"),
    ],
)
def test_only_what_is_near_is_named(tmp_path: Path, first: str, told: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{first}\n1;2;3;4\n", encoding="utf-8")
    with pytest.raises(UnknownTableError) as caught:
        find(path)
    assert told in caught.value.problem
    assert len(caught.value.problem) < 400
    assert caught.value.remedy is not None
    assert "table.csv.mapping.yml" in caught.value.remedy
    assert "'indicator', 'period', 'value'" in caught.value.remedy
