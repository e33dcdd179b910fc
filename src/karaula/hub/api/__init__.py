"""All that the pages show, for programs: JSON and CSV under ``/api/v1``, told in OpenAPI.

What a reader may not see is not there: everything is asked of the same shelf as the pages.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

    from karaula.hub.desk import Desk

BASE = "/api/v1"


def routes(desk: "Desk") -> "APIRouter":
    """Every operation of the first version."""
    from fastapi import APIRouter, Request, Response
    from pydantic import BaseModel

    from karaula.hub.api import blocks, find, flows, listing
    from karaula.hub.api.answers import answer, problems

    class About(BaseModel):
        """The hub, the handling label that its readers see up to, and where this is described."""

        version: str
        name: str
        handling: str
        description: str

    router = APIRouter(prefix=BASE, responses=problems(), tags=["v1"])

    @router.get("", operation_id="about", response_model=About, summary="The hub, and its version")
    def about(request: Request) -> Response:
        said = {"name": desk.hub.config.name, "handling": desk.shelves.level}
        return answer(desk, request, {}, About, lambda _: said | {"description": "/openapi.json"})

    for part in (listing, blocks, flows, find):
        part.add(router, desk)
    return router
