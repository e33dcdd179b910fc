"""The report as one HTML file that needs nothing else: no script, no network."""

from functools import cache
from typing import TYPE_CHECKING

from karaula.assess.plain import plain
from karaula.assess.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(report: Report) -> str:
    """HTML of the report. All text is escaped: nothing in a source becomes markup."""
    return _environment().get_template("report.html.j2").render(plain(report))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("karaula.assess", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
