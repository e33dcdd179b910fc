"""What countries report as seized in a whole year, from figures of data sets."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.seizure import TOTALS
from karaula.measure.seizures.national import compare_national
from karaula.measure.seizures.normalise import lineage
from karaula.vocabulary import Vocabulary

REPORTED_METHOD = "reported@1"

REPORTED = pa.schema(
    [
        ("area", pa.string()),
        ("year", pa.int64()),
        ("substance", pa.string()),
        ("kg", pa.float64()),
        ("claims", pa.list_(pa.string())),
    ]
)
"""One row a country, year and substance: the largest figure of any data set, and all of them."""


def national_totals(observations: pa.Table, vocabulary: Vocabulary) -> pa.Table:
    """National totals (:data:`REPORTED`) among observations: whole figures of data sets, in
    kilograms, of one country and one year. Where data sets differ the largest counts, so that
    nothing is called above the national total that one of them bears out."""
    names = {f"{substance}_seized": substance for substance in vocabulary.substances}
    one_area = pc.equal(pc.list_value_length(observations["area"]), 1)
    whole = pc.fill_null(pc.equal(pc.list_value_length(observations["breakdown"]), 0), True)
    conditions = [
        pc.is_in(observations["indicator"], pa.array(list(names), pa.string())),
        pc.equal(observations["unit"], "kg"),
        pc.is_valid(observations["locator"]),
        pc.not_equal(observations["modality"], "denied"),
        pc.greater(observations["value"], 0),
        pc.match_substring_regex(observations["period"], r"^\d{4}$"),
        one_area,
        whole,
    ]
    mask = conditions[0]
    for condition in conditions[1:]:
        mask = pc.and_kleene(mask, condition)
    columns = ["claim_id", "indicator", "value", "area", "period"]
    told = observations.select(columns).filter(pc.fill_null(mask, False))
    found: dict[tuple[str, int, str], list[tuple[float, str]]] = {}
    for row in told.to_pylist():
        key = (row["area"][0], int(row["period"]), names[row["indicator"]])
        found.setdefault(key, []).append((row["value"], row["claim_id"]))
    rows = [
        dict(
            zip(REPORTED.names, (*key, max(told)[0], sorted(i for _, i in told)), strict=True)
        )
        for key, told in sorted(found.items())
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=REPORTED)


def narrower(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """For each substance itself and all narrower ones."""
    found: dict[str, list[str]] = {}
    for substance in vocabulary.substances:
        for wider in lineage(substance, vocabulary):
            found.setdefault(wider, []).append(substance)
    return found


def spread(national: pa.Table, vocabulary: Vocabulary) -> pa.Table:
    """National totals by each substance that they cover: ``area``, ``year``, ``substance``,
    ``national_kg``, the total of the substance itself or else of the next wider one."""
    of = narrower(vocabulary)
    best: dict[tuple[str, int, str], tuple[int, float]] = {}
    for row in national.select(["area", "year", "substance", "kg"]).to_pylist():
        for substance in of.get(row["substance"], ()):
            far = lineage(substance, vocabulary).index(row["substance"])
            key = (row["area"], row["year"], substance)
            if key not in best or far < best[key][0]:
                best[key] = far, row["kg"]
    keys = list(best)
    return pa.table(
        {
            "area": pa.array([k[0] for k in keys], pa.string()),
            "year": pa.array([k[1] for k in keys], pa.int64()),
            "substance": pa.array([k[2] for k in keys], pa.string()),
            "national_kg": pa.array([best[k][1] for k in keys], pa.float64()),
        }
    )


def compared(seizures: pa.Table, national: pa.Table, vocabulary: Vocabulary) -> pa.Table:
    """Case totals beside national ones (``evidence.seizure.TOTALS``), for every substance that has
    both. The cases of a substance are those of all narrower ones too."""
    parts = [TOTALS.empty_table(), *_compared(seizures, national, vocabulary)]
    order = [(name, "ascending") for name in ("substance", "area", "year")]
    return pa.concat_tables(parts).sort_by(order)


def _compared(
    seizures: pa.Table, national: pa.Table, vocabulary: Vocabulary
) -> Iterator[pa.Table]:  # fmt: skip
    of = narrower(vocabulary)
    for substance in pc.unique(national["substance"]).to_pylist():
        cases = seizures.filter(pc.is_in(seizures["substance"], pa.array(of[substance])))
        if not cases.num_rows:
            continue
        totals = national.filter(pc.equal(national["substance"], substance))
        claims = {(r["area"], r["year"]): r["claims"] for r in totals.to_pylist()}
        found = compare_national(cases, totals)
        told = zip(found["area"].to_pylist(), found["year"].to_pylist(), strict=True)
        found = found.append_column(
            "claims", pa.array([claims[key] for key in told], pa.list_(pa.string()))
        )
        name = pa.repeat(pa.scalar(substance), found.num_rows)
        yield found.append_column("substance", name).select(TOTALS.names).cast(TOTALS)
