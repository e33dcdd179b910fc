"""Lines of a page as markup: the smallest parts, of which a page has thousands.

A template that makes each of them takes longer for that than for all else. As there, everything is
escaped, and only :mod:`karaula.hub.links` makes addresses.
"""

from collections.abc import Callable

from markupsafe import Markup, escape

from karaula.assess.numbers import decimals_of, number
from karaula.assess.safe import printable
from karaula.hub.block import Cell, Strip
from karaula.hub.figure import Figure
from karaula.hub.links import Links, leads_to, site_of
from karaula.hub.said import Gap, Link, Out, Part, Said, Words
from karaula.hub.words import text


def line(said: Said, links: Links) -> Markup:
    """A line, with what it leads to as seen from a page."""
    return Markup("".join([_part(part, links) for part in said]))


def lines(links: Links) -> Callable[[Said], Markup]:
    """What makes the lines of a page."""
    return lambda said: line(said, links)


def fields(links: Links) -> Callable[[Cell], Markup]:
    """What makes the fields of a page's tables, but for drawings."""
    return lambda value: line(cell(value), links)


def cell(value: Cell) -> Said:
    """What stands in a field of a table as a line: a gap where there is nothing."""
    match value:
        case None:
            return (Gap("–"),)
        case tuple():
            return value or (Gap("–"),)
        case str():
            return (printable(value),)
        case float():
            return (number(value, decimals_of(value)),)
        case int():
            return (f"{value:,}",)
        case Strip():
            raise TypeError("a drawing is no line")


def _part(part: Part, links: Links) -> str:
    match part:
        case str():
            return escape(printable(part))
        case Link():
            return f'<a href="{escape(leads_to(links, part))}">{escape(printable(part.text))}</a>'
        case Figure():
            return _figure(part, links)
        case Words():
            return f"<q>{escape(part.text)}</q>"
        case Gap():
            return f'<span class="gap">{escape(part.text)}</span>'
        case Out():
            return _out(part)


def _figure(part: Figure, links: Links) -> str:
    mark = ""
    if part.state == "disputed":
        mark = f'<span class="dispute" aria-label="{escape(text("block.disputed"))}">≠</span>'
    return (
        f'<a class="figure {part.state}" href="{escape(links.entry(part.ref))}" '
        f'title="{escape(text(f"block.{part.state}"))}">{escape(part.text)}{mark}</a>'
    )


def _out(part: Out) -> str:
    words = escape(printable(part.text))
    where = site_of(part.url)
    if where is None:
        return words
    return (
        f'<a class="out" href="{escape(where[0])}" rel="noreferrer noopener nofollow">{words} '
        f'<span class="site">({escape(where[1])})</span></a>'
    )
