"""The report as PDF: tagged, with bookmarks, and the same bytes for the same report."""

import json
from importlib.resources import files

from karaula.assess.plain import plain
from karaula.assess.report import Report


def render_pdf(report: Report) -> bytes:
    """PDF/UA-1 of the report. It is typeset with the fonts of the typesetter alone, so that it
    looks the same on every machine, and dated as its newest source is."""
    import typst

    template = files("karaula.assess").joinpath("templates/report.typ").read_bytes()
    content = json.dumps(plain(report), ensure_ascii=False)
    pdf: bytes = typst.compile(
        template,
        format="pdf",
        font_paths=[],
        ignore_system_fonts=True,
        sys_inputs={"report": content},
        pdf_standards=["ua-1"],
    )
    return pdf


def svg_to_png(svg: str, pixels_per_inch: float = 220.0) -> bytes:
    """A drawing as PNG, on white, as wide as a page of text."""
    import typst

    page = b"""#set page(width: 168mm, height: auto, margin: 0mm, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
    png: bytes = typst.compile(
        page, format="png", ppi=pixels_per_inch, ignore_system_fonts=True, sys_inputs={"svg": svg}
    )
    return png
