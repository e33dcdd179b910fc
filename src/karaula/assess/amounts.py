"""Amounts as a claim states them: qualifier, number or range, unit, other readings."""

from typing import Any

from karaula.assess.grammar import grammar
from karaula.assess.numbers import decimals_of
from karaula.assess.report import Figure, Ref, Run, Runs, Term, Text, Words
from karaula.vocabulary import Vocabulary

Row = dict[str, Any]


def amount(row: Row, vocabulary: Vocabulary) -> Runs:
    """The whole amount of an observation: qualifier, value or range, unit, other readings."""
    qualifier, _, since = row["qualifier"].partition(":")
    runs: list[Run] = [Text(grammar().qualifiers.get(qualifier, ""))]
    style = "ordinal" if row["unit"] == "rank" else "plain"
    runs.append(_figure(row, "value", style=style))
    if row["value_max"] is not None:
        runs += [Text(" to "), _figure(row, "value_max")]
    runs += unit_words(row["unit"], row["value"], vocabulary)
    if row["of"] is not None:
        runs += [Text(" of "), _figure(row, "of")]
    if row["among"]:
        runs += [
            Text(" in the list “"),
            Words(ref=Ref("claim", row["claim_id"]), field="among", text=row["among"]),
            Text("”"),
        ]
    if since:
        runs += [Text(" since "), Term(since, "date")]
    runs += _readings(row, "ratio", " (that is, by a factor of ", vocabulary)
    runs += _readings(row, "value_alt", " (or, read otherwise, ", vocabulary)
    return tuple(run for run in runs if not isinstance(run, Text) or run.text)


def _readings(row: Row, slot: str, opening: str, vocabulary: Vocabulary) -> list[Run]:
    runs: list[Run] = []
    for place, value in enumerate(row[slot] or ()):
        runs.append(Text(" or " if place else opening))
        ref = Ref("claim", row["claim_id"])
        runs.append(Figure(ref=ref, value=value, unit="", slot=slot, decimals=decimals_of(value)))
        if slot == "value_alt":
            runs += unit_words(row["unit"], value, vocabulary)
    return [*runs, Text(")")] if runs else []


def quantity(row: Row, vocabulary: Vocabulary) -> Runs:
    """The amount of an incident; nothing where it states none."""
    if row["quantity"] is None:
        return ()
    word = grammar().qualifiers.get(row["qualifier"].partition(":")[0], "")
    lead = (Text(word),) if word else ()
    unit = unit_words(row["unit"], row["quantity"], vocabulary) if row["unit"] else ()
    return (*lead, _figure(row, "quantity"), *unit)


def _figure(row: Row, slot: str, style: Any = "plain") -> Figure:
    value = row[slot]
    low, high = (row.get(end) if slot == "value" else None for end in ("low", "high"))
    decimals = decimals_of(value)
    if low is not None and high is not None and row.get("level") is None:
        # Bounds without a level are stated values; those of an interval are computed.
        decimals = max(decimals_of(number) for number in (value, low, high))
    return Figure(
        ref=Ref("claim", row["claim_id"]), value=value, unit=row["unit"] or "", slot=slot,
        decimals=decimals, style=style, low=low, high=high,
    )  # fmt: skip


def unit_words(unit: str, value: float, vocabulary: Vocabulary) -> Runs:
    """What follows a number: nothing for scores, ranks and counts; ``%``, ``kg``, ``tonnes``."""
    if unit in ("score", "rank", "count", ""):
        return ()
    if unit == "percent":
        return (Text("\u00a0%"),)
    known = vocabulary.units.get(unit)
    word = unit.replace("_", " ")
    if known and unit not in known.names:
        plural = f"{known.name}s"
        word = plural if value != 1 and plural in known.names else known.name
    return (Term(f"\u00a0{word}"),)
