"""A source: of a document its text as it was, with the claims in place; of a data set its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from karaula.assess.numbers import day
from karaula.evidence import KINDS
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import State, state_of
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Link, Out, Said
from karaula.hub.views.claim import summary
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

PART = 24_000
"""Characters of a document after which a new part begins, at the next passage."""
ROWS = 200
"""Rows of a data set on one page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the same claims rest on; without claims plain words."""

    text: str
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    """Claims whose words begin here: where links to them lead."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage as it stands in the text. ``page`` is told where a new one begins; ``rows`` are
    those of a table, each with its fields (and whether they are heads)."""

    id: str
    kind: str
    runs: tuple[Run, ...] = ()
    page: int | None = None
    aside: str | None = None
    label: str | None = None
    rows: tuple[tuple[tuple[bool, tuple[Run, ...]], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list beside the text."""

    id: str
    kind: str
    says: Said
    state: State


@dataclass(frozen=True, kw_only=True)
class Reader(View):
    """A source's page. Of a data set there are blocks alone."""

    id: str
    paragraphs: tuple[Paragraph, ...] = ()
    claims: tuple[Listed, ...] = ()
    part: int = 1
    parts: int = 1
    kinds: tuple[tuple[str, int], ...] = ()
    about: tuple[tuple[str, Cell], ...] = field(default=())


def reader(shelf: "Shelf", asked: Asked) -> Reader:
    """The page of one source. Raises :class:`MissingError`."""
    source = shelf.sources.get(asked["id"])
    if source is None:
        raise MissingError("there is no such source")
    bounds = parts_of(shelf, source["source_id"])
    about = _about(source)
    if not bounds:
        return _data_set(shelf, source, asked, about)
    part = asked.number("part", 1, 1, len(bounds))
    start, end = bounds[part - 1]
    claims = _claims(shelf, source["source_id"], start, end)
    return Reader(
        id=source["source_id"],
        title=source["title"],
        under=text("reader.part", part=part, parts=len(bounds)) if len(bounds) > 1 else "",
        paragraphs=tuple(_paragraphs(shelf, source["source_id"], start, end, claims)),
        claims=tuple(_listed(shelf, claims)),
        part=part,
        parts=len(bounds),
        kinds=_counts(shelf, source["source_id"]),
        about=about,
        blocks=(_unread(shelf, source),),
        notes=tuple(text(f"mark.{mark}") for mark in source["marks"] or ()),
    )


def every(shelf: "Shelf") -> Iterator[dict[str, str]]:
    """Addresses of all sources, with all their parts."""
    for source_id in shelf.sources:
        yield {"id": source_id}
        for part in range(2, len(parts_of(shelf, source_id)) + 1):
            yield {"id": source_id, "part": str(part)}


def parts_of(shelf: "Shelf", source_id: str) -> list[tuple[int, int]]:
    """Where each part of a document begins and ends, in characters; none for a data set."""
    return shelf.keep(("parts", source_id), lambda: _bounds(shelf, source_id))


def _bounds(shelf: "Shelf", source_id: str) -> list[tuple[int, int]]:
    rows = shelf.rows(
        'SELECT start, "end" FROM passages WHERE source_id = ? ORDER BY start, "end"', source_id
    )
    bounds: list[tuple[int, int]] = []
    begin: int | None = None
    last = 0
    for row in rows:
        if begin is not None and row["start"] - begin >= PART:
            bounds.append((begin, row["start"]))
            begin = None
        begin = row["start"] if begin is None else begin
        last = max(last, row["end"])
    if begin is not None:
        bounds.append((begin, last + 1))
    return bounds


def part_of(shelf: "Shelf", source_id: str, start: int | None) -> int:
    """The part of a document in which a character stands, from 1."""
    if start is None:
        return 1
    bounds = parts_of(shelf, source_id)
    return next((n for n, (a, b) in enumerate(bounds, 1) if a <= start < b), 1)


def _claims(shelf: "Shelf", source_id: str, start: int, end: int) -> list[tuple[str, "Row"]]:
    """Claims whose words begin between two characters, in the order of the text."""
    found = [
        (kind, row)
        for kind, _ in _counts(shelf, source_id)
        for row in shelf.rows(
            f"SELECT * FROM claims_{kind} WHERE source_id = ? AND start >= ? AND start < ?",
            source_id, start, end,
        )
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item[1]["start"], item[1]["end"], item[1]["claim_id"]))


def _paragraphs(
    shelf: "Shelf", source_id: str, start: int, end: int, claims: "Sequence[tuple[str, Row]]"
) -> Iterator[Paragraph]:
    whole = shelf.text(source_id)
    spans = [
        (begin, stop, row["claim_id"], kind)
        for kind, row in claims
        for begin, stop in row["spans"] or [(row["start"], row["end"])]
    ]
    page: int | None = None
    for row in shelf.rows(
        "SELECT * FROM passages WHERE source_id = ? AND start >= ? AND start < ?"
        ' ORDER BY start, "end"',
        source_id, start, end,
    ):  # fmt: skip
        within = [s for s in spans if s[0] < row["end"] and s[1] > row["start"]]
        cells = row["cells"] or []
        yield Paragraph(
            id=f"p{row['start']}",
            kind=row["kind"],
            runs=() if cells else tuple(_runs(whole, row["start"], row["end"], within)),
            page=row["page"] if row["page"] != page else None,
            aside=row["set_aside"],
            label=row["label"],
            rows=tuple(_table(whole, cells, within)),
        )
        page = row["page"]


Span = tuple[int, int, str, str]


def _table(
    whole: str, cells: "Sequence[Row]", spans: Sequence[Span]
) -> Iterator[tuple[tuple[bool, tuple[Run, ...]], ...]]:
    ordered = sorted(cells, key=lambda cell: (cell["row"], cell["column"]))
    for _, row in groupby(ordered, key=lambda cell: cell["row"]):
        yield tuple(
            (cell["header"], tuple(_runs(whole, cell["start"], cell["end"], spans))) for cell in row
        )


def _runs(whole: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Run]:
    """Text cut where claims begin and end; of several at one place the shortest comes first."""
    cuts = {start, end}
    for begin, stop, _, _ in spans:
        cuts |= {min(max(begin, start), end), min(max(stop, start), end)}
    ordered = sorted(cuts)
    first: dict[str, int] = {}
    for begin, _, claim, _ in spans:
        first[claim] = min(begin, first.get(claim, begin))
    for begin, stop in pairwise(ordered):
        over = sorted(
            (b - a, claim, kind) for a, b, claim, kind in spans if a <= begin and stop <= b
        )
        claims = tuple(dict.fromkeys(claim for _, claim, _ in over))
        kinds = tuple(dict.fromkeys(kind for _, _, kind in over))
        yield Run(whole[begin:stop], claims, kinds, tuple(c for c in claims if first[c] == begin))


def _listed(shelf: "Shelf", claims: "Sequence[tuple[str, Row]]") -> Iterator[Listed]:
    for kind, row in claims:
        yield Listed(
            id=row["claim_id"],
            kind=kind,
            says=summary(shelf, kind, row),
            state=state_of(shelf, [row["claim_id"]]),
        )


def _about(source: "Row") -> tuple[tuple[str, Cell], ...]:
    rows: list[tuple[str, Cell]] = [
        ("publisher", source["publisher"]),
        ("published", day(source["published"]) if source["published"] else None),
        ("address", (Out(source["url"], source["url"]),) if source["url"] else None),
        ("licence", source["licence"]),
        ("language", source["language"]),
        ("grade", source["reliability"]),
        ("handling", source["handling"]),
        ("file", source["name"]),
    ]
    return tuple((text(f"claim.{name}"), value) for name, value in rows if value)


def _counts(shelf: "Shelf", source_id: str) -> tuple[tuple[str, int], ...]:
    def make() -> dict[str, tuple[tuple[str, int], ...]]:
        parts = " UNION ALL ".join(
            f"SELECT source_id, '{kind}' AS kind FROM claims_{kind}" for kind in KINDS
        )
        query = f"SELECT source_id, kind, count(*) AS n FROM ({parts}) GROUP BY ALL"
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for row in sorted(shelf.rows(query), key=lambda row: list(KINDS).index(row["kind"])):
            found[row["source_id"]] = (*found.get(row["source_id"], ()), (row["kind"], row["n"]))
        return found

    return shelf.keep("kinds of sources", make).get(source_id, ())


def _unread(shelf: "Shelf", source: "Row") -> Block:
    """What of it could not be used, with the reason."""
    rows = shelf.rows(
        "SELECT place, reason FROM unread WHERE source_id = ? ORDER BY length(place), place",
        source["source_id"],
    )
    columns = (Column("place", text("reader.place")), Column("reason", text("claim.reason")))
    if not rows:
        none = Empty(text("reader.all_read"), text("reader.all_read_fill"))
        return Block(id="unread", title=say("reader.unread_none"), empty=none)
    return Block(
        id="unread", title=say("reader.unread", count=len(rows)), columns=columns,
        rows=tuple((row["place"], row["reason"]) for row in rows), first=10,
    )  # fmt: skip


def _data_set(
    shelf: "Shelf", source: "Row", asked: Asked, about: tuple[tuple[str, Cell], ...]
) -> Reader:
    """Rows of a data set as they stand, each with what it is read as."""
    from karaula.assess.report import Ref

    source_id = source["source_id"]
    kinds = _counts(shelf, source_id)
    total = sum(count for _, count in kinds)
    parts = max(1, -(-total // ROWS))
    part = asked.number("part", 1, 1, parts)
    heads = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, claim_id, locator, quote FROM claims_{kind} WHERE source_id = ?"
        for kind, _ in kinds
    )
    rows = (
        shelf.rows(
            f"SELECT * FROM ({heads}) ORDER BY kind, length(locator), locator, claim_id"
            f" LIMIT {ROWS} OFFSET {(part - 1) * ROWS}",
            *[source_id] * len(kinds),
        )
        if kinds
        else []
    )
    columns = (Column("place", text("reader.place")), Column("words", text("reader.words")),
               Column("kind", text("reader.kind")))  # fmt: skip
    table = tuple(
        (
            row["locator"],
            (Link(row["quote"], Ref("claim", row["claim_id"])),),
            text(f"kind.{row['kind']}"),
        )
        for row in rows
    )
    empty = None if rows else Empty(text("reader.no_rows"), text("reader.no_rows_fill"))
    shown = Block(
        id="rows", title=say("reader.rows", count=total, first=(part - 1) * ROWS + bool(rows),
                             last=(part - 1) * ROWS + len(rows)),
        columns=columns, rows=table, empty=empty, wide=True, first=ROWS,
    )  # fmt: skip
    return Reader(
        id=source_id, title=source["title"], part=part, parts=parts, kinds=kinds, about=about,
        under=text("reader.part", part=part, parts=parts) if parts > 1 else "",
        blocks=(shown, _unread(shelf, source)),
    )  # fmt: skip
