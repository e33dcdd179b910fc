"""The report as one HTML file that needs nothing else: no script, no network."""

from functools import cache
from typing import TYPE_CHECKING

from karaula.assess.plain import plain
from karaula.assess.report import Report
from karaula.chart.theme import dark_css

if TYPE_CHECKING:
    from jinja2 import Environment


_DARK = f"@media screen and (prefers-color-scheme: dark) {{\n{dark_css('figure svg')}\n}}"


def render_html(report: Report) -> str:
    """HTML of the report. All text is escaped: nothing in a source becomes markup."""
    return _environment().get_template("report.html.j2").render(plain(report), dark_charts=_DARK)


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
