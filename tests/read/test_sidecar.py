"""Provenance beside a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from karaula.evidence import Source
from karaula.read import ReadError, read
from karaula.read.sidecar import (
    describe,
    load_sidecar,
    same_origin,
    sidecar_path,
    source_of,
    write_sidecar,
)

TEXT = """# Crime in the hills

Published by the Institute of Roads

Geneva, 2024

© Institute of Roads, 2024. All rights reserved.

The police of the town seized a load of heroin on the road, and that is what this report is for.
It was the first in the hills and not the last of the year, as the clans have the means for more.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "hills.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_tells_what_it_can(path: Path) -> None:
    source = describe(path, path.read_bytes())
    assert (source.title, source.publisher, source.published, source.licence, source.language) == (
        "Crime in the hills", "Institute of Roads", "2024", "all rights reserved", "en",
    )  # fmt: skip
    assert source.media_type == "text/markdown" and source.encoding == "utf-8"
    assert source.reliability == "F" and source.source_id == source.sha256[:16]


def test_what_the_analyst_wrote_goes_before_what_the_file_tells(path: Path) -> None:
    sidecar_path(path).write_text("title: Hills\npublished: 2023-05\nreliability: B\nurl:\n")
    source = source_of(path)
    assert (source.title, source.published, source.reliability) == ("Hills", "2023-05", "B")
    assert source.publisher == "Institute of Roads"
    assert read(path).source == replace(source, marks=())


def test_a_written_sidecar_gives_the_same_source_again(path: Path) -> None:
    source = replace(source_of(path), origin="hill wire", retrieved="2024-06-01", title="No: yes")
    beside = write_sidecar(path, source)
    assert beside.name == "hills.md.source.yml"
    assert beside.read_text(encoding="utf-8").startswith("#")
    assert source_of(path) == source
    assert not list(path.parent.glob("*.part"))


def test_the_encoding_in_the_sidecar_is_used(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes("žal".encode("cp1250"))
    sidecar_path(path).write_text("encoding: cp1250\n")
    assert read(path).text == "žal" and source_of(path).encoding == "cp1250"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("tilte: Hills", "has no key 'tilte'"),
        ("reliability: G", "reliability cannot be 'G'; write one of A, B"),
        ("handling: SECRET", "handling cannot be 'SECRET'"),
        ("access: all", "access cannot be 'all'"),
        ("published: last May", "published cannot be 'last May'"),
        ("published: 2024-13", "published cannot be '2024-13'"),
        ("url: javascript:alert(1)", "url cannot be"),
        ("title: [a, b]", "title must be one value"),
        ("- a list", "must be lines of the form key: value"),
        ("title: 'open", "is not YAML"),
        ("title: !!python/object/apply:os.system [ls]", "is not YAML"),
        ("title: " + "x" * 70_000, "too long"),
    ],
)
def test_a_fault_in_a_sidecar_names_file_and_key(path: Path, told: str, said: str) -> None:
    sidecar_path(path).write_text(told)
    with pytest.raises(ReadError) as caught:
        load_sidecar(path)
    sentence = str(caught.value)
    assert said in sentence and str(sidecar_path(path)) in sentence and "\n" not in sentence


def test_no_sidecar_is_none_and_an_empty_one_is_empty(path: Path) -> None:
    assert load_sidecar(path) is None
    sidecar_path(path).write_text("# nothing yet\n")
    assert load_sidecar(path) == {}


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("27 June 2017\n\nOriginal: English", "2017-06-27"),
        ("Title of it\n\nVienna, 2024", "2024"),
        ("A briefing was held\n\n30 November 2023, Ankara: The office met.", "2023-11-30"),
        ("Objavljeno 5. mart 2021.", "2021-03-05"),
        ("5.3.2021.", "2021-03-05"),
        ("Report of June 2021", "2021-06"),
        ("Index 2021", None),
        ("Ravno, 13 January 2023 (updated 23 February 2023)", "2023-01-13"),
        ("13 January 2023\n\nLatest update on 23 February 2023:", "2023-01-13"),
        ("Last modified: 23 February 2023", "2023-02-23"),
        ("Ažurirano 5. mart 2021.\n\nObjavljeno 3. mart 2021.", "2021-03-03"),
        ("On 17 June 2019, police seized 20 tons of cocaine in the port of the north.", None),
        ("Geneva, 31 February 2020", None),
    ],
)
def test_date_in_the_head(tmp_path: Path, head: str, published: str | None) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{head}\n\nThe office said more on it.\n", encoding="utf-8")
    assert source_of(path).published == published


def test_a_part_of_any_document_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "note 7.txt"
    path.write_text("Executive summary\n\nThe office said more on it.\n")
    assert source_of(path).title == "note 7"


def test_data_sets_are_described_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "seizures.csv"
    path.write_text("year;kg\n2020;12\n")
    source = source_of(path)
    assert (source.title, source.media_type, source.encoding) == ("seizures", "text/csv", None)


def test_copies_of_one_report_are_found(tmp_path: Path) -> None:
    wire = "Police of the town seized a load of heroin on the road to the hills on Monday night. "
    other = "Customs found cocaine in a box of fruit in the port of the north on Friday at noon. "
    texts = {"a": wire, "b": f"(Hill Wire) {wire}", "c": other}
    documents = []
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
        documents.append(read(tmp_path / f"{name}.txt"))
    first, second, _ = (document.source.source_id for document in documents)
    assert same_origin(documents) == [[first, second]]


def test_source_without_sidecar_is_a_source(path: Path) -> None:
    assert isinstance(source_of(path), Source)
