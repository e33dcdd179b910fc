"""Tables packed with gzip are read as if they were not; damaged and boundless ones are refused."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from karaula.errors import KaraulaError
from karaula.read.connectors import find
from karaula.read.connectors.packed import ending, unpack, unpacked_head
from karaula.read.connectors.sheets import load_sheets

TABLE = "country,indicator,year,value\nSerbia,Heroin trade,2023,7.5\n"


def test_a_packed_table_is_read_like_the_plain_one(tmp_path: Path, read: Any) -> None:
    packed = tmp_path / "scores.csv.gz"
    packed.write_bytes(gzip.compress(TABLE.encode()))
    claims = read(packed).claims["observation"]
    assert claims["value"].to_pylist() == [7.5]
    assert claims["locator"].to_pylist() == ["D2"]


def test_a_packed_table_is_known_by_its_bytes_when_it_is_called_otherwise(tmp_path: Path) -> None:
    packed = tmp_path / "scores.csv"
    packed.write_bytes(gzip.compress(TABLE.encode()))
    assert find(packed) is not None


def test_a_cut_off_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    packed = tmp_path / "scores.csv.gz"
    whole = gzip.compress((TABLE * 2000).encode())
    packed.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KaraulaError, match="cut off or damaged"):
        load_sheets(packed)


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a,b\n" * 2_000_000)
    assert len(unpack(bomb, tmp_path / "x.csv.gz", limit=1000)) == 1001


def test_the_head_is_no_longer_than_asked(tmp_path: Path) -> None:
    path = tmp_path / "long.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode() * 5000))
    assert unpacked_head(path, 100) == (TABLE * 5000).encode()[:100]


def test_noise_that_begins_like_a_packed_file_holds_no_table(tmp_path: Path) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(b"\x1f\x8b" + b"nothing of the kind" * 10)
    assert find(path) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [("a.csv.gz", ".csv"), ("a.CSV.GZ", ".csv"), ("a.csv", ".csv"), ("a.gz", ""), ("a", "")],
)
def test_the_ending_is_that_of_what_is_packed(name: str, meant: str) -> None:
    assert ending(Path(name)) == meant
