"""Where things lie. Templates and views name what they lead to; addresses are made here alone."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

from karaula.assess.report import Ref
from karaula.assess.safe import web_address
from karaula.hub.page import PAGES, Asked, Page
from karaula.hub.said import Link

ENTRIES = {"claim": "/claim/{id}", "measure": "/measure/{id}", "finding": "/finding/{id}",
           "source": "/source/{id}"}  # fmt: skip
"""Where an entry of the evidence lies, whichever page shows it."""


class Links(Protocol):
    """Addresses of pages, entries, data and files, as seen from one page."""

    up: str
    """The way from the page to the top of the hub."""

    def to(self, name: str, **values: str) -> str:
        """A page; what does not stand in its address goes into its query."""

    def entry(self, ref: Ref) -> str:
        """A claim, measure, finding or source."""

    def data(self, page: Page, block: str, asked: Asked, ending: str) -> str:
        """The data of a block as ``csv`` or ``json``."""

    def file(self, name: str) -> str:
        """A file of the hub's own: style, script, font."""

    def report(self, ending: str) -> str:
        """The report as ``html``, ``pdf`` or ``docx``."""

    def moved(self, address: str) -> str:
        """Where an address of the served hub lies; charts are drawn with those."""


class Served:
    """Addresses of the web server."""

    up = "/"

    def to(self, name: str, **values: str) -> str:
        """A page; what does not stand in its address goes into its query."""
        found = next((page for page in PAGES if page.name == name), None)
        path = found.path if found else ENTRIES[name]
        rest = {key: value for key, value in values.items() if f"{{{key}}}" not in path and value}
        return filled(path, values) + (f"?{urlencode(rest)}" if rest else "")

    def entry(self, ref: Ref) -> str:
        """A claim, measure, finding or source."""
        return filled(ENTRIES[ref.kind], {"id": ref.id})

    def data(self, page: Page, block: str, asked: Asked, ending: str) -> str:
        """The data of a block as ``csv`` or ``json``."""
        query = f"?{urlencode(asked.values)}" if asked.values else ""
        return f"/data/{page.name}/{quote(block, safe='')}.{ending}{query}"

    def file(self, name: str) -> str:
        """A file of the hub's own: style, script, font."""
        return f"/static/{name}"

    def report(self, ending: str) -> str:
        """The report as ``html``, ``pdf`` or ``docx``."""
        return f"/report/report.{ending}"

    def moved(self, address: str) -> str:
        """The same address: the server has what charts lead to."""
        return address


SERVED = Served()


def leads_to(links: Links, link: Link) -> str:
    """Where a link of a line leads."""
    anchor = f"#{quote(link.anchor, safe='')}" if link.anchor else ""
    if isinstance(link.to, Ref):
        return links.entry(link.to) + anchor
    return links.to(link.to, **dict(link.values)) + anchor


def filled(path: str, values: Mapping[str, str]) -> str:
    """A path with its slots filled; no value can leave its own part of the path."""
    for name, value in values.items():
        # "." and ".." alone would be taken for a step in the path.
        safe = quote(value, safe="") if value.strip(".") else value.replace(".", "%2E")
        path = path.replace(f"{{{name}}}", safe)
    return path


def site_of(url: str | None) -> tuple[str, str] | None:
    """An address of the web with the name of its site; None for what is no such address."""
    address = web_address(url)
    if address is None:
        return None
    host = address.split("/")[2].rpartition("@")[2]
    return address, host
