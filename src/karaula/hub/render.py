"""A view as HTML: the templates, and what they may ask.

Everything that a template prints is escaped. The one exception is a drawing, which
:mod:`karaula.chart` makes from values and cleans of all but marks.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from karaula.assess.numbers import decimals_of, number
from karaula.assess.safe import printable
from karaula.chart import drawable, shows_nothing, svg
from karaula.chart.theme import TOKENS
from karaula.hub.block import Block, Cell, Strip, View
from karaula.hub.figure import Figure
from karaula.hub.links import SERVED, Links, leads_to, site_of
from karaula.hub.naming import naming_notes
from karaula.hub.page import PAGES, Asked, Page
from karaula.hub.said import Gap, Link, Out, Said, Words, words
from karaula.hub.shelf import Shelf
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_static = files("karaula.hub").joinpath("static")
_HREF = re.compile(r'(?<= href=")/[^"]*')
_ENTRY = re.compile(r'(?<= href=")#(claim|measure|finding|source)-([0-9a-f]+)(?=")')
"""How the charts of the report lead to what a figure is bound to."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every page: the hub, and its menus."""

    name: str
    level: str
    version: str
    countries: tuple[tuple[str, str], ...]
    markets: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, shelf: Shelf) -> "Around":
        """The same for all pages of a shelf."""
        known = shelf.vocabulary.markets
        return cls(
            name=shelf.hub.config.name,
            level=shelf.level,
            version=shelf.version,
            countries=tuple((code, shelf.name(code)) for code in shelf.members),
            markets=tuple(sorted(((k, m.name) for k, m in known.items()), key=lambda m: m[1])),
        )


def html(shelf: Shelf, page: Page, asked: Asked, view: View, links: Links) -> str:
    """The page. All that comes from a source is text in it."""
    notes = tuple(dict.fromkeys((*view.notes, *naming_notes(view, shelf.vocabulary))))
    template = environment().get_template(page.template)
    return template.render(
        view=view,
        notes=notes,
        page=page,
        asked=asked,
        around=Around.of(shelf),
        links=links,
        **_asking(links),
    )


def plain(
    template: str, around: Around, links: Links, page: Page | None = None, **values: Any
) -> str:
    """A page that is no view of the lake alone: of an error, or of a form."""
    found = environment().get_template(template)
    return found.render(page=page, around=around, links=links, **values, **_asking(links))


@cache
def environment() -> "Environment":
    """The templates. A name that a template does not know is a fault."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("karaula.hub", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "pages": PAGES,
        "text": text,
        "say": say,
        "words": words,
        "kind": _kind,
        "cell": cell,
        "sort_key": sort_key,
        "is_strip": lambda value: isinstance(value, Strip),
        "sea": TOKENS["sea"],
        "built": _static.joinpath("built/karaula.js").is_file(),
    }
    made.filters["printable"] = printable
    return made


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


def sort_key(value: Cell) -> float | None:
    """The number that a field is sorted by, where it says more than that: an interval, a link."""
    match value:
        case (Figure(value=float() | int() as number),):
            return number
        case _:
            return None


def _kind(part: Any) -> str:
    names = {Figure: "figure", Link: "link", Out: "out", Words: "words", Gap: "gap"}
    return names.get(type(part), "text")


def _asking(links: Links) -> dict[str, Any]:
    def drawn(block: Block) -> "Markup | None":
        return drawing(block, links)

    def moving(block: Block) -> Any:
        return _moved(block.island.data(), links) if block.island else None

    return {
        "to": links.to,
        "entry": links.entry,
        "follow": lambda link: leads_to(links, link),
        "outside": site_of,
        "drawn": drawn,
        "moving": moving,
        "served": links is SERVED,
    }


def drawing(block: Block, links: Links) -> "Markup | None":
    """The drawing of a block as SVG; nothing without a chart of anything, or without what draws
    it."""
    from markupsafe import Markup

    if block.chart is None or not drawable():
        return None
    chart = block.chart()
    if shows_nothing(chart):
        return None  # the block says so in words
    drawn = _ENTRY.sub(lambda found: SERVED.to(found[1], id=found[2]), svg(chart))
    found = _HREF.sub(lambda href: links.moved(href[0]), drawn)
    if "<a " in found:
        # The table beside it has the same links, with words in them; a picture may hold none.
        found = found.replace(' role="img"', ' role="group"', 1)
        found = found.replace("<a ", '<a tabindex="-1" aria-hidden="true" ')
    return Markup(found)


def _moved(value: Any, links: Links) -> Any:
    """The data of an island, with what it leads to as seen from the page."""
    if isinstance(value, dict):
        return {
            key: links.moved(held) if key in ("href", "card") and held else _moved(held, links)
            for key, held in value.items()
        }
    return [_moved(held, links) for held in value] if isinstance(value, (list, tuple)) else value
