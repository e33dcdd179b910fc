"""Bad input gives one sentence that says what to do."""

import os
import zipfile
from pathlib import Path

import pytest

from karaula.read import ReadError, bounds, read
from karaula.read.bounds import check_zip


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    said = str(caught.value)
    assert str(path) in said and "\n" not in said and "Traceback" not in said
    assert caught.value.remedy
    return said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\t\n", "is empty"),
        ("zeros.txt", bytes(5000), "is empty"),
        ("junk.txt", bytes(range(256)) * 20, "no text in any encoding"),
        ("report.pdf", b"just words of a letter", "is named .pdf but does not hold"),
        ("report.docx", b"just words of a letter", "is named .docx but does not hold"),
        ("head.pdf", b"%PDF-1.7\n", "cut off or damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "old or a locked Office file"),
        ("letter.rtf", b"{\\rtf1 words}", "is RTF"),
        ("scan.txt", b"\x89PNG\r\n\x1a\n" + bytes(90), "is a picture"),
        ("half.docx", b"PK\x03\x04" + b"x" * 90, "cut off or damaged"),
        ("data.csv", b"a,b\n1,2\n", "is a data set"),
        ("pack.gz", b"\x1f\x8b\x08" + b"x" * 90, "packed with gzip"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert said in refused(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.txt")
    assert "is a folder" in refused(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads any file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("words")
    path.chmod(0)
    assert "cannot be opened" in refused(path)


def test_huge_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"words of it \n" * 80_660)
    assert "no more than 64 MB" in refused(path)


def test_huge_file_is_not_even_loaded(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(bounds.MAX_FILE_BYTES + 1)
    assert "no more than 512 MB" in refused(path)


def test_archives_and_other_office_files(tmp_path: Path) -> None:
    for name, said in (
        ("ppt/presentation.xml", "is a presentation"),
        ("content.xml", "is an OpenDocument file"),
        ("a.txt", "is a packed archive"),
        ("xl/workbook.xml", "is a data set"),
    ):
        path = tmp_path / "file.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")
        assert said in refused(path)


def test_zip_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wide.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}", os.urandom(1000))
    check_zip(path)
    monkeypatch.setattr(bounds, "MAX_UNPACKED_BYTES", 2000)
    with pytest.raises(ReadError, match="would unpack to"):
        check_zip(path)
    monkeypatch.setattr(bounds, "MAX_ZIP_PARTS", 2)
    with pytest.raises(ReadError, match="holds 3 parts"):
        check_zip(path)
