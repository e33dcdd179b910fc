"""Search: the same words find the same places as on the page of the evidence."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from karaula.hub.api.answers import answer
from karaula.hub.page import MissingError
from karaula.lake.search import Hit, Of

if TYPE_CHECKING:
    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Shelf

PAGE = 20


class SearchQuery(BaseModel):
    """What is searched for."""

    model_config = ConfigDict(extra="forbid")
    q: str = Field(description='words; "two words" is a phrase, -word is out', max_length=500)
    of: Of | None = Field(None, description="only passages, claims, sources or entities")
    limit: int = Field(PAGE, ge=1, le=100, description="most hits of the answer")
    skip: int = Field(0, ge=0, le=10_000, description="hits that come before")


class Mark(BaseModel):
    """A stretch of a hit's words; ``found`` are the words searched for."""

    text: str
    found: bool


class HitShape(BaseModel):
    """One place found. ``start`` and ``end`` count the characters of the source's text."""

    of: Of
    id: str
    source_id: str | None
    start: int | None
    end: int | None
    words: list[Mark]


class SearchAnswer(BaseModel):
    """Hits, the better ones first, and how many there are of each kind."""

    version: str
    q: str
    counts: dict[Of, int]
    data: list[HitShape]


def add(router: APIRouter, desk: "Desk") -> None:
    """The search."""

    @router.get(
        "/search", operation_id="search", response_model=SearchAnswer,
        summary="Passages, claims, sources and names that hold all words",
    )  # fmt: skip
    def search(request: Request, query: Annotated[SearchQuery, Query()]) -> Response:
        def make(shelf: "Shelf") -> Mapping[str, Any]:
            found = shelf.search(query.q, of=query.of, limit=query.limit, skip=query.skip)
            hits = list(_hits(shelf, found.hits))
            return {"q": query.q, "counts": found.counts, "data": hits}

        return answer(desk, request, query.model_dump(), SearchAnswer, make)


def _hits(shelf: "Shelf", hits: tuple[Hit, ...]) -> Iterator[dict[str, Any]]:
    from karaula.hub.views.evidence import pieces

    for hit in hits:
        try:
            words = _words(shelf, hit)
        except MissingError:  # a claim that was rejected since the words were indexed
            continue
        place = {"source_id": hit.source_id, "start": hit.start, "end": hit.end}
        marks = [{"text": _whole(text), "found": found} for text, found in pieces(words, hit)]
        yield {"of": hit.of, "id": hit.id, **place, "words": marks}


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _words(shelf: "Shelf", hit: Hit) -> str:
    """What stands at a hit, as far as the reader may see it. Raises :class:`MissingError`."""
    from karaula.hub.views.claim import find

    if hit.of == "claim":
        return str(find(shelf, hit.id)[1]["quote"])
    if hit.of == "entity":
        row = shelf.row("SELECT name FROM entities WHERE entity_id = ?", hit.id)
        if row is None:
            raise MissingError("there is no such name")
        return str(row["name"])
    source = shelf.sources.get(hit.source_id or "")
    if source is None:
        raise MissingError("there is no such source")
    if hit.of == "source":
        return str(source["title"])
    return shelf.text(source["source_id"])[hit.start : hit.end]
