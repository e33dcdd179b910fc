"""DOCX: styles, tables, notes, heads, and what is refused."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from karaula.evidence import Document
from karaula.read import ReadError, read

NOTES = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:t>Second in print.</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="9"><w:p><w:r><w:t>First in print.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def mark(paragraph: object, identity: str) -> None:
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), identity)
    paragraph.add_run()._r.append(reference)  # type: ignore[attr-defined]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Crime in the hills"
    document.sections[0].header.paragraphs[0].text = "Hill Review 4"
    document.add_heading("Crime in the hills", 0)
    document.add_heading("Albania", 1)
    document.add_heading("Drugs", 2)
    first = document.add_paragraph("Police seized 20 kg of heroin")
    mark(first, "9")
    first.add_run(" in the hills")
    mark(first, "7")
    first.add_run(".")
    document.add_paragraph("first item", style="List Bullet")
    table = document.add_table(2, 3)
    for row, words in enumerate([("Country", "Score", "Rank"), ("Serbia", "6,21", "33")]):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    merged = document.add_table(2, 3)
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "wide"
    merged.cell(1, 2).text = "last"
    document.element.body.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r>"
                  "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>")
    )  # fmt: skip
    document.part.relate_to(
        Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            NOTES.encode(),
            document.part.package,
        ),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
    )
    path = tmp_path / "report.docx"
    document.save(str(path))
    return path


def rows(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.kind, document.words(p), p.section) for p in document.passages if not p.set_aside]


def test_paragraphs_by_style_in_order(path: Path) -> None:
    found = rows(read(path))
    drugs = ("Albania", "Drugs")
    assert found[:5] == [
        ("heading", "Crime in the hills", ()),
        ("heading", "Albania", ()),
        ("heading", "Drugs", ("Albania",)),
        ("paragraph", "Police seized 20 kg of heroin in the hills.", drugs),
        ("list_item", "first item", drugs),
    ]
    assert ("paragraph", "In a control.", drugs) in found
    assert read(path).source.title == "Crime in the hills"


def test_notes_are_numbered_as_printed(path: Path) -> None:
    document = read(path)
    notes = {p.label: document.words(p) for p in document.passages if p.kind == "footnote"}
    assert notes == {"fn1": "First in print.", "fn2": "Second in print."}
    refs = [ref for p in document.passages for ref in p.note_refs]
    assert [(document.text[: ref.at].split()[-1], ref.label) for ref in refs] == [
        ("heroin", "fn1"),
        ("hills", "fn2"),
    ]


def test_cells_know_their_words_and_columns(path: Path) -> None:
    document = read(path)
    plain, merged = [p for p in document.passages if p.kind == "table"]
    assert [document.text[c.start : c.end] for c in plain.cells] == [
        "Country", "Score", "Rank", "Serbia", "6,21", "33",
    ]  # fmt: skip
    assert [(c.row, c.column, document.text[c.start : c.end]) for c in merged.cells] == [
        (0, 0, "wide"), (0, 2, ""), (1, 0, ""), (1, 1, ""), (1, 2, "last"),
    ]  # fmt: skip


def test_running_head_is_set_aside(path: Path) -> None:
    document = read(path)
    aside = [(document.words(p), p.set_aside) for p in document.passages if p.set_aside]
    assert aside == [("Hill Review 4", "running head")]


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    said = str(caught.value)
    assert said.startswith(str(path)) and "\n" not in said
    return said


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(40 * 2**20))
    assert "as zip bombs do" in refused(path)


def test_cut_document_is_refused(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "cut off or damaged" in refused(path)


def test_damaged_part_is_refused(path: Path) -> None:
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    assert "damaged" in refused(path)


def test_document_without_its_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<not-word/>")
    assert "damaged" in refused(path)


def test_entities_in_a_document_are_not_expanded(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    evil = tmp_path / "evil.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                data = data.replace(b"<w:document", head + b"<w:document", 1)
                data = data.replace(b"first item", b"first &e; item")
            new.writestr(part, data)
    try:
        document = read(evil)
    except ReadError:
        return
    assert "the secret" not in document.text
