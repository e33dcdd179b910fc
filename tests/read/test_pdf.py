"""PDF: passages with page and box, tables, notes, running heads, and what is refused."""

import zlib
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image
from pypdf import PdfWriter

from karaula.evidence import Document
from karaula.read import ReadError, read

PAGE = "#set page(width: 12cm, height: 12cm, margin: 1.6cm, {options})\n#set text(size: 10pt)\n"
LONG = "Clans of the coast brought cocaine through the port in the north. " * 6


def pdf(folder: Path, body: str, options: str = "") -> Path:
    source = folder / "source.typ"
    source.write_text(PAGE.replace("{options}", options) + body, encoding="utf-8")
    path = folder / "report.pdf"
    typst.compile(str(source), output=str(path))
    return path


def words(document: Document, kind: str) -> list[str]:
    return [document.words(p) for p in document.passages if p.kind == kind and not p.set_aside]


def squeezed(text: str) -> str:
    return "".join(text.split())


REPORT = f"""
= Crime in the hills
== Albania
{LONG}

Kavački klan moved 4 tonnes of heroin.#footnote[Ana Example, _Roads_ (Geneva, 2020).]

- first item
- second item

#pagebreak()
#table(columns: 3, [Country], [Score], [Rank], [Albania], [5,63], [61],
  [Serbia], [6,21], [33 (193)])

== Greece
{LONG}
#pagebreak()
{LONG}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    options = "header: [Hill Review 4], footer: context align(center, counter(page).display())"
    path = pdf(tmp_path_factory.mktemp("pdf"), REPORT, options)
    return path, read(path)


def test_text_is_the_passages_with_blank_lines_between(report: tuple[Path, Document]) -> None:
    _, document = report
    assert document.text == "\n\n".join(document.words(p) for p in document.passages)


def test_every_box_holds_the_words_of_its_passage(report: tuple[Path, Document]) -> None:
    path, document = report
    with pypdfium2.PdfDocument(path) as opened:
        for passage in document.passages:
            assert passage.page is not None and passage.boxes
            inside = ""
            for number, x0, top, x1, bottom in passage.boxes:
                page = opened[number - 1]
                height = page.get_height()
                inside += page.get_textpage().get_text_bounded(
                    x0 - 1, height - bottom - 1, x1 + 1, height - top + 1
                )
            # pdfium writes a hyphen at a line's end with a sign of its own.
            found = squeezed(inside).replace("\ufffe", "-").replace("\x02", "-")
            assert squeezed(document.words(passage)) in found


def test_headings_by_size_make_sections(report: tuple[Path, Document]) -> None:
    _, document = report
    assert words(document, "heading") == ["Crime in the hills", "Albania", "Greece"]
    kavac = next(p for p in document.passages if "Kavački" in document.words(p))
    assert kavac.section == ("Crime in the hills", "Albania")
    assert document.source.title == "Crime in the hills"


def test_notes_are_tied_and_the_raised_number_is_their_name(
    report: tuple[Path, Document],
) -> None:
    _, document = report
    (ref,) = [ref for p in document.passages for ref in p.note_refs]
    assert document.text[: ref.at].endswith("heroin.")
    (note,) = [p for p in document.passages if p.label == ref.label]
    assert "Ana Example" in document.words(note)


def test_ruled_table_has_cells(report: tuple[Path, Document]) -> None:
    _, document = report
    (table,) = [p for p in document.passages if p.kind == "table"]
    cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert cells[1, 1] == "5,63" and cells[2, 2] == "33 (193)"
    assert [c.header for c in table.cells[:4]] == [True, True, True, False]


def test_running_heads_and_page_numbers_are_set_aside(report: tuple[Path, Document]) -> None:
    _, document = report
    aside = {document.words(p): p.set_aside for p in document.passages if p.set_aside}
    pages = {p.page for p in document.passages}
    assert aside["Hill Review 4"] == "running head"
    assert {aside[str(page)] for page in pages} == {"page number"}
    assert len(aside) == 1 + len(pages)


def test_columns_of_print_are_a_table_without_rulings(tmp_path: Path) -> None:
    rows = "".join(f"[Land {n}], [{n},50], [{n + 10}]," for n in range(1, 5))
    path = pdf(
        tmp_path,
        f"Scores of the year.\n\n#table(columns: 3, column-gutter: 30pt, stroke: none, {rows})",
    )
    document = read(path)
    (table,) = [p for p in document.passages if p.kind == "table"]
    assert [document.text[c.start : c.end] for c in table.cells[:3]] == ["Land 1", "1,50", "11"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    first = "The left side tells of heroin by land. " * 14
    second = "The right side tells of cocaine by sea. " * 14
    body = f"#columns(2)[#set par(justify: true)\n{first}\n#colbreak()\n{second}]"
    document = read(pdf(tmp_path, body))
    joined = squeezed(" ".join(words(document, "paragraph"))).replace("-", "")
    assert joined == squeezed(first + second).replace("-", "")


def test_a_paragraph_goes_on_over_the_page_and_before_its_notes(tmp_path: Path) -> None:
    body = "\n".join(f"#par[{LONG}]" for _ in range(3)) + (
        "\n#par[Before#footnote[A note.] " + "and so it went on and on in the hills " * 30 + ".]"
    )
    document = read(pdf(tmp_path, body))
    (passage,) = [p for p in document.passages if "Before" in document.words(p)]
    assert document.words(passage).rstrip(". ").endswith("hills")
    assert len({box[0] for box in passage.boxes}) == 2


def test_hyphens_at_line_ends_stay(tmp_path: Path) -> None:
    word = "internationalisation of counterintelligence responsibilities "
    document = read(pdf(tmp_path, f"#set par(justify: true)\n{word * 12}."))
    assert "-\n" in document.text


def test_pdf_under_another_name_is_read_as_pdf(
    report: tuple[Path, Document], tmp_path: Path
) -> None:
    path, document = report
    other = tmp_path / "report.txt"
    other.write_bytes(path.read_bytes())
    assert read(other).text == document.text


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    said = str(caught.value)
    assert said.startswith(str(path)) and "\n" not in said and caught.value.remedy
    return said


def test_pictures_without_text_are_refused(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "white").save(tmp_path / "scan.png")
    path = pdf(tmp_path, '#image("scan.png")\n#pagebreak()\n#image("scan.png")')
    assert "pictures without text" in refused(path) and "OCR" in refused(path)


def test_one_picture_among_pages_of_text_is_told(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "white").save(tmp_path / "scan.png")
    document = read(pdf(tmp_path, f'{LONG}\n#pagebreak()\n#image("scan.png")'))
    assert [(u.place, u.reason) for u in document.unread] == [
        ("page 2", "the page is a picture without text")
    ]


def test_locked_pdf_is_refused(report: tuple[Path, Document], tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=report[0])
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert "password" in refused(path)


@pytest.mark.parametrize("share", [0.02, 0.3])
def test_pdf_cut_in_the_middle_is_refused_or_marked(
    report: tuple[Path, Document], tmp_path: Path, share: float
) -> None:
    data = report[0].read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    assert "cut off or damaged" in refused(path)


def test_words_of_a_page_are_read_where_its_tables_cannot_be(
    report: tuple[Path, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise TypeError("an odd object")

    monkeypatch.setattr("pdfplumber.page.Page.find_tables", fail)
    document = read(report[0])
    assert "Kavački klan" in document.text
    (unread,) = document.unread
    assert unread.reason == "tables not searched: the page is damaged"


def test_pdf_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    packed = zlib.compress(bytes(600 * 2**20), 9)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream\n%%EOF"
    )
    assert "unpack to more than" in refused(path)


def test_pdf_packed_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Filter [/FlateDecode /FlateDecode]>>stream\nx\nendstream"
    )
    assert "packed twice" in refused(path)
