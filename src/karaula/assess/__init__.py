"""Assess: the report and its bound figures.

``compose`` makes plain data from the lake, ``verify`` holds that each printed figure is bound, and
three renderers print the one composition.
"""

from karaula.assess.compose import ReportError, compose
from karaula.assess.docx import render_docx
from karaula.assess.html import render_html
from karaula.assess.pdf import render_pdf
from karaula.assess.verify import UnboundFigure, verify

__all__ = [
    "ReportError",
    "UnboundFigure",
    "compose",
    "render_docx",
    "render_html",
    "render_pdf",
    "verify",
]
