"""Rows of text tables are what a careful reader sees, whatever the pieces they come in."""

import csv
import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karaula.read.connectors.refused import Refused
from karaula.read.connectors.rows import TextRows, encoding_of
from karaula.read.connectors.spans import MAX_ROW_BYTES

CELL = st.text(st.sampled_from('ab;"\n ,éЖ5'), max_size=6)
WIDTH = 3


def rows_of(
    path: Path, *, piece: int = 2**20, encoding: str | None = None, width: int = WIDTH
) -> tuple[dict[int, list[str]], list[Refused]]:
    """Cells by the number of the row, and the refused rows."""
    table = TextRows(path, 1, [str(n) for n in range(width)], ";", encoding, piece)
    found: dict[int, list[str]] = {}
    for part in table.pieces():
        columns = [cells.to_pylist() for cells in part.cells]
        for place, number in enumerate(part.numbers.tolist()):
            found[number] = [column[place] for column in columns]
    return found, table.refused


def save(path: Path, rows: list[list[str]], **options: object) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n", **options).writerows(rows)  # type: ignore[arg-type]
    path.write_bytes(text.getvalue().encode())
    return path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), max_size=12),
    st.integers(1, 64),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_a_sound_table_is_read_as_it_was_written(
    tmp_path: Path, rows: list[list[str]], piece: int, quoting: int
) -> None:
    path = tmp_path / "t.csv"
    save(path, [["x", "y", "z"], *rows], quoting=quoting)
    found, refused = rows_of(path, piece=piece)
    assert refused == []
    assert [found[n] for n in sorted(found)] == rows
    assert sorted(found) == list(range(2, len(rows) + 2))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 40), st.integers(1, 300), st.sampled_from(['"a', 'a;"b', '"']))
def test_a_quote_without_end_costs_its_row_and_no_other(
    tmp_path: Path, at: int, piece: int, broken: str
) -> None:
    rows = [f'{n};"cell {n}";x' for n in range(40)]
    lines = ["a;b;c", *rows[:at], broken + ";y;z", *rows[at:]]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines))
    found, refused = rows_of(path, piece=piece)
    assert [one.place for one in refused] == [f"row {at + 2}"]
    assert "quote" in refused[0].reason
    assert refused[0].text == broken + ";y;z"
    assert [found[n][1] for n in sorted(found)] == [f"cell {n}" for n in range(40)]


def test_line_ends_in_quoted_cells_do_not_end_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a;b;c\n1;"two\nlines";x\n2;"""quoted""";y\n3;5" pipe;z\n')
    assert rows_of(path) == (
        {2: ["1", "two\nlines", "x"], 3: ["2", '"quoted"', "y"], 4: ["3", '5" pipe', "z"]},
        [],
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1;2", "has 2 cells, and the header row 3"),
        ("1;2;3;4", "has 4 cells, and the header row 3"),
        ('1;"2;3', "a quote is opened and not closed"),
        (f"1;2;{'x' * MAX_ROW_BYTES}", "is longer than 65,536 bytes"),
    ],
    ids=["short", "long", "open quote", "endless"],
)
def test_a_row_that_is_none_of_the_table_is_refused_with_its_reason(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"a;b;c\nu;v;w\n{line}\nx;y;z\n")
    found, refused = rows_of(path)
    assert found == {2: ["u", "v", "w"], 4: ["x", "y", "z"]}
    assert [(one.place, one.reason) for one in refused] == [
        ("row 3", reason if "quote" not in reason else f"{reason}")
    ]


def test_empty_cells_beyond_the_header_and_blank_rows_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a;b;c\r\n\r\n1;2;3;;\r\n   \r\n4;5;6\r\n")
    assert rows_of(path) == ({3: ["1", "2", "3"], 5: ["4", "5", "6"]}, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "cp1251"])
def test_other_encodings_and_packings_are_read_alike(tmp_path: Path, encoding: str) -> None:
    word = "Београд" if encoding == "cp1251" else "Šabac čvor"
    data = "".join(f"{n};{word};x\n" for n in range(60)).encode(encoding)
    plain = tmp_path / "t.csv"
    plain.write_bytes(data)
    packed = tmp_path / "t.csv.gz"
    packed.write_bytes(gzip.compress(data))
    zipped = tmp_path / "t.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.csv", data)
    for path in (plain, packed, zipped):
        found, refused = rows_of(path, piece=100)
        assert refused == []
        assert len(found) == 59
        assert {cells[1] for cells in found.values()} == {word}


def test_a_few_broken_signs_do_not_change_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = ["a;b;c", *(f"{n};Šabac;x" for n in range(50))]
    path.write_bytes("\n".join(lines).encode() + b"\n51;\x8aabac;x\n")
    assert encoding_of(path) == "utf-8"
    table = TextRows(path, 1, ["a", "b", "c"], ";")
    cells = [cell for part in table.pieces() for cell in part.cells[1].to_pylist()]
    assert cells == ["Šabac"] * 50 + ["\N{REPLACEMENT CHARACTER}abac"]
    assert table.unclear == 1


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    """A quote that opens in the first rows of a table of many pieces is never waited for."""
    path, piece = tmp_path / "t.csv", 2**16
    with path.open("w") as file:
        file.write('a;b;c\n1;"broken;x\n')
        file.writelines(f"{n};some words that fill a row;x\n" for n in range(200_000))
    table = TextRows(path, 1, ["a", "b", "c"], ";", piece=piece)
    tracemalloc.start()
    count = sum(len(part.numbers) for part in table.pieces())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert [one.place for one in table.refused] == ["row 2"]
    assert path.stat().st_size > 100 * piece
    assert peak < 40 * piece
