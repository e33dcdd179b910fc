"""The report as DOCX: heading styles, repeated table heads, links to bookmarks, fixed bytes."""

import io
import zipfile
from datetime import datetime
from typing import Any

from karaula.assess.plain import plain
from karaula.assess.report import Report

ACCENT, SOFT, BAND, LINE = "17506E", "51606E", "F1F4F6", "CDD5DC"
FONT = "Cambria"
SMALL = {"Remark": 8.5, "Table Text": 9, "Table Small": 8}
"""Styles of our own and their sizes in points."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDTH_CM = 17.0
PIXELS = 2.0
"""Pixels a unit of a chart: about 200 to the inch."""


def render_docx(report: Report) -> bytes:
    """DOCX of the report. The same report gives the same bytes: its dates are those of its newest
    source, and the archive carries none."""
    data = plain(report)
    document = _document(data)
    writer = _Writer(document)
    writer.title(data)
    for item in data["front"]:
        writer.block(item)
    for section in data["sections"]:
        writer.section(section)
    package = document.part.package
    for key in [k for k, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # the picture of an empty page, which the library's template brings
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _document(data: dict[str, Any]) -> Any:
    """An empty A4 document with the styles, properties, head and foot of the report."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.0)
    page.top_margin, page.bottom_margin = Cm(2.4), Cm(2.0)
    page.different_first_page_header_footer = True
    sizes = {"Normal": 10.5, "Title": 26, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11,
             "Caption": 9.5, "List Bullet": 10.5, "Subtitle": 14}  # fmt: skip
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{slot}"), None)
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{slot}"), FONT)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = RGBColor.from_string("1D2733" if name == "Caption" else ACCENT)
            style.font.bold = name not in ("Title", "Subtitle")
            style.font.italic = False
            style.paragraph_format.keep_with_next = True
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in SMALL.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = document.styles["Normal"], Pt(size)
        style.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.title, core.subject = f"{data['title']}: {data['subtitle']}", data["subtitle"]
    core.author, core.last_modified_by, core.language = "Karaula", "Karaula", "en-GB"
    core.comments, core.keywords, core.revision = "", data["handling"], 1
    core.created = core.modified = _moment(data["date"])
    head = page.header.paragraphs[0]
    head.text = f"{data['title']}: {data['subtitle']}\t{data['handling']}"
    feet = [page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]]
    for foot in feet:
        for note in data["notes"]:
            foot.insert_paragraph_before("".join(run["text"] for run in note["runs"]))
        foot.text = f"{data['handling']}\t"
        _field(foot, "PAGE")
    feet = [*page.footer.paragraphs, *page.first_page_footer.paragraphs]
    for paragraph in (head, *feet):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
        for stop in ("Header", "Footer"):
            for old in list(document.styles[stop].paragraph_format.tab_stops):
                old._tab.getparent().remove(old._tab)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SOFT)
    return document


def _moment(date: str | None) -> datetime:
    """The report's date as a point in time; the beginning of the ZIP era where it has none."""
    year, month, day = ([*(date or "1980")[:10].split("-"), "1", "1"])[:3]
    return datetime(int(year), int(month), int(day))


def _without_times(data: bytes) -> bytes:
    """The same archive with one fixed time on every member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(member))
    return stream.getvalue()


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _field(paragraph: Any, instruction: str) -> None:
    """A field that the word processor fills in, such as the page number."""
    run = paragraph.add_run()
    begin, end = _element("fldChar", fldCharType="begin"), _element("fldChar", fldCharType="end")
    text = _element("instrText")
    text.text = instruction
    for part in (begin, text, end):
        run._r.append(part)


class _Writer:
    """Writes blocks one after the other; bookmarks are numbered as they come."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.bookmarks = 0
        self.pictures = 0

    def title(self, data: dict[str, Any]) -> None:
        """Title, subtitle, handling label and date of the sources."""
        label = self.document.add_paragraph()
        label.add_run(data["handling"]).bold = True
        self.document.add_paragraph(data["title"], style="Title")
        self.document.add_paragraph(data["subtitle"], style="Subtitle")
        if data["date"]:
            self.document.add_paragraph(f"State of the sources: {data['date_words']}")

    def section(self, section: dict[str, Any]) -> None:
        """A section, under a heading of the first level."""
        heading = self.document.add_paragraph(style="Heading 1")
        heading.paragraph_format.page_break_before = section["new_page"]
        self.bookmark(heading, section["anchor"])
        self.runs(heading, section["title"])
        for item in section["blocks"]:
            self.block(item)

    def block(self, item: dict[str, Any]) -> None:
        """Any block, by its name."""
        getattr(self, item["is"])(item)

    def group(self, item: dict[str, Any]) -> None:
        for block in item["blocks"]:
            self.block(block)

    def heading(self, item: dict[str, Any]) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {item['level']}")
        if item["anchor"]:
            self.bookmark(paragraph, item["anchor"])
        self.runs(paragraph, item["runs"])

    def paragraph(self, item: dict[str, Any]) -> None:
        style = "Remark" if item["small"] else "Normal"
        self.runs(self.document.add_paragraph(style=style), item["runs"])

    def bullets(self, item: dict[str, Any]) -> None:
        for runs in item["items"]:
            self.runs(self.document.add_paragraph(style="List Bullet"), runs)

    def note(self, item: dict[str, Any]) -> None:
        paragraph = self.document.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        borders = _element("pBdr")
        borders.append(_element("left", val="single", sz="18", space="8", color=ACCENT))
        properties.append(borders)
        properties.append(_element("shd", val="clear", color="auto", fill=BAND))
        paragraph.add_run(f"{item['label']}. ").bold = True
        self.runs(paragraph, item["runs"])

    def quotation(self, item: dict[str, Any]) -> None:
        from docx.enum.text import WD_COLOR_INDEX
        from docx.shared import Cm, Pt, RGBColor

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.6)
        for piece in item["pieces"]:
            run = paragraph.add_run(piece["text"])
            run.font.size = Pt(9.5)
            if piece["marked"]:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            else:
                run.font.color.rgb = RGBColor.from_string(SOFT)

    def chart(self, item: dict[str, Any]) -> None:
        from docx.shared import Cm

        from karaula.chart import raster

        picture = raster(item["svg"], PIXELS)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(_WIDTH_CM))
        self.pictures += 1
        for properties in paragraph._p.iter("{*}docPr"):
            properties.set("descr", item["alt"])
            properties.set("name", f"Chart {self.pictures}")
        self.runs(self.document.add_paragraph(style="Remark"), item["caption"])

    def table(self, item: dict[str, Any]) -> None:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Cm

        self.runs(self.document.add_paragraph(style="Caption"), item["caption"])
        columns, rows = item["columns"], item["rows"]
        table = self.document.add_table(rows=0, cols=len(columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        whole = sum(column["width"] for column in columns)
        widths = [Cm(_WIDTH_CM * column["width"] / whole) for column in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        style = self.document.styles["Table Small" if item["small"] else "Table Text"].style_id
        head = {"cells": [column["runs"] for column in columns], "total": True, "group": False}
        for place, row in enumerate([head, *rows]):
            self._row(table, row, columns, widths, style, head=place == 0)
        self.document.add_paragraph().paragraph_format.space_after = 0

    def _row(
        self, table: Any, row: dict[str, Any], columns: list[dict[str, Any]],
        widths: list[Any], style: str, *, head: bool,
    ) -> None:  # fmt: skip
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(_element("cantSplit"))
        if head:
            properties.append(_element("tblHeader"))
        for cell, runs, column, width in zip(
            added.cells, row["cells"], columns, widths, strict=True
        ):
            cell.width = width
            inside = cell._tc.get_or_add_tcPr()
            borders = _element("tcBorders")
            colour, weight = (ACCENT, "10") if head else (LINE, "4")
            borders.append(_element("bottom", val="single", sz=weight, space="0", color=colour))
            inside.append(borders)
            if row["total"] and not head:
                inside.append(_element("shd", val="clear", color="auto", fill=BAND))
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style
            if column["number"]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self.runs(paragraph, runs, bold=row["total"])

    def runs(self, paragraph: Any, items: list[dict[str, Any]], *, bold: bool = False) -> None:
        """Runs with their links."""
        for item in items:
            if item["is"] == "anchor":
                self.bookmark(paragraph, item["name"])
                continue
            run = paragraph.add_run(item["text"])
            self._style(run, item, bold)
            if item["is"] in ("figure", "cite"):
                link = _element("hyperlink", anchor=_bookmark_name(item["to"]), history="1")
            elif item["is"] == "link":
                link = self._outside(paragraph, item["url"])
            else:
                continue
            run._r.addprevious(link)
            link.append(run._r)

    def _style(self, run: Any, item: dict[str, Any], bold: bool) -> None:
        from docx.shared import RGBColor

        if bold or item.get("strong"):
            run.font.bold = True
        if item["is"] == "gap":
            run.font.italic, run.font.color.rgb = True, RGBColor.from_string(SOFT)
        if item["is"] in ("cite", "link"):
            run.font.color.rgb = RGBColor.from_string(ACCENT)

    def _outside(self, paragraph: Any, url: str) -> Any:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        link = _element("hyperlink", history="1")
        identity = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), identity)
        return link

    def bookmark(self, paragraph: Any, anchor: str) -> None:
        """A place that links lead to."""
        self.bookmarks += 1
        name, number = _bookmark_name(anchor), str(self.bookmarks)
        paragraph._p.append(_element("bookmarkStart", id=number, name=name))
        paragraph._p.append(_element("bookmarkEnd", id=number))


def _bookmark_name(anchor: str) -> str:
    """Names of bookmarks begin with a letter, hold no dash, and have 40 characters at most."""
    return anchor.replace("-", "_")[:40]
