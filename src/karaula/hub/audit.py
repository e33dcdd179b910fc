"""Check a pasted text: its figures are held against what the hub holds. Nothing of it is kept."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from karaula.hub.block import Block, Column, Empty
from karaula.hub.links import SERVED
from karaula.hub.page import UnusableError
from karaula.hub.render import Around, plain
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from fastapi import APIRouter

    from karaula.evidence import Claim, Document
    from karaula.evidence.finding import Finding
    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Shelf

MOST = 20_000
"""Characters of a text that is checked at once."""
RELIABLE = ("A", "B")


def routes(desk: "Desk") -> "APIRouter":
    """The form and its answer at ``/index/audit``."""
    from fastapi import APIRouter, Request
    from fastapi.responses import HTMLResponse

    router = APIRouter(include_in_schema=False)

    def shown(pasted: str, block: Block | None) -> HTMLResponse:
        around = Around.of(desk.shelf)
        body = plain("audit.html.j2", around, SERVED, pasted=pasted, block=block, most=MOST)
        return HTMLResponse(body)

    @router.get("/index/audit", response_class=HTMLResponse)
    def form() -> HTMLResponse:
        return shown("", None)

    @router.post("/index/audit", response_class=HTMLResponse)
    async def checked(request: Request) -> HTMLResponse:
        from fastapi.concurrency import run_in_threadpool

        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > 4 * MOST:
                raise UnusableError(text("index.audit_long", most=MOST))
        values = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
        pasted = values.get("text", [""])[0]
        if len(pasted) > MOST:
            raise UnusableError(text("index.audit_long", most=MOST))
        block = await run_in_threadpool(audited, desk.shelf, pasted) if pasted.strip() else None
        return shown(pasted, block)

    return router


def audited(shelf: "Shelf", pasted: str) -> Block:
    """Findings about the figures of a text, as a block."""
    from karaula.check import check
    from karaula.extract import extraction

    document = _read(pasted)
    claims = extraction(document, shelf.vocabulary).claims
    findings = check(
        claims,
        {document.source.source_id: document.source},
        shelf.vocabulary,
        reference=_reference(shelf, claims),
        documents=[document],
    )
    told = [finding for finding in findings if finding.level != "note"]
    figures = sum(claim.kind == "observation" for claim in claims)
    if not told:
        none = Empty(text("index.audit_none_why", claims=figures), text("index.audit_none_fill"))
        return Block(id="audit", title=say("index.audit_none"), empty=none)
    columns = (
        Column("words", text("index.audit_words")), Column("finding", text("index.audit_finding")),
        Column("why", text("index.audit_why")),
        Column("correction", text("index.audit_correction")),
    )  # fmt: skip
    return Block(
        id="audit", title=say("index.audit_title", count=len(told)), columns=columns,
        rows=tuple(_row(finding) for finding in told), first=len(told), wide=True,
    )  # fmt: skip


def _row(finding: "Finding") -> tuple[str | None, ...]:
    quote = finding.evidence[0].quote if finding.evidence else None
    return (quote, finding.message, finding.why, finding.correction)


def _read(pasted: str) -> "Document":
    """The text as a document: readers take files, so it is one for a moment."""
    from karaula.read import read

    with TemporaryDirectory() as folder:
        file = Path(folder, "pasted.txt")
        file.write_text(pasted, encoding="utf-8")
        return read(file, encoding="utf-8")


def _reference(shelf: "Shelf", claims: "list[Claim]") -> "list[Claim]":
    """Cells of reliable data sets about the areas or indicators that the text speaks of."""
    import ibis

    from karaula.evidence import Observation
    from karaula.evidence.table import claims_from_table, schema

    figures = [claim.slots for claim in claims if isinstance(claim.slots, Observation)]
    areas = sorted({area for slots in figures for area in slots.area})
    indicators = sorted({slots.indicator for slots in figures if slots.indicator})
    good = [i for i, row in shelf.sources.items() if row["reliability"] in RELIABLE]
    if not figures or not good:
        return []
    known = shelf.claims("observation")
    of_area = known.area.intersect(ibis.array(areas).cast("array<string>")).length() > 0
    cells = known.filter(
        known.locator.notnull() & known.source_id.isin(good)
        & (of_area | known.indicator.isin(indicators))
    )  # fmt: skip
    table = cells.select(*schema("observation").names).to_pyarrow()
    return list(claims_from_table("observation", table.cast(schema("observation"))))
