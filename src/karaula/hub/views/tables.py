"""What pages share: findings, sources and claims as tables."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from karaula.assess.numbers import day
from karaula.assess.report import Ref
from karaula.assess.sentences import sentence
from karaula.hub.block import Block, Cell, Column, Empty, Pager
from karaula.hub.page import Asked
from karaula.hub.said import Gap, Link, Said, Words, area_link, from_report, short
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

LEVELS = {"error": 0, "warning": 1, "note": 2}
GRAVE = 40
"""Errors and warnings that are shown; what is beyond stands in the data, as notes do."""


def findings_block(shelf: "Shelf", rows: "Sequence[Row]", about: str) -> Block:
    """Open findings, the gravest first; notes are among the data alone."""
    counts = {level: sum(row["level"] == level for row in rows) for level in LEVELS}
    columns = (Column("finding", "Finding"), Column("level", "Level"), Column("area", "Area"),
               Column("why", "Why"), Column("source", "Where"))  # fmt: skip
    table = tuple(
        (
            (Link(row["message"], Ref("finding", row["finding_id"])),),
            row["level"],
            (area_link(shelf, row["area"]),) if row["area"] else None,
            row["why"],
            _where(shelf, row),
        )
        for row in sorted(rows, key=lambda row: LEVELS[row["level"]])
    )
    coverage = text("findings.notes", notes=counts["note"]) if counts["note"] else ""
    grave = counts["error"] + counts["warning"]
    title = say("findings.none", about=about)
    if grave:
        title = say("findings.title", errors=counted(counts["error"], "error"),
                    warnings=counted(counts["warning"], "warning"))  # fmt: skip
    none = Empty(text("findings.none_why"), text("findings.none_fill"))
    return Block(id="findings", title=title, columns=columns, rows=table,
                 coverage=coverage, first=min(grave, GRAVE), wide=True,
                 empty=None if table else none)  # fmt: skip


def _where(shelf: "Shelf", row: "Row") -> Said:
    item = next(iter(row["evidence"]), None)
    if item is None or item["source_id"] not in shelf.sources:
        return ()
    kind = "claim" if item["claim_id"] else "source"
    ref = Ref("claim", item["claim_id"]) if kind == "claim" else Ref("source", item["source_id"])
    return (Link(place(shelf, item), ref),)


def place(shelf: "Shelf", row: "Row") -> str:
    """Where something stands: the short title of its source, with the page or the cell."""
    title = short(shelf.sources[row["source_id"]]["title"])
    if row.get("page") is not None:
        return f"{title}, p. {row['page']}"
    return f"{title}, {row['locator']}" if row.get("locator") else title


def sources_table(shelf: "Shelf", counts: Mapping[str, int], title: Said) -> Block:
    """Sources with how many of some claims are theirs, in order of their titles."""
    columns = (Column("title", "Source"), Column("publisher", "Publisher"),
               Column("published", "Published"), Column("reliability", "Grade"),
               Column("handling", "Handling"), Column("claims", "Claims", number=True))  # fmt: skip
    rows = tuple(
        (
            (Link(row["title"], Ref("source", source_id)),),
            row["publisher"],
            day(row["published"]) if row["published"] else None,
            row["reliability"],
            row["handling"],
            counts[source_id],
        )
        for source_id, row in shelf.sources.items()
        if source_id in counts
    )
    none = Empty(text("sources.why"), text("sources.fill"))
    return Block(id="sources", title=title, columns=columns, rows=rows, wide=True,
                 notes=(text("sources.grades"),) if rows else (),
                 empty=None if rows else none)  # fmt: skip


def claim_rows(shelf: "Shelf", rows: "Sequence[tuple[str, Row]]") -> tuple[tuple[Cell, ...], ...]:
    """Claims by kind as rows of :data:`CLAIM_COLUMNS`."""
    return tuple(
        (
            kind,
            from_report(shelf, sentence(kind, row, shelf.vocabulary)),
            (Words(row["quote"]),) if row["quote"] else (Gap("–"),),
            (Link(place(shelf, row), Ref("claim", row["claim_id"])),),
            f"{shelf.sources[row['source_id']]['reliability']}{row['credibility']}",
        )
        for kind, row in rows
    )


CLAIM_COLUMNS = (
    Column("kind", "Kind"),
    Column("statement", "What is stated"),
    Column("quote", "Words"),
    Column("where", "Where"),
    Column("grade", "Grade"),
)

About = Mapping[str, tuple[str, list[str]]]
"""Kinds of claims, with a condition on each and the values of its question marks."""

PAGED = 25
"""Claims on one page."""


def claim_counts(shelf: "Shelf", about: About) -> dict[str, int]:
    """How many of some claims each source gave."""
    if not about:
        return {}
    parts = (
        f"SELECT source_id FROM claims_{kind} WHERE {test}" for kind, (test, _) in about.items()
    )
    rows = shelf.rows(
        f"SELECT source_id, count(*) AS n FROM ({' UNION ALL '.join(parts)}) GROUP BY source_id",
        *(value for _, values in about.values() for value in values),
    )
    return {row["source_id"]: row["n"] for row in rows}


def claims_block(
    shelf: "Shelf", about: About, counts: Mapping[str, int], asked: Asked, name: str
) -> Block:
    """Some claims, a page of them: those of texts first, as the texts run."""
    total = sum(counts.values())
    pages = max(-(-total // PAGED), 1)
    page = asked.number("page", 1, 1, pages)
    parts = (
        f"SELECT '{kind}' AS kind, claim_id, source_id, start, locator FROM claims_{kind} "
        f"WHERE {test}"
        for kind, (test, _) in about.items()
    )
    chosen = [] if not about else shelf.rows(
        f"SELECT kind, claim_id FROM ({' UNION ALL '.join(parts)}) ORDER BY start IS NULL, "
        f"source_id, start, length(locator), locator, claim_id LIMIT {PAGED} "
        f"OFFSET {(page - 1) * PAGED}",
        *(value for _, values in about.values() for value in values),
    )  # fmt: skip
    none = Empty(text("claims.why", about=name), text("claims.fill", about=name))
    return Block(
        id="claims",
        title=say("claims.title", count=counted(total, "claim"), about=name),
        columns=CLAIM_COLUMNS,
        rows=claim_rows(shelf, claims_by_id(shelf, chosen)),
        coverage=text("claims.from", count=counted(len(counts), "source")),
        empty=None if chosen else none,
        first=PAGED,
        pager=Pager(page, pages),
        wide=True,
    )


def counted(count: int, word: str) -> str:
    """``1 source``, ``2 sources``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def claims_by_id(shelf: "Shelf", chosen: "list[Row]") -> "list[tuple[str, Row]]":
    """Whole claims for rows with ``kind`` and ``claim_id``, in their order."""
    found = shelf.found(row["claim_id"] for row in chosen)
    return [found[row["claim_id"]] for row in chosen if row["claim_id"] in found]
