"""A view as HTML: the templates, and what they may ask.

Everything that a template prints is escaped. The one exception is a drawing, which
:mod:`karaula.chart` makes from values and cleans of all but marks.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from karaula.assess.safe import printable
from karaula.chart import drawable, shows_nothing, svg
from karaula.chart.theme import TOKENS
from karaula.hub.block import Block, Cell, Strip, View
from karaula.hub.figure import Figure
from karaula.hub.links import SERVED, Links
from karaula.hub.markup import fields, lines
from karaula.hub.naming import naming_notes
from karaula.hub.page import PAGES, Asked, Page
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
    _menus: "dict[tuple[str, str], Markup]" = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, shelf: Shelf) -> "Around":
        """The same for all pages of a shelf."""
        return shelf.keep("around", lambda: cls._of(shelf))

    @classmethod
    def _of(cls, shelf: Shelf) -> "Around":
        known = shelf.vocabulary.markets
        return cls(
            name=shelf.hub.config.name,
            level=shelf.level,
            version=shelf.version,
            countries=tuple((code, shelf.name(code)) for code in shelf.members),
            markets=tuple(sorted(((k, m.name) for k, m in known.items()), key=lambda m: m[1])),
        )

    def menu(self, page: Page | None, links: Links) -> "Markup":
        """The menu, made once for all pages of a sort that lie equally deep: it has more links than
        most of them."""
        from markupsafe import Markup

        key = (links.up, page.name if page else "")
        if key not in self._menus:
            found = environment().get_template("menu.html.j2")
            said = found.render(page=page, around=self, links=links, **_asking(links))
            self._menus[key] = Markup(said)
        return self._menus[key]


def html(shelf: Shelf, page: Page, asked: Asked, view: View, links: Links) -> str:
    """The page. All that comes from a source is text in it."""
    notes = tuple(dict.fromkeys((*view.notes, *naming_notes(view, shelf.vocabulary))))
    template = environment().get_template(page.template)
    around = Around.of(shelf)
    return template.render(
        view=view,
        notes=notes,
        page=page,
        asked=asked,
        around=around,
        menu=around.menu(page, links),
        links=links,
        **_asking(links),
    )


def plain(
    template: str, around: Around, links: Links, page: Page | None = None, **values: Any
) -> str:
    """A page that is no view of the lake alone: of an error, or of a form."""
    found = environment().get_template(template)
    menu = around.menu(page, links)
    return found.render(
        page=page, around=around, menu=menu, links=links, **values, **_asking(links)
    )


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
        "sort_key": sort_key,
        "is_strip": lambda value: isinstance(value, Strip),
        "sea": TOKENS["sea"],
        "built": _static.joinpath("built/karaula.js").is_file(),
    }
    made.filters["printable"] = printable
    return made


def sort_key(value: Cell) -> float | None:
    """The number that a field is sorted by, where it says more than that: an interval, a link."""
    match value:
        case (Figure(value=float() | int() as number),):
            return number
        case _:
            return None


def _asking(links: Links) -> dict[str, Any]:
    def drawn(block: Block) -> "Markup | None":
        return drawing(block, links)

    def moving(block: Block) -> Any:
        return _moved(block.island.data(), links) if block.island else None

    return {
        "to": links.to,
        "entry": links.entry,
        "said": lines(links),
        "field": fields(links),
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


def chart_style() -> str:
    """Colours of the charts as properties, and style that shows light drawings on dark paper."""
    from karaula.chart.theme import dark_css, properties

    auto, chosen = ':root:not([data-theme="light"])', ':root[data-theme="dark"]'
    system = f"{properties(auto, 'dark')}\n{dark_css(f'{auto} .drawing svg')}"
    return (
        f"{properties(':root')}\n"
        f"@media (prefers-color-scheme: dark) {{\n{system}\n}}\n"
        f"{properties(chosen, 'dark')}\n{dark_css(f'{chosen} .drawing svg')}\n"
    )
