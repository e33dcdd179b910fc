"""Which connector takes a file, plug-ins, and files that want to do harm."""

import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.errors import KaraulaError
from karaula.evidence import Source
from karaula.read.connectors import Dataset, Peek, connectors, find, load_facts, registry, sheets
from karaula.read.connectors.connector import claims_of, fill
from karaula.read.connectors.facts import Facts
from karaula.read.connectors.sheets import letters
from karaula.vocabulary import Vocabulary

SOURCE = Source(source_id="s", sha256="s", name="a.csv", title="a.csv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"%PDF-1.7 country,indicator,year,value"),
        ("page.html", b"<table><tr><td>country,indicator,year,value"),
        ("report.txt", b"Country\tCriminality\nSerbia\t6,21\nGlobal Organized Crime Index"),
        ("notes.md", b"| country | indicator | year | value |\n|---|---|---|---|\n"),
        ("empty.csv", b""),
        ("nothing.docx", b"PK\x03\x04"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_left_to_others(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert find(path) is None


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_text("country,indicator,year,value\nSerbia,heroin trade,2023,5\n")
    found = find(path)
    assert found is not None and found.name == "observations"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "2023"
    book.worksheets[0].append(["Country", "Criminality"])
    book.save(tmp_path / "book.dat")
    found = find(tmp_path / "book.dat")
    assert found is not None and found.name == "goci"


class TestHarm:
    def refused(self, path: Path) -> str:
        with pytest.raises(KaraulaError) as caught:
            find(path)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    def workbook(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Country", "Criminality"])
        book.save(path)
        return path

    def test_a_workbook_that_is_cut_off(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path / "cut.xlsx")
        path.write_bytes(path.read_bytes()[:-500])
        assert "cut off or damaged" in self.refused(path)

    def test_a_zip_that_is_no_workbook(self, tmp_path: Path) -> None:
        path = tmp_path / "other.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("hello.txt", "hello")
        assert "cannot be opened as a workbook" in self.refused(path)

    def test_a_workbook_with_a_password(self, tmp_path: Path) -> None:
        path = tmp_path / "locked.xlsx"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        assert "locked with a password" in self.refused(path)

    def test_a_zip_bomb(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path / "bomb.xlsx")
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet9.xml", bytes(30_000_000))
        assert "zip bomb" in self.refused(path)

    def test_an_entity_bomb(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path / "entities.xlsx")
        lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/worksheets/sheet1.xml"] = (
            f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><worksheet><sheetData><row><c t="str">'
            "<v>&e11;</v></c></row></sheetData></worksheet>"
        ).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        self.refused(path)

    @pytest.mark.parametrize("name", ["wide.xlsx", "wide.csv"])
    def test_more_cells_than_memory(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / name
        if name.endswith("csv"):
            path.write_text("country,indicator,year,value\n")
        else:
            self.workbook(path)
        monkeypatch.setattr(sheets, "MAX_CELLS", 1)
        assert "more than 1 cells" in self.refused(path)
        assert name in self.refused(path)

    def test_a_sheet_that_states_wrong_dimensions(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path / "wrong.xlsx")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"]
        assert b'ref="A1:B1"' in sheet
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:B1"', b'ref="A1"')
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        assert Peek(path).sheets[0].rows == [(1, ("Country", "Criminality"))]

    @given(st.binary(min_size=1, max_size=300))
    def test_no_bytes_break_it(self, data: bytes) -> None:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            for name in ("a.csv", "a.xlsx"):
                path = Path(folder) / name
                path.write_bytes(data)
                try:
                    find(path)
                except KaraulaError as error:
                    assert str(error)


class Own:
    """A connector of another package, for a format that is no table."""

    name = "own"
    version = 3
    method = "connector:own@3"
    looks_for = "own: the word OWN"

    def takes(self, peek: Peek) -> bool:
        return peek.path.read_bytes().startswith(b"OWN")

    def read(self, path: Path, source: Source, vocabulary: Vocabulary) -> Dataset:
        assert path and vocabulary
        return Dataset(source)


def offer(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """Let entry points give these values."""

    class Offered(EntryPoint):
        def load(self) -> Any:
            value = values[self.name]
            if isinstance(value, Exception):
                raise value
            return value

    points = [Offered(name, f"somewhere:{name}", registry.GROUP) for name in values]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group else [])
    connectors.cache_clear()


class TestPlugIns:
    @pytest.fixture(autouse=True)
    def forget(self) -> Any:
        yield
        connectors.cache_clear()

    def test_a_package_brings_its_own(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        own = Own()
        offer(monkeypatch, own=own)
        path = tmp_path / "x.csv"
        path.write_text("OWN")
        assert find(path) is own
        names = [connector.name for connector in connectors()]
        assert names[:2] == ["own", "goci"]
        assert names[-1] == "observations"

    @pytest.mark.parametrize(
        ("offered", "words"),
        [
            (ImportError("no module x"), "cannot be loaded (ImportError: no module x)"),
            ("a text", "names no connector"),
        ],
    )
    def test_one_that_does_not_work(
        self, offered: object, words: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        offer(monkeypatch, bad=offered)
        with pytest.raises(KaraulaError) as caught:
            connectors()
        assert words in str(caught.value)

    def test_two_of_one_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        offer(monkeypatch, a=Own(), b=Own())
        with pytest.raises(KaraulaError, match="two connectors are named own"):
            connectors()


class TestFacts:
    def test_all_faults_of_a_file_are_told_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "bad.yml"
        path.write_text("name: Bad Name\nversion: one\ncolour: red\n")
        with pytest.raises(KaraulaError) as caught:
            load_facts(path)
        for field in ("name", "version", "colour", "takes", "columns"):
            assert field in str(caught.value)

    def test_not_yaml(self, tmp_path: Path) -> None:
        path = tmp_path / "bad.yml"
        path.write_text("a: [")
        with pytest.raises(KaraulaError, match="is not YAML"):
            load_facts(path)

    def test_methods_carry_the_version(self) -> None:
        assert {c.method for c in connectors()} == {
            f"connector:{c.name}@{c.version}" for c in connectors()
        }

    def test_a_source_keeps_what_is_known_of_it(self) -> None:
        facts = Facts.model_validate(
            {"name": "x", "version": 1, "title": "T", "publisher": "P", "language": "sr",
             "takes": {"columns": []}, "columns": {}}
        )  # fmt: skip
        filled = fill(
            Source(source_id="s", sha256="s", name="a.csv", title="Own", language="en"), facts
        )
        assert (filled.title, filled.publisher, filled.language) == ("Own", "P", "en")

    def test_a_column_that_the_kind_lacks(self) -> None:
        with pytest.raises(KeyError, match="colour"):
            claims_of("observation", {"locator": ["A1"], "colour": ["red"]}, SOURCE, "m")


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_names_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
