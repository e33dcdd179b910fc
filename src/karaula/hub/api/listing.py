"""Tables row by row: filtered, a bounded number at a time; and single entries by their ids."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from karaula.hub.api.answers import answer, as_table, or_csv
from karaula.hub.api.collections import CLAIMS, COLLECTIONS, Collection
from karaula.hub.api.shapes import MOST
from karaula.hub.page import MissingError, UnusableError

if TYPE_CHECKING:
    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Row, Shelf

USUAL = 100
"""Rows of an answer where nothing else is asked for."""
ID = r"^[A-Za-z0-9:_.-]{1,80}$"

Id = Annotated[str, Path(description="Id of the entry", pattern=ID)]


def add(router: APIRouter, desk: "Desk") -> None:
    """Lists, and single entries."""
    for collection in COLLECTIONS:
        _add_list(router, desk, collection)
        if collection.single:
            _add_one(router, desk, collection)
    _add_claim(router, desk)


def _query(collection: Collection) -> type[BaseModel]:
    """What a list may be asked; anything else is refused, so that no filter is passed over."""
    fields: dict[str, Any] = {
        f"f_{f.name}": (
            str | None,
            Field(None, alias=f.name, description=f.about, max_length=200, pattern=f.pattern),
        )
        for f in collection.filters
    }
    fields["limit"] = (int, Field(USUAL, ge=1, le=MOST, description="most rows of the answer"))
    fields["after"] = (
        str | None,
        Field(None, pattern=ID, description="rows after the one with this id"),
    )
    fields["format"] = (Literal["json", "csv"], Field("json", description="form of the answer"))
    return create_model(f"{collection.name}Query", __config__=ConfigDict(extra="forbid"), **fields)


def _add_list(router: APIRouter, desk: "Desk", collection: Collection) -> None:
    asks: Any = _query(collection)

    def reply(request: Request, asked: BaseModel, within: str | None = None) -> Response:
        given = asked.model_dump(by_alias=True, exclude_none=True)

        def make(shelf: "Shelf") -> Mapping[str, Any]:
            return _listed(shelf, collection, given, within)

        def csv_of(found: Mapping[str, Any]) -> str:
            return as_table((*collection.columns, *collection.adds), found["data"])

        wants_csv = given.get("format") == "csv"
        return answer(desk, request, given, collection.listed, make,
                      csv_of=csv_of if wants_csv else None)  # fmt: skip

    def listed(request: Request, asked: Annotated[asks, Query()]) -> Response:
        return reply(request, asked)

    def listed_within(
        request: Request,
        within: Annotated[str, Path(alias=collection.within or "within", pattern=ID)],
        asked: Annotated[asks, Query()],
    ) -> Response:
        return reply(request, asked, within)

    router.add_api_route(
        collection.path, listed_within if collection.within else listed,
        methods=["GET"], operation_id=f"list{collection.name}", response_model=collection.listed,
        responses={200: or_csv()}, summary=f"List: {collection.about}",
    )  # fmt: skip


def _listed(
    shelf: "Shelf", collection: Collection, asked: Mapping[str, Any], within: str | None
) -> dict[str, Any]:
    table, key = collection.table, collection.key
    where, values = ["true"], []
    if within is not None:
        if within not in shelf.sources:
            raise MissingError("there is no such source")
        where.append(f"{collection.within} = ?")
        values.append(within)
    for known in collection.filters:
        if (value := asked.get(known.name)) is not None:
            where.append(f"({known.where})")
            values.append(value)
    fits = " AND ".join(where)
    total = shelf.rows(f"SELECT count(*) AS n FROM {table} WHERE {fits}", *values)[0]["n"]
    order = ", ".join(filter(None, (collection.order, key)))
    if (after := asked.get("after")) is not None:
        last = f"SELECT {order} FROM {table} WHERE {key} = ?"
        if shelf.row(last, after) is None:
            raise UnusableError("after is the id of no entry: begin at the first ones")
        fits += f" AND ({order}) > ({last})"
        values.append(after)
    limit = asked["limit"]
    named = ", ".join(f'"{name}"' for name in collection.columns)
    rows = shelf.rows(
        f"SELECT {named} FROM {table} WHERE {fits} ORDER BY {order} LIMIT {limit + 1:d}", *values
    )
    data = list(_told(shelf, collection, rows[:limit]))
    return {"total": total, "after": data[-1][key] if len(rows) > limit else None, "data": data}


def _told(shelf: "Shelf", collection: Collection, rows: "Sequence[Row]") -> "Iterator[Row]":
    for row in rows:
        yield row | {name: added.make(shelf, row) for name, added in collection.adds.items()}


def _one(shelf: "Shelf", collection: Collection, entry: str) -> "Row | None":
    named = ", ".join(f'"{name}"' for name in collection.columns)
    found = shelf.rows(f"SELECT {named} FROM {collection.table} WHERE {collection.key} = ?", entry)
    return next(_told(shelf, collection, found), None)


def _add_one(router: APIRouter, desk: "Desk", collection: Collection) -> None:
    def one(request: Request, id: Id) -> Response:
        def make(shelf: "Shelf") -> dict[str, Any]:
            found = _one(shelf, collection, id)
            if found is None:
                raise MissingError("there is no such entry")
            return {"data": found}

        return answer(desk, request, {}, collection.one, make)

    router.add_api_route(
        collection.single, one, methods=["GET"], operation_id=f"get{collection.name}",
        response_model=collection.one, summary=f"One: {collection.about}",
    )  # fmt: skip


def _add_claim(router: APIRouter, desk: "Desk") -> None:
    """One claim of whatever kind."""
    from karaula.hub.api.shapes import one_shape

    kinds: Any = next(iter(CLAIMS.values())).row
    for collection in list(CLAIMS.values())[1:]:
        kinds = kinds | collection.row
    shape = one_shape("Claim", Annotated[kinds, Field(discriminator="kind")])

    def claim(request: Request, id: Id) -> Response:
        from karaula.hub.views.claim import find

        def make(shelf: "Shelf") -> dict[str, Any]:
            kind, _ = find(shelf, id)
            return {"data": _one(shelf, CLAIMS[kind], id)}

        return answer(desk, request, {}, shape, make)

    router.add_api_route(
        "/claim/{id}", claim, methods=["GET"], operation_id="getClaim", response_model=shape,
        summary="One claim, of whatever kind",
    )  # fmt: skip
