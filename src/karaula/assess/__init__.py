"""Assess: the report and its bound figures.

``compose`` makes plain data from the lake, ``verify`` holds that each printed figure is bound, and
three renderers print the one composition. A renderer is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from karaula.assess.compose import ReportError, compose
from karaula.assess.verify import UnboundFigure, verify

if TYPE_CHECKING:
    from karaula.assess.docx import render_docx
    from karaula.assess.html import render_html
    from karaula.assess.pdf import render_pdf

__all__ = [
    "ReportError",
    "UnboundFigure",
    "compose",
    "render_docx",
    "render_html",
    "render_pdf",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in ("render_docx", "render_html", "render_pdf"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{name.removeprefix('render_')}"), name)
