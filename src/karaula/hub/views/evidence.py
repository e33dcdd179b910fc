"""Evidence: search in passages, claims, names and sources; without a question, all sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from karaula.hub.block import Block, Column, View
from karaula.hub.figure import State, state_of
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Link, Part, Said, short
from karaula.hub.views.claim import summary
from karaula.hub.views.reader import part_of
from karaula.hub.views.tables import claim_counts, claims_block, counted
from karaula.hub.words import say, text
from karaula.lake.search import Hit, Of

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

PAGE = 20
AROUND = 140
"""Characters shown on either side of the first word found."""
_MOST = 320


@dataclass(frozen=True, slots=True)
class Result:
    """One hit: where it leads, what it is, and its words with those found marked."""

    of: Of
    link: Part
    pieces: tuple[tuple[str, bool], ...]
    source: Part | None = None
    says: Said = ()
    state: State | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence(View):
    """The page of a search."""

    q: str = ""
    of: str = ""
    results: tuple[Result, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    page: int = 1
    pages: int = 1


def evidence(shelf: "Shelf", asked: Asked) -> Evidence:
    """The page of a search, or of all sources where nothing is asked for."""
    q = asked.get("q")[:500]
    of = asked.choice("of", get_args(Of), "")
    page = asked.number("page", 1, 1, 500)
    if not q.strip():
        return Evidence(title=text("evidence.title"), blocks=(_sources(shelf), _names(shelf)))
    found = shelf.search(q, of=of or None, limit=PAGE, skip=(page - 1) * PAGE)  # type: ignore[arg-type]
    total = found.counts.get(of, 0) if of else sum(found.counts.values())  # type: ignore[call-overload]
    return Evidence(
        title=text("evidence.found", count=total, q=q),
        q=q,
        of=of,
        results=tuple(_results(shelf, found.hits)),
        counts=tuple((kind, found.counts[kind]) for kind in get_args(Of) if kind in found.counts),
        page=page,
        pages=max(1, -(-total // PAGE)),
    )


def _results(shelf: "Shelf", hits: tuple[Hit, ...]) -> Iterator[Result]:
    claims = shelf.found(hit.id for hit in hits if hit.of == "claim")
    for hit in hits:
        try:
            yield _result(shelf, hit, claims)
        except MissingError:  # a claim that was rejected since the words were indexed
            continue


def _result(shelf: "Shelf", hit: Hit, claims: "Mapping[str, tuple[str, Row]]") -> Result:
    from karaula.assess.report import Ref

    if hit.of == "claim":
        if hit.id not in claims:
            raise MissingError("there is no such claim")
        kind, row = claims[hit.id]
        return Result(
            "claim", Link(text(f"kind.{kind}"), Ref("claim", hit.id)),
            tuple(pieces(row["quote"], hit)), _source(shelf, row["source_id"]),
            summary(shelf, kind, row), state_of(shelf, [hit.id]),
        )  # fmt: skip
    if hit.of == "entity":
        entity = shelf.row("SELECT * FROM entities WHERE entity_id = ?", hit.id)
        if entity is None:
            raise MissingError("there is no such name")
        link = Link(entity["name"], "entity", (("id", hit.id),))
        said = text("evidence.entity", type=entity["type"], count=len(entity["mentions"]))
        return Result("entity", link, ((said, False),))
    source = shelf.sources.get(hit.source_id or "")
    if source is None:
        raise MissingError("there is no such source")
    if hit.of == "source":
        said = ", ".join(filter(None, (source["publisher"], source["published"])))
        return Result("source", Link(source["title"], Ref("source", hit.id)), ((said, False),))
    part = part_of(shelf, source["source_id"], hit.start)
    values = (("id", source["source_id"]), *((("part", str(part)),) if part > 1 else ()))
    words = shelf.text(source["source_id"])[hit.start : hit.end]
    link = Link(short(source["title"], 80), "source", values, f"p{hit.start}")
    return Result("passage", link, tuple(pieces(words, hit)))


def pieces(words: str, hit: Hit) -> Iterator[tuple[str, bool]]:
    """A stretch around the first word found, cut into what was found and what stands between."""
    marks = hit.marks(words)
    first = marks[0][0] if marks else 0
    start = max(0, first - AROUND)
    start = words.find(" ", start) + 1 if start else 0
    end = min(len(words), start + _MOST)
    at = start
    if start:
        yield "…", False
    for begin, stop in marks:
        if stop > end:
            break
        yield words[at:begin], False
        yield words[begin:stop], True
        at = stop
    yield words[at:end] + ("…" if end < len(words) else ""), False


def _source(shelf: "Shelf", source_id: str) -> Part:
    from karaula.assess.report import Ref

    return Link(short(shelf.sources[source_id]["title"], 80), Ref("source", source_id))


def _sources(shelf: "Shelf") -> Block:
    from karaula.hub.views.region import sources_block

    return sources_block(shelf)


def _names(shelf: "Shelf") -> Block:
    rows = shelf.rows(
        "SELECT entity_id, type, name, len(mentions) AS n FROM entities"
        " WHERE type <> 'area' AND sort = 'named' ORDER BY n DESC, name LIMIT 200"
    )
    columns = (Column("name", text("evidence.name")), Column("type", text("evidence.type")),
               Column("claims", text("evidence.claims"), number=True))  # fmt: skip
    return Block(
        id="names", title=say("evidence.names", count=len(rows)), columns=columns, first=40,
        rows=tuple((_entity(row), row["type"], row["n"]) for row in rows),
    )  # fmt: skip


def _entity(row: "Row") -> Said:
    return (Link(row["name"], "entity", (("id", row["entity_id"]),)),)


def entity(shelf: "Shelf", asked: Asked) -> View:
    """The page of a group, body, place or strategy: its names and all that is claimed of it.
    Raises :class:`MissingError`."""
    row = shelf.row("SELECT * FROM entities WHERE entity_id = ?", asked["id"])
    if row is None:
        raise MissingError("there is no such name")
    named = counted(len(row["mentions"]), "claim")
    return View(
        title=row["name"],
        under=text("evidence.entity", type=row["type"], count=named),
        blocks=(_called(row), _claims_of(shelf, row, asked)),
    )


def entities(shelf: "Shelf") -> Iterator[dict[str, str]]:
    """Addresses of all that have a page."""
    for row in shelf.rows("SELECT entity_id FROM entities ORDER BY 1"):
        yield {"id": row["entity_id"]}


def _called(row: "Row") -> Block:
    columns = (Column("name", text("evidence.name")), Column("why", text("evidence.why")),
               Column("score", text("evidence.score")))  # fmt: skip
    known = counted(len(row["matches"]), "name")
    return Block(
        id="names", title=say("evidence.called", count=known), columns=columns,
        rows=tuple((m["name"], m["reason"], f"{m['score']:.2f}") for m in row["matches"]),
    )  # fmt: skip


def _claims_of(shelf: "Shelf", row: "Row", asked: Asked) -> Block:
    """What is claimed of it, a page of claims at a time."""
    named = "claim_id IN (SELECT unnest(mentions) FROM entities WHERE entity_id = ?)"
    about = {kind: (named, [row["entity_id"]]) for kind in shelf.kinds(row["mentions"])}
    return claims_block(shelf, about, claim_counts(shelf, about), asked, row["name"])
