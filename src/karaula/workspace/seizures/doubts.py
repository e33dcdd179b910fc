"""What repeats what, and what looks wrong: with reasons, shown both ways, never deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from karaula.measure.seizures import describe
from karaula.measure.seizures.national import LEVELS
from karaula.measure.seizures.suspects import CODES
from karaula.workspace.answer import GAP, Answer, Table, chance_of
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted
from karaula.workspace.seizures.saying import (
    ENFORCEMENT,
    LEVELS_SAID,
    count,
    kilos,
    listed,
    plain,
)

if TYPE_CHECKING:
    import ibis

SHOWN = 25
Row = dict[str, Any]


def duplicates(opened: Opened, wanted: Wanted, *, undecided: bool = False) -> Answer:
    """Pairs that were taken for one seizure, the least sure first; or with ``undecided`` those that
    were left apart for a person to decide, the likeliest first.

    Rows have a ``kind``: ``level`` (counts and kilograms at each level of copies) and ``pair``.
    """
    part = opened.part(wanted)
    totals = describe.totals(part.rows)[0]
    levels = [
        {"kind": "level", "level": name, "seizures": totals[name], "kg": totals[f"kg_{name}"]}
        for name in LEVELS
    ]
    pairs, kinds = _pairs(part, undecided)
    body = [
        (opened.name(row["area"]), row["date_low"] or GAP, row["substance_raw"] or GAP,
         kilos(row["kg"]), row["by"], str(row["level"]),
         GAP if row["chance"] is None else chance_of(row["chance"]), row["why"],
         listed(row["differ"], 4), row["kept_at"], row["repeat_at"])
        for row in pairs[:SHOWN]
    ]  # fmt: skip
    head = ("country", "date", "drug", "kg", "found by", "level", "chance of accident", "why",
            "differ in", "stays", "repeats it")  # fmt: skip
    what = "Pairs left apart, for you to decide" if undecided else "Pairs taken for one seizure"
    tables = [
        Table(title=f"Counted once: {part.title}", head=("counted", "seizures", "kg weighed"),
              rows=tuple((LEVELS_SAID[row["level"]], count(row["seizures"]), kilos(row["kg"]))
                         for row in levels)),
        Table(title="How pairs were found", head=("found by", "level", "joined", "pairs"),
              rows=tuple((row["by"], str(row["level"]), "yes" if row["linked"] else "no",
                          count(row["pairs"])) for row in kinds), words=3),
        Table(title=what, head=head, rows=tuple(body), words=len(head)),
    ]  # fmt: skip
    notes = [*part.notes]
    if len(pairs) > SHOWN:
        notes.append(f"{count(len(pairs) - SHOWN)} more pairs are not shown; --json lists all.")
    notes += [
        "Nothing is deleted: of repeats the row stays that knows most of its way.",
        "The chance of accident is that of rows of the country, year and size agreeing without"
        " being one seizure, estimated from the rows themselves.",
    ]
    return Answer(
        rows=tuple(map(plain, (*levels, *({"kind": "pair", **row} for row in pairs)))),
        tables=tuple(one for one in tables if one.rows), notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _pairs(part: Part, undecided: bool) -> tuple[list[Row], list[Row]]:
    """Pairs of which either row is among those asked for, and how many there are of each kind."""
    pairs = part.opened.pairs
    told = ["claim_id", "area", "date_low", "substance_raw", "kg", "source_id", "locator"]
    rows = part.rows.select("claim_id").distinct()
    among = pairs.kept.isin(rows.claim_id) | pairs["repeat"].isin(rows.claim_id)
    mine = pairs.filter(among)
    kinds = mine.group_by("by", "level", "linked").aggregate(pairs=mine.count())
    kinds = kinds.order_by("level", "by", "linked")
    wanted = mine.filter(~mine.linked if undecided else mine.linked)
    every = part.opened.seizures.select(*told)
    found = wanted.join(every, wanted.kept == every.claim_id).drop("claim_id")
    other = part.opened.seizures.select("claim_id", "source_id", "locator")
    other = other.rename(repeat_claim="claim_id", repeat_source="source_id", repeat_row="locator")
    found = found.join(other, found["repeat"] == other.repeat_claim).drop("repeat_claim")
    import ibis

    sure = ibis.asc("chance") if undecided else ibis.desc("chance", nulls_first=False)
    made = found.order_by(sure, "kept", "repeat").to_pyarrow().to_pylist()
    documents = part.opened.documents
    for row in made:
        kept, repeat = row.pop("source_id"), row.pop("repeat_source")
        places = (row.pop("locator"), row.pop("repeat_row"))
        row["kept_at"] = _at(documents.get(kept), places[0])
        row["repeat_at"] = places[1] if kept == repeat and places[1] else _at(
            documents.get(repeat), places[1]
        )  # fmt: skip
        row["date_low"] = row["date_low"] and row["date_low"].isoformat()
    return made, kinds.to_pyarrow().to_pylist()


def _at(document: str | None, locator: str | None) -> str:
    return ", ".join(filter(None, (document, locator))) or GAP


def anomalies(opened: Opened, wanted: Wanted, *, code: str | None = None) -> Answer:
    """What is suspected of seizures, with the evidence, and totals with and without.

    Rows have a ``kind``: ``total`` (with and without suspects), ``code`` (how many, and what totals
    are without them), ``flag`` (one suspicion), and ``oddity`` (what reading and normalising found
    odd, of which nothing is suspected).
    """
    part = opened.part(wanted)
    level = part.filter.copies
    both = {
        keep: _total(describe.chosen(opened.seizures, replace(part.filter, suspects=keep)), level)
        for keep in (True, False)
    }
    flags = _flags(part, code)
    codes = _codes(part, level)
    oddities = [row for row in codes if row["code"] not in CODES]
    suspected = [row for row in codes if row["code"] in CODES]
    body: list[tuple[str, ...]] = [
        (CODES[row["code"]], opened.name(row["area"]), row["date_low"] or GAP,
         row["place"] or GAP, row["substance_raw"] or GAP, kilos(row["kg"]), row["why"] or "",
         _at(opened.documents.get(row["source_id"]), row["locator"]))
        for row in flags[:SHOWN]
    ]  # fmt: skip
    head = ("suspicion", "country", "date", "place", "drug", "kg", "evidence", "where it stands")
    tables = [
        Table(title=f"With and without suspects: {part.title}",
              head=("counted", "seizures", "kg weighed"),
              rows=tuple(("all" if keep else "nothing suspected", count(row["seizures"]),
                          kilos(row["kg"])) for keep, row in both.items())),
        Table(title="Suspicions", head=("suspicion", "seizures", "kg weighed of these"),
              rows=tuple((f"{row['code']}: {CODES[row['code']]}", count(row["seizures"]),
                          kilos(row["kg"])) for row in suspected)),
        Table(title="The heaviest of them", head=head, rows=tuple(body), words=len(head)),
        Table(title="Odd, but not suspected", head=("what", "seizures", "kg weighed of these"),
              rows=tuple((row["code"], count(row["seizures"]), kilos(row["kg"]))
                         for row in oddities)),
    ]  # fmt: skip
    notes = list(part.notes)
    if len(flags) > SHOWN:
        notes.append(
            f"{count(len(flags) - SHOWN)} more suspicions are not shown; --json lists all."
        )
    notes += ["Suspects are flagged and shown both ways, never deleted or corrected.", ENFORCEMENT]
    rows: list[Row] = [{"kind": "total", "suspects": keep, **row} for keep, row in both.items()]
    rows += [{"kind": "code", "says": CODES[row["code"]], **row} for row in suspected]
    rows += [{"kind": "flag", **row} for row in flags]
    rows += [{"kind": "oddity", **row} for row in oddities]
    return Answer(rows=tuple(map(plain, rows)), tables=tuple(one for one in tables if one.rows),
                  notes=tuple(dict.fromkeys(notes)))  # fmt: skip


def _total(rows: "ibis.Table", level: describe.Level) -> Row:
    found = describe.totals(rows, (), level)[0]
    return {"seizures": found[level], "kg": found[f"kg_{level}"]}


def _codes(part: Part, level: describe.Level) -> list[Row]:
    """How often each code stands among the rows, and the weight of these."""
    rows = part.rows.mutate(code=part.rows.flags.unnest())
    found = describe.totals(rows, ("code",), level)
    made = [
        {"code": row["code"], "seizures": row[level], "kg": row[f"kg_{level}"]} for row in found
    ]
    return sorted(made, key=lambda row: (-row["seizures"], row["code"]))


def _flags(part: Part, code: str | None) -> list[Row]:
    import ibis

    flags = part.opened.flags
    if code is not None:
        if code not in CODES:
            raise QuestionError(f"there is no suspicion {code}", None, f"take {', '.join(CODES)}")
        flags = flags.filter(flags.code == code)
    told = ("claim_id", "area", "place", "date_low", "substance_raw", "kg", "copy", "source_id",
            "locator")  # fmt: skip
    rows = part.rows.select(*told)
    found = flags.join(rows, "claim_id").order_by(ibis.desc("kg", nulls_first=False), "claim_id",
                                                  "code", "other")  # fmt: skip
    made: list[Row] = found.to_pyarrow().to_pylist()
    for row in made:
        row["date_low"] = row["date_low"] and row["date_low"].isoformat()
        row["document"] = part.opened.documents.get(row["source_id"])
    return made
