"""The API for people: what it gives, where, and what can be asked."""

from typing import TYPE_CHECKING

from karaula.hub.block import Block, Column, View
from karaula.hub.page import PAGES, Asked
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

FLOWS = "drug, mode, area, from, to"


def api(shelf: "Shelf", asked: Asked) -> View:
    """The operations of the first version, whose exact description is in OpenAPI."""
    del asked
    from karaula.hub.api import BASE
    from karaula.hub.api.collections import COLLECTIONS

    lists = [
        (f"{BASE}{known.path}", known.about, ", ".join(f.name for f in known.filters))
        for known in COLLECTIONS
    ]
    singles = [(f"{BASE}{known.single}", known.about, "") for known in COLLECTIONS if known.single]
    pages = [page for page in PAGES if not page.live]
    others = [
        (f"{BASE}/claim/{{id}}", text("api.claim"), ""),
        (f"{BASE}/index/{{ranking|pair|editions}}", text("api.index"),
         ", ".join(next(page.asks for page in pages if page.name == "index"))),
        (f"{BASE}/routes/edges", text("api.edges"), FLOWS),
        (f"{BASE}/routes.geojson", text("api.routes_map"), FLOWS),
        (f"{BASE}/seizures.geojson", text("api.seizures_map"), FLOWS),
        (f"{BASE}/search", text("api.search"), "q, of, limit, skip"),
        *(
            (f"{BASE}/pages/{page.name}", text("api.page", name=page.name),
             ", ".join((*page.slots, *page.asks)))
            for page in pages
        ),
    ]  # fmt: skip
    columns = (Column("path", text("api.path")), Column("gives", text("api.gives")),
               Column("filters", text("api.filters")))  # fmt: skip
    rows = (*lists, *singles, *others)
    block = Block(id="operations", title=say("api.operations", count=len(rows)), columns=columns,
                  rows=rows, first=len(rows), wide=True, notes=(text("api.paging"),))  # fmt: skip
    return View(
        title=text("api.title"),
        under=text("api.under", version=shelf.version),
        lead=(say("api.lead"),),
        blocks=(block,),
    )
