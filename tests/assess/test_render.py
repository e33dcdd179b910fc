"""Three forms of one report: their structure, their links, their bytes, and hostile text."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document as OpenDocx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from karaula.assess import render_docx, render_html, render_pdf, verify
from karaula.assess.report import (
    Chart,
    Column,
    Figure,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Text,
    parts,
)
from karaula.assess.safe import printable, web_address
from karaula.vocabulary import load

from .conftest import Hub, source, two_tonnes, write
from .conftest import Text as Words

HOSTILE = (
    "<script>alert(1)</script> </style><img src=x onerror=alert(1)> &lt; {{ 7*7 }} {% raw %} "
    '#import "@preview/x:1.0.0" #panic() #sys.inputs $x$ *b* _i_ @claim <label> \\u{41} \\ `raw` '
    "]] ]]> <!-- \x00\x07\x0b\x1b\ufffe \u202eevil \u2066 \ud83d end"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report in which every word of a source is meant to break out."""
    folder = tmp_path_factory.mktemp("hostile") / "lake"
    text = Words(
        source(
            "evil.txt",
            b"evil",
            title=f"Title {HOSTILE}".replace("\ud83d", ""),
            publisher="<b>P</b>",
            url="javascript:alert(1)",
            licence="#eval(1)",
        ),
        f"{HOSTILE} 5 kg {HOSTILE}",
    )
    claim = text.claim(
        two_tonnes(value=5, indicator="x<y>#z", area=("ALB",)), f"5 kg {HOSTILE[:40]}"
    )
    write(folder, text, [claim])
    hub = Hub(folder, SimpleNamespace(name="<i>#hub</i>", region="WB.six"), load())
    report = hub.report()
    verify(report, hub.lake)
    return report


class Outline(HTMLParser):
    """Tags, ids and inner links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return render_html(report)


@pytest.fixture(scope="module")
def docx(report: Report) -> bytes:
    return render_docx(report)


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return render_pdf(report)


def test_html_is_one_file_whose_links_all_lead_somewhere(report: Report, page: str) -> None:
    seen = Outline(page)
    assert len(seen.ids) == len(set(seen.ids))
    inner = {link[1:] for link in seen.links if link.startswith("#")}
    assert inner <= set(seen.ids)
    assert not {"script", "link", "iframe", "object", "base"} & set(seen.tags)
    assert "src=" not in page
    charts = [part for part, _ in parts(report) if isinstance(part, Chart)]
    assert {chart.drawn for chart in charts} == {"ranking", "map", "profile"}
    assert seen.tags.count("svg") == len(charts)
    assert seen.tags.count("caption") == seen.tags.count("table")
    assert seen.tags.count("h1") == 1


def test_every_figure_is_a_link_to_its_entry(report: Report, page: str) -> None:
    links = set(re.findall(r'<a class="figure" href="#([^"]+)">', page))
    assert {p.ref.anchor for p, _ in parts(report) if isinstance(p, Figure)} <= links


def test_all_forms_print_the_same_figures(page: str, docx: bytes, pdf: bytes) -> None:
    """Whatever a form prints in its table of the region, the others print too."""
    table = re.search(r'id="region".*?</table>', page, re.DOTALL)
    assert table
    cells = re.findall(r'class="figure"[^>]*>([^<]+)<', table[0])
    assert len(cells) > 10
    document = OpenDocx(io.BytesIO(docx))
    shown = {c.text for t in document.tables for r in t.rows for c in r.cells}
    printed = re.sub(
        r"\s+", "", "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages)
    )
    for cell in cells:
        assert cell in shown or any(cell in text for text in shown), cell
        assert re.sub(r"\s+", "", cell) in printed, cell


def test_docx_has_real_headings_repeated_table_heads_and_links_that_lead_somewhere(
    docx: bytes,
) -> None:
    document = OpenDocx(io.BytesIO(docx))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"} <= styles
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    body = document.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert targets
    assert targets <= set(names)
    assert all(len(name) <= 40 for name in names)
    pictures = list(body.iter(qn("wp:docPr")))
    assert len(pictures) > 3
    assert all(picture.get("descr") for picture in pictures)


def test_docx_carries_no_time_but_that_of_its_sources(docx: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(docx))
    assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = OpenDocx(io.BytesIO(docx)).core_properties
    assert core.created and core.created.date().isoformat() == "2023-09-26"
    assert core.modified == core.created


def test_pdf_is_tagged_dated_and_has_an_outline(pdf: bytes, report: Report) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert b"pdfuaid" in pdf or "pdfuaid" in str(catalogue["/Metadata"].get_data())
    assert reader.metadata and reader.metadata.title == f"{report.title}: {report.subtitle}"
    assert str(reader.metadata.get("/CreationDate")).startswith("D:20230926")
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [t for t in titles if t in ("Albania", "Kosovo", "Serbia")] == [
        "Albania",
        "Kosovo",
        "Serbia",
    ]
    assert all("resolution 1244" in re.sub(r"\s+", " ", p.extract_text()) for p in reader.pages)
    assert all("TLP:AMBER" in p.extract_text() for p in reader.pages)
    numbers = [re.findall(r"(\d+) / (\d+)", p.extract_text())[-1] for p in reader.pages]
    total = len(reader.pages)
    assert numbers == [(str(number), str(total)) for number in range(1, total + 1)]


@pytest.mark.parametrize("render", [render_html, render_pdf, render_docx])
def test_the_same_report_gives_the_same_bytes(report: Report, render: object) -> None:
    assert render(report) == render(report)  # type: ignore[operator]


def test_hostile_text_stays_text_in_html(hostile: Report) -> None:
    page = render_html(hostile)
    seen = Outline(page)
    assert not {"script", "img", "i", "b"} & set(seen.tags)
    assert "49" not in re.findall(r"\{\{.*?\}\}|49", page.partition("</style>")[2])
    assert not any(link.lower().startswith("javascript") for link in seen.links)
    assert "&lt;script&gt;" in page
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
    page.encode()


def test_hostile_text_stays_text_in_pdf(hostile: Report) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(hostile)))
    shown = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    for words in ("#panic()", "#sys.inputs", "*b*", "$x$", "\\u{41}", "<script>", "`raw`"):
        assert words in shown, words


def test_hostile_text_stays_text_in_docx(hostile: Report) -> None:
    document = OpenDocx(io.BytesIO(render_docx(hostile)))
    shown = "\n".join(p.text for p in document.paragraphs)
    for words in ("<script>alert(1)</script>", "#panic()", "]]>", "\ufffd"):
        assert words in shown, words
    links = document.part.rels.values()
    assert not any("javascript" in r.target_ref for r in links if r.is_external)


def test_marks_of_a_chart_lead_to_what_stands_behind_them(report: Report, page: str) -> None:
    shown = {
        row.figure.ref.anchor
        for chart, _ in parts(report)
        if isinstance(chart, Chart)
        for row in chart.rows
        if row.figure
    }
    assert shown
    assert shown <= set(re.findall(r'<a href="#([^"]+)"', page))


@pytest.mark.parametrize("render", [render_html, render_pdf, render_docx])
def test_without_what_draws_them_charts_are_tables_that_say_what_to_install(
    report: Report, monkeypatch: pytest.MonkeyPatch, render: object
) -> None:
    monkeypatch.setattr("karaula.assess.plain.drawable", lambda: False)
    made = render(report)  # type: ignore[operator]
    if isinstance(made, str):
        text = unescape(made)
        assert "<svg" not in made
    elif made.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    else:
        document = OpenDocx(io.BytesIO(made))
        text = "\n".join(p.text for p in document.paragraphs)
        assert not document.inline_shapes
    squeezed = re.sub(r"\s+", "", text)
    assert "karaula[charts]" in squeezed
    assert "Criminality:highestinSerbia,lowestinNorthMacedonia" in squeezed


TEXT = st.text(st.characters(codec=None), max_size=60)


@settings(max_examples=25)
@given(TEXT)
def test_any_text_is_printed(text: str) -> None:
    """No string of characters stops any form from being made."""
    told = Section(anchor="x", title=(Text("x"),), blocks=(Paragraph(runs=(Text(text),)),))
    report = Report(
        title=text, subtitle=text, date=None, handling="TLP:CLEAR", sources=(), findings=(),
        front=(), notes=(), sections=(told,),
    )  # fmt: skip
    render_html(report).encode()
    assert render_pdf(report).startswith(b"%PDF")
    OpenDocx(io.BytesIO(render_docx(report)))


def test_a_table_longer_than_a_page_repeats_its_head(report: Report) -> None:
    figure = next(part for part, _ in parts(report) if isinstance(part, Figure))
    head = Column(runs=(Text("Length of "), figure))
    row = Row(cells=((figure,),))
    table = Table(caption=(Text("Long"),), columns=(head,), rows=(row,) * 150)
    part = Section(anchor="x", title=(Text("x"),), blocks=(table,))
    pages = PdfReader(
        io.BytesIO(render_pdf(replace(report, sections=(*report.sections, part))))
    ).pages
    assert sum("Length of" in page.extract_text() for page in pages) >= 3


def test_a_character_without_a_glyph_is_printed_all_the_same(report: Report) -> None:
    told = Paragraph(runs=(Text("北京 and \u05f6"),))
    part = Section(anchor="x", title=(Text("x"),), blocks=(told,))
    pdf = render_pdf(replace(report, sections=(*report.sections, part)))
    assert "Albania" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@given(TEXT)
def test_what_is_printable_may_stand_in_xml(text: str) -> None:
    from lxml import etree

    element = etree.Element("a")
    element.text = printable(text)
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/a b", False),
        (" https://example.org", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, leads: bool) -> None:
    assert (web_address(url) is not None) is leads


def test_a_report_without_a_date_has_none_in_its_files() -> None:
    empty = Report(title="x", subtitle="y", date=None, handling="TLP:CLEAR", sources=(),
                   findings=(), front=(), notes=(), sections=())  # fmt: skip
    assert b"/CreationDate" not in render_pdf(empty)
    part = replace(empty, date="2024-05")
    assert b"D:20240501" in render_pdf(part)


def test_no_template_lies_outside_the_package() -> None:
    import karaula.assess

    folder = Path(karaula.assess.__file__).parent / "templates"
    assert {p.name for p in folder.iterdir()} == {
        "report.css", "report.html.j2", "report.typ",
    }  # fmt: skip
