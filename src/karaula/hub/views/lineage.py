"""What a computed number was made of, and what a finding rests on."""

from typing import TYPE_CHECKING

from karaula.assess.numbers import day
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import of_claim, of_measure
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Gap, Link, Said, area_link, short
from karaula.hub.views.claim import name_of, place
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf


def measure(shelf: "Shelf", asked: Asked) -> View:
    """The page of one measure: its value, its method in words, its inputs. Raises
    :class:`MissingError`."""
    row = shelf.row("SELECT * FROM measures WHERE measure_id = ?", asked["id"])
    if row is None:
        raise MissingError("there is no such measure")
    named = name_of(shelf, row["name"])
    value = of_measure(shelf, row, f"{row['value']:g}")
    said = {"value": value, "unit": row["unit"], "name": named, "period": row["period"] or "",
            "area": area_link(shelf, row["area"])}  # fmt: skip
    lead = [say("measure.lead", **said)]
    if row["low"] is not None and row["high"] is not None:
        lead.append(say("measure.interval", low=f"{row['low']:g}", high=f"{row['high']:g}",
                        level=f"{row['level']:.0%}" if row["level"] else ""))  # fmt: skip
    else:
        lead.append(say("measure.no_interval"))
    return View(
        title=text("measure.title", name=named, area=shelf.name(row["area"])),
        under=row["period"] or "",
        lead=tuple(lead),
        blocks=(_made(row), _inputs(shelf, row)),
    )


def _made(row: "Row") -> Block:
    rows: list[tuple[str, Cell]] = [
        ("method", row["method"]),
        ("assumption", row["assumption"]),
        ("among", row["among"]),
        ("of", row["of"]),
        ("claims", len(row["claim_ids"])),
    ]
    return Block(
        id="made",
        title=say("measure.made"),
        columns=(Column("what", text("claim.what")), Column("is", text("claim.is"))),
        rows=tuple((text(f"measure.{key}"), value) for key, value in rows if value is not None),
    )


def _inputs(shelf: "Shelf", row: "Row") -> Block:
    from karaula.assess.report import Ref

    ids = row["claim_ids"]
    if not ids:
        none = Empty(text("measure.no_inputs"), text("measure.no_inputs_fill"))
        return Block(id="inputs", title=say("measure.inputs", count=0), empty=none)
    found = _observations(shelf, ids)
    columns = (Column("area", text("measure.area")), Column("indicator", text("measure.indicator")),
               Column("period", text("measure.period")),
               Column("value", text("claim.value"), number=True), Column("unit", "Unit"),
               Column("source", text("measure.source")))  # fmt: skip
    rows = tuple(
        (
            tuple(area_link(shelf, code) for code in claim["area"] or ())[:1] or (Gap(),),
            name_of(shelf, claim["indicator"] or ""),
            claim["period"],
            (of_claim(shelf, claim, f"{claim['value']:g}"),)
            if claim["value"] is not None
            else None,
            claim["unit"],
            (
                Link(
                    f"{short(shelf.sources[claim['source_id']]['title'])}, {place(claim)}",
                    Ref("claim", claim["claim_id"]),
                ),
            ),
        )
        for claim in found
    )
    return Block(id="inputs", title=say("measure.inputs", count=len(ids)), columns=columns,
                 rows=rows, wide=True, first=50)  # fmt: skip


def _observations(shelf: "Shelf", ids: list[str]) -> list["Row"]:
    marks = ", ".join("?" * len(ids))
    return shelf.rows(
        f"SELECT * FROM claims_observation WHERE claim_id IN ({marks})"
        " ORDER BY area, indicator, period, claim_id",
        *ids,
    )


def finding(shelf: "Shelf", asked: Asked) -> View:
    """The page of one finding: what it says, why, and the words on either side. Raises
    :class:`MissingError`."""
    row = shelf.row("SELECT * FROM findings WHERE finding_id = ?", asked["id"])
    if row is None:
        raise MissingError("there is no such finding")
    lead: list[Said] = [(row["why"],)]
    if row["correction"]:
        lead.append(say("finding.correction", value=row["correction"]))
    return View(
        title=row["message"],
        under=text("finding.under", level=row["level"], rule=row["rule"],
                   confidence=f"{row['confidence']:.0%}"),
        lead=tuple(lead),
        blocks=(_sides(shelf, row),),
    )  # fmt: skip


def _sides(shelf: "Shelf", row: "Row") -> Block:
    from karaula.assess.report import Ref

    columns = (Column("words", text("finding.words")), Column("source", text("measure.source")),
               Column("published", text("claim.published")),
               Column("where", text("claim.place")))  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    known = shelf.found(item["claim_id"] for item in row["evidence"] if item["claim_id"])
    for item in row["evidence"]:
        source = shelf.sources[item["source_id"]]
        to = Ref("claim", item["claim_id"]) if item["claim_id"] in known else None
        link: Said = (Link(item["quote"], to),) if to else (item["quote"],)
        title: Said = (Link(short(source["title"], 80), Ref("source", source["source_id"])),)
        published = day(source["published"]) if source["published"] else None
        rows.append((link, title, published, place(item)))
    if not rows:
        none = Empty(text("finding.no_words"), text("finding.no_words_fill"))
        return Block(id="evidence", title=say("finding.evidence", count=0), empty=none)
    return Block(id="evidence", title=say("finding.evidence", count=len(rows)), columns=columns,
                 rows=tuple(rows), wide=True)  # fmt: skip


def measures(shelf: "Shelf") -> list[dict[str, str]]:
    """Addresses of all measures."""
    return [
        {"id": i["measure_id"]} for i in shelf.rows("SELECT measure_id FROM measures ORDER BY 1")
    ]


def findings(shelf: "Shelf") -> list[dict[str, str]]:
    """Addresses of all findings."""
    return [
        {"id": i["finding_id"]} for i in shelf.rows("SELECT finding_id FROM findings ORDER BY 1")
    ]
