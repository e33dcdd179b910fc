"""The report as PDF: tagged, with bookmarks, and the same bytes for the same report."""

import json
from importlib.resources import files

from karaula.assess.plain import plain
from karaula.assess.report import Report


def render_pdf(report: Report) -> bytes:
    """PDF/UA-1 of the report, dated as its newest source is.

    It is typeset with the fonts of the typesetter alone, so that it looks the same on every
    machine. Where they lack a character, those of the machine help out, and the file does not
    claim the standard, which allows no character without its glyph.
    """
    import typst

    template = files("karaula.assess").joinpath("templates/report.typ").read_bytes()
    content = {"report": json.dumps(plain(report), ensure_ascii=False)}
    pdf: bytes
    try:
        pdf = typst.compile(
            template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs=content,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        pdf = typst.compile(template, format="pdf", sys_inputs=content)
    return pdf
