"""Routes between countries as edges, and maps of routes and seizures as GeoJSON."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from karaula.hub.api.answers import GEOJSON, answer, as_table, or_csv
from karaula.hub.page import Asked, UnusableError

if TYPE_CHECKING:
    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Shelf

YEAR = r"^(19|20)[0-9]{2}$"


class FlowQuery(BaseModel):
    """The filters of the pages of seizures and routes."""

    model_config = ConfigDict(extra="forbid")
    drug: str | None = Field(None, description="id of a group of drugs", max_length=80)
    mode: str | None = Field(None, description="id of a means of transport", max_length=80)
    area: str | None = Field(
        None, description="a country of the region, or `all`; else the region", max_length=80
    )
    since: str | None = Field(None, alias="from", description="first year", pattern=YEAR)
    until: str | None = Field(None, alias="to", description="last year", pattern=YEAR)

    @property
    def asked(self) -> Asked:
        """What a page is asked with the same words."""
        given = self.model_dump(by_alias=True, exclude_none=True, exclude={"format"})
        return Asked(tuple((name, value) for name, value in given.items() if value))


class EdgeQuery(FlowQuery):
    """The same, in a form of one's choice."""

    format: Literal["json", "csv"] = Field("json", description="form of the answer")


Edge = TypedDict(
    "Edge",
    {
        "from": str, "to": str, "from_name": str, "to_name": str, "seen": str, "cases": int,
        "doubted": int, "kg": float | None, "largest": float | None, "first_year": int | None,
        "last_year": int | None, "documents": int, "grade": str | None, "modes": list[str],
        "claims": list[str], "routes": list[str],
    },
)  # fmt: skip
"""A way from one country to another: the cases that show it, and the claims that say it."""


class EdgesAnswer(BaseModel):
    """Edges, with what is to be known of them."""

    version: str
    data: list[Edge]
    source: str
    notes: list[str]


class Geometry(BaseModel):
    """A point, or a line between two."""

    type: Literal["Point", "LineString"]
    coordinates: list[float] | list[list[float]]


class Feature(BaseModel):
    """A place or a way on the map, with what is known of it."""

    model_config = ConfigDict(extra="allow")
    type: Literal["Feature"]
    geometry: Geometry
    properties: dict[str, Any]


class FeatureCollection(BaseModel):
    """GeoJSON (RFC 7946), with title, notes, source and handling label beside."""

    model_config = ConfigDict(extra="allow")
    type: Literal["FeatureCollection"]
    version: str
    title: str
    source: str
    handling: str
    notes: list[str]
    features: list[Feature]


def add(router: APIRouter, desk: "Desk") -> None:
    """Edges and maps."""

    @router.get(
        "/routes/edges", operation_id="listEdges", response_model=EdgesAnswer,
        responses={200: or_csv()}, summary="Ways between countries: cases, kilograms, documents",
    )  # fmt: skip
    def edges(request: Request, query: Annotated[EdgeQuery, Query()]) -> Response:
        from karaula.workspace.routes import route_map

        def make(shelf: "Shelf") -> Mapping[str, Any]:
            from karaula.hub.views.flows import routes_of, wanted_routes

            opened = routes_of(shelf)
            found = route_map(opened, wanted_routes(shelf, query.asked))
            return {"data": found.rows, "source": opened.source, "notes": list(found.notes)}

        columns = tuple(Edge.__annotations__)
        return answer(
            desk, request, dict(query.asked.values), EdgesAnswer, _alone(make),
            csv_of=(lambda found: as_table(columns, found["data"])) if query.format == "csv"
            else None,
        )  # fmt: skip

    def add_map(name: str, about: str, make: "Callable[[Shelf, Asked], Mapping[str, Any]]") -> None:
        def drawn(request: Request, query: Annotated[FlowQuery, Query()]) -> Response:
            made = _alone(lambda shelf: make(shelf, query.asked))
            asked = dict(query.asked.values)
            return answer(desk, request, asked, FeatureCollection, made, media=GEOJSON)

        router.add_api_route(
            f"/{name}.geojson", drawn, methods=["GET"], operation_id=f"map_{name}", summary=about,
            responses={200: {
                "description": "The map", "content": {GEOJSON: {"schema": _schema()}},
            }},
            response_class=_GeoResponse,
        )  # fmt: skip

    add_map("routes", "Ways between countries as lines", _routes)
    add_map("seizures", "Seizures by place as points", _seizures)


class _GeoResponse(Response):
    media_type = GEOJSON


def _schema() -> dict[str, Any]:
    found = FeatureCollection.model_json_schema(mode="serialization")
    return _without_refs(found, found.pop("$defs"))  # type: ignore[no-any-return]


def _without_refs(schema: Any, known: Mapping[str, Any]) -> Any:
    """A schema that stands for itself: what it names is written out."""
    if isinstance(schema, list):
        return [_without_refs(item, known) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _without_refs(known[schema["$ref"].rpartition("/")[2]], known)
    return {key: _without_refs(value, known) for key, value in schema.items()}


def _routes(shelf: "Shelf", asked: Asked) -> Mapping[str, Any]:
    from karaula.hub.views.flows import routes_of, wanted_routes
    from karaula.workspace.routes import geojson

    return geojson(routes_of(shelf), wanted_routes(shelf, asked))


def _seizures(shelf: "Shelf", asked: Asked) -> Mapping[str, Any]:
    from karaula.hub.views.flows import seizures_of, wanted_seizures
    from karaula.workspace.seizures import geojson

    return geojson(seizures_of(shelf), wanted_seizures(shelf, asked))


def _alone(
    make: "Callable[[Shelf], Mapping[str, Any]]",
) -> "Callable[[Shelf], Mapping[str, Any]]":
    """Asked one at a time; what cannot be answered is the question's fault."""

    def asked(shelf: "Shelf") -> Mapping[str, Any]:
        from karaula.workspace.routes import QuestionError as OfRoutes
        from karaula.workspace.seizures import QuestionError as OfSeizures

        try:
            return shelf.alone(lambda: make(shelf))
        except (OfRoutes, OfSeizures) as error:
            raise UnusableError(error.problem, None, error.remedy) from error

    return asked
