"""Every page of the hub once, as its registry names them."""

from urllib.parse import quote

from karaula.hub.page import PAGES
from karaula.hub.shelf import Shelf

NAMES = tuple(page.name for page in PAGES)


def path_of(name: str, shelf: Shelf) -> str:
    """The address of a page of the example hub: the first of those that it may have."""
    page = next(page for page in PAGES if page.name == name)
    values = next(iter(page.addresses(shelf)))
    path = page.path
    for slot, value in values.items():
        path = path.replace(f"{{{slot}}}", quote(value, safe=""))
    return path
