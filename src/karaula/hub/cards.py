"""Evidence cards: what stands over a figure that is pointed at, as a piece of a page."""

from typing import TYPE_CHECKING

from karaula.hub.links import SERVED
from karaula.hub.page import page
from karaula.hub.render import html

if TYPE_CHECKING:
    from fastapi import APIRouter

    from karaula.hub.serve import Desk
    from karaula.hub.shelf import Shelf

CARDS = {"claim": "card.html.j2", "measure": "measure_card.html.j2"}


def routes(desk: "Desk") -> "APIRouter":
    """``/card/claim/{id}`` and ``/card/measure/{id}``."""
    from dataclasses import replace

    from fastapi import APIRouter, Request, Response

    router = APIRouter(include_in_schema=False)

    def shown(name: str) -> None:
        known = replace(page(name), template=CARDS[name])

        @router.get(f"/card/{name}/{{id}}")
        def card(request: Request, id: str) -> Response:
            asked = known.asked({"id": id})

            def make(shelf: "Shelf") -> str:
                return html(shelf, known, asked, known.make(shelf, asked), SERVED)

            return desk.answer(request, f"card {name} {id}", "text/html; charset=utf-8", make)

    for name in CARDS:
        shown(name)
    return router
