"""Pages as data: every block that a page shows, by the page's own name and query."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from karaula.hub.api.answers import answer, or_csv
from karaula.hub.api.shapes import BlockAnswer, PageAnswer
from karaula.hub.data import as_csv, as_json
from karaula.hub.page import PAGES, Asked, MissingError, Page, UnusableError, page
from karaula.hub.said import words

if TYPE_CHECKING:
    from karaula.hub.block import Block
    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Shelf

INDEX = {
    "ranking": "Scores and ranks of an edition, with their intervals",
    "pair": "Two areas side by side, with the probability that one ranks above the other",
    "editions": "Two editions side by side",
}
"""Blocks of the index that have a path of their own."""


def add(router: APIRouter, desk: "Desk") -> None:
    """All pages, their blocks, and those of the index."""
    for known in PAGES:
        if not known.live:
            _add_page(router, desk, known)
            _add_block(router, desk, known, f"/pages/{known.name}/{{block}}",
                       f"One block of the page {known.name}")  # fmt: skip
    for block, about in INDEX.items():
        _add_block(router, desk, page("index"), f"/index/{block}", about, block)


def _query(known: Page, *, block: bool) -> type[BaseModel]:
    """What a page is asked: what stands in its address is needed, the rest may be left out. Names
    that the page does not read are refused, but where it reads all that begin alike."""
    fields: dict[str, Any] = {
        f"f_{name}": (
            str,
            Field(
                alias=name, description="stands in the page's address", min_length=1, max_length=200
            ),
        )
        for name in known.slots
    }
    for name in known.asks:
        if not name.endswith("*"):
            told = Field(None, alias=name, description="see the page", max_length=500)
            fields[f"f_{name}"] = (str | None, told)
    if block:
        fields["format"] = (Literal["json", "csv"], Field("json", description="form of the answer"))
    config = ConfigDict(extra="allow" if _open(known) else "forbid")
    name = f"{known.name.title()}{'Block' if block else 'Page'}Query"
    return create_model(name, __config__=config, **fields)


def _open(known: Page) -> tuple[str, ...]:
    return tuple(name[:-1] for name in known.asks if name.endswith("*"))


def _asked(known: Page, given: BaseModel, request: Request) -> Asked:
    values = given.model_dump(by_alias=True, exclude_none=True)
    values.pop("format", None)
    starts = _open(known)
    extra = given.model_extra or {}
    if unknown := [name for name in extra if not name.startswith(starts)]:
        raise UnusableError(f"the query holds {unknown[0][:80]!r}, which this page does not read")
    # One of several values of a name is told by the framework as a list.
    more = {name: request.query_params[name] for name in extra}
    return known.asked({**values, **more})


def _add_page(router: APIRouter, desk: "Desk", known: Page) -> None:
    asks: Any = _query(known, block=False)

    def shown(request: Request, given: Annotated[asks, Query()]) -> Response:
        asked = _asked(known, given, request)

        def make(shelf: "Shelf") -> Mapping[str, Any]:
            view = known.make(shelf, asked)
            return {
                "page": known.name, "asked": dict(asked.values), "title": view.title,
                "under": view.under, "lead": [words(line) for line in view.lead],
                "notes": list(view.notes), "blocks": [as_json(block) for block in view.blocks],
            }  # fmt: skip

        return answer(desk, request, dict(asked.values), PageAnswer, make)

    router.add_api_route(
        f"/pages/{known.name}", shown, methods=["GET"], operation_id=f"page_{known.name}",
        response_model=PageAnswer, summary=f"All blocks of the page {known.name}",
    )  # fmt: skip


def _add_block(
    router: APIRouter, desk: "Desk", known: Page, path: str, about: str, only: str = ""
) -> None:
    asks: Any = _query(known, block=True)

    def reply(request: Request, given: Any, name: str) -> Response:
        asked = _asked(known, given, request)

        def found(shelf: "Shelf") -> "Block":
            block = known.make(shelf, asked).block(name)
            if block is None:
                raise MissingError("there is no such block on this page")
            return block

        def make(shelf: "Shelf") -> Mapping[str, Any]:
            about = {"page": known.name, "asked": dict(asked.values)}
            return about | {"block": as_json(found(shelf))}

        if given.format == "csv":
            return desk.answer(
                request, f"{request.url.path} csv {asked.values!r}", "text/csv; charset=utf-8",
                lambda shelf: as_csv(found(shelf)),
            )  # fmt: skip
        return answer(desk, request, dict(asked.values), BlockAnswer, make)

    def one(request: Request, given: Annotated[asks, Query()]) -> Response:
        return reply(request, given, only)

    def named(
        request: Request,
        block: Annotated[str, Path(description="id of the block", max_length=80)],
        given: Annotated[asks, Query()],
    ) -> Response:
        return reply(request, given, block)

    router.add_api_route(
        path, one if only else named, methods=["GET"],
        operation_id=f"block_{known.name}_{only}" if only else f"block_{known.name}",
        response_model=BlockAnswer, responses={200: or_csv()}, summary=about,
    )  # fmt: skip
