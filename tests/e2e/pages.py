"""Every page of the hub once, as its registry names them."""

from urllib.parse import quote

from karaula.hub.page import PAGES
from karaula.hub.shelf import Shelf

FULL = {"SRB", "heroin"}
NAMES = tuple(page.name for page in PAGES)


def path_of(name: str, shelf: Shelf) -> str:
    """The address of a page of the example hub: one with much on it, else the first that it has."""
    page = next(page for page in PAGES if page.name == name)
    known = list(page.addresses(shelf))
    values = next((one for one in known if FULL & set(one.values())), known[0])
    path = page.path
    for slot, value in values.items():
        path = path.replace(f"{{{slot}}}", quote(value, safe=""))
    return path
