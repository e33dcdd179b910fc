"""The pages: one list for the server, the files and the data.

A page is a function of the shelf and of what it is asked. To add one: write its view and template,
and an entry in :data:`PAGES`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from karaula.errors import KaraulaError

if TYPE_CHECKING:
    from karaula.hub.block import View
    from karaula.hub.shelf import Shelf

MOST = 100
"""Values of one kind that a query may hold."""

Address = Mapping[str, str]
"""What stands in a page's address: ``{"area": "SRB"}``."""


class MissingError(KaraulaError):
    """There is no such thing, or the reader may not see it: the words are the same for both."""


class UnusableError(KaraulaError):
    """What a page was asked cannot be answered as it was put."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked: the values in its address, and those in its query that it reads."""

    values: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return dict(self.values)[name]

    def get(self, name: str, default: str = "") -> str:
        """A value, or the default where it was not given or is empty."""
        return dict(self.values).get(name) or default

    def choice(self, name: str, known: Sequence[str], default: str) -> str:
        """One of some values. Raises :class:`UnusableError` that names them."""
        given = self.get(name, default)
        if given not in known and given != default:
            shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
            raise UnusableError(f"{name} is none of its values", None, f"known are: {shown}")
        return given

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number. Raises :class:`UnusableError` where it is none or out of bounds."""
        given = self.get(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}", given) or not low <= int(given) <= high:
            raise UnusableError(f"{name} is no number from {low} to {high}")
        return int(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page by its name. ``path`` holds the names of what stands in its address in braces.

    ``view`` and ``every`` are ``module:function`` below ``karaula.hub.views``: the first makes the
    page, the second names all its addresses, for the pages as files. ``asks`` are the parts of a
    query that it reads (``w_*`` are all that begin so); all others are passed over.
    """

    name: str
    path: str
    view: str
    template: str
    every: str = ""
    asks: tuple[str, ...] = ()
    menu: str = ""
    """The word for it in the menu; without one it stands in none."""
    live: bool = False
    """Whether it is made anew at each asking, by routes of its own, and not among the files."""

    late: bool = False
    """Whether it takes so long to make that it is made only when somebody asks for it."""

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of what stands in its address."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    def asked(self, values: Address) -> Asked:
        """What it is asked, of all that was given; in one order, so that it can be kept."""
        names = [*self.slots, *(name for name in self.asks if not name.endswith("*"))]
        starts = tuple(name[:-1] for name in self.asks if name.endswith("*"))
        if starts:
            names += sorted(name for name in values if name.startswith(starts))[:MOST]
        return Asked(tuple((name, values[name]) for name in names if values.get(name)))

    def make(self, shelf: "Shelf", asked: Asked) -> "View":
        """What the page shows. Raises :class:`MissingError` or :class:`UnusableError`."""
        make: Callable[[Shelf, Asked], View] = _named(self.view)
        return make(shelf, asked)

    def addresses(self, shelf: "Shelf") -> Iterable[Address]:
        """All that may stand in its address; one empty one where nothing does."""
        if not self.every:
            return ({},)
        every: Callable[[Shelf], Iterable[Address]] = _named(self.every)
        return every(shelf)


def _named(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(f"karaula.hub.views.{module}"), function)


PAGES = (
    Page(
        name="region", path="/", view="region:region", template="region.html.j2",
        asks=("measure", "edition", "market"), menu="Region",
    ),
    Page(
        name="country", path="/country/{area}", view="country:country",
        template="country.html.j2", every="country:every", asks=("page",),
    ),
    Page(
        name="market", path="/market/{market}", view="market:market",
        template="market.html.j2", every="market:every",
    ),
    Page(
        name="seizures", path="/seizures", view="seizures:seizures_page", template="flows.html.j2",
        asks=("drug", "mode", "area", "from", "to"), menu="Seizures",
    ),
    Page(
        name="routes", path="/routes", view="routes:routes_page", template="flows.html.j2",
        asks=("drug", "mode", "area", "from", "to", "weight"), menu="Routes",
    ),
    Page(
        name="seizure_doubts", path="/seizures/doubts", view="seizures:doubts_page",
        template="flows.html.j2", asks=("drug", "mode", "area", "from", "to"),
    ),
    Page(
        name="network", path="/routes/network", view="routes:network_page",
        template="flows.html.j2", asks=("drug", "mode", "area", "from", "to"),
    ),
    Page(
        name="corridor", path="/corridor/{start}/{end}", view="routes:corridor_page",
        template="flows.html.j2", asks=("drug", "mode", "from", "to"), every="routes:corridors",
    ),
    Page(
        name="index", path="/index", view="index:index", template="index.html.j2",
        asks=("index", "measure", "edition", "within", "a", "b", "w_*"), menu="Index",
    ),
    Page(
        name="evidence", path="/evidence", view="evidence:evidence", template="evidence.html.j2",
        asks=("q", "of", "page"), menu="Evidence",
    ),
    Page(
        name="report", path="/report", view="report:report", template="report.html.j2",
        menu="Report", late=True,
    ),
    Page(
        name="review", path="/review", view="review:review", template="review.html.j2",
        asks=("state", "kind", "source", "area", "item", "page"), menu="Review", live=True,
    ),
    Page(
        name="api", path="/api", view="api:api", template="api.html.j2", menu="API", live=True,
    ),
    Page(
        name="source", path="/source/{id}", view="reader:reader", template="reader.html.j2",
        every="reader:every", asks=("part",),
    ),
    Page(
        name="claim", path="/claim/{id}", view="claim:claim", template="claim.html.j2",
        every="claim:every",
    ),
    Page(
        name="measure", path="/measure/{id}", view="lineage:measure", template="lineage.html.j2",
        every="lineage:measures",
    ),
    Page(
        name="finding", path="/finding/{id}", view="lineage:finding", template="lineage.html.j2",
        every="lineage:findings",
    ),
    Page(
        name="entity", path="/entity/{id}", view="evidence:entity", template="view.html.j2",
        every="evidence:entities", asks=("page",),
    ),
)  # fmt: skip
"""Every page, in the order of the menu."""


def page(name: str) -> Page:
    """A page by its name. Raises :class:`MissingError`."""
    found = next((page for page in PAGES if page.name == name), None)
    if found is None:
        raise MissingError("there is no such page")
    return found


def at_address(address: str) -> tuple[Page, Asked]:
    """The page that lies at an address of the server, and what it is asked there. Raises
    :class:`MissingError`."""
    path, _, query = address.partition("#")[0].partition("?")
    for known in PAGES:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(known.path))
        if found := re.fullmatch(pattern, path):
            values = {name: unquote(value) for name, value in found.groupdict().items()}
            return known, known.asked({**dict(parse_qsl(query)), **values})
    raise MissingError("there is no such page")
