"""Which claims a stage looks at one by one: all of texts, and of large data sets only those that
could bear on a text. The others are counted in whole columns elsewhere."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

    from karaula.evidence import Claim, Source
    from karaula.lake import Lake
    from karaula.vocabulary import Vocabulary

MANY = 50_000
"""Observations of one data set up to which each is looked at."""

MANY_INCIDENTS = 2_000
"""The same of incidents, which are compared with one another and name places."""

DAYS = 7
"""Days by which a report and a row of one event may lie apart."""

TIMES = 3.0
"""How many times heavier one of them may be."""

TOO_MANY = 200
"""Rows that fit a report from which it is too vague to be told by any of them."""


def selected(lake: "Lake", kind: str, vocabulary: "Vocabulary") -> "ibis.Table":
    """Claims of a kind as they stand that are looked at one by one."""
    claims, rows = lake.claims(kind), lake.of_data(kind)
    limit = MANY_INCIDENTS if kind == "incident" else MANY
    large = [source_id for source_id, count in rows.items() if count > limit]
    if kind == "incident" and rows:
        by_itself = claims.locator.isnull() | (claims.type != "seizure")
        if large:
            by_itself &= ~claims.source_id.isin(large) | claims.locator.isnull()
        found = _told_by_rows(lake, claims, vocabulary)
        return claims.filter(by_itself | claims.claim_id.isin(found) if found else by_itself)
    if not large:
        return claims
    chosen = claims.locator.isnull() | ~claims.source_id.isin(large)
    if kind == "observation":
        of_index = [name for name, item in vocabulary.indicators.items() if item.index]
        chosen |= claims.indicator.isin(of_index)
    return claims.filter(chosen)


def _told_by_rows(lake: "Lake", claims: "ibis.Table", vocabulary: "Vocabulary") -> list[str]:
    from karaula.evidence.table import claims_from_table, schema

    names = schema("incident").names
    texts = claims.filter(claims.locator.isnull()).select(*names).to_pyarrow()
    if not texts.num_rows:
        return []
    columns = ["claim_id", "area", "date", "substance", "kg"]
    seizures = claims.filter(claims.locator.notnull() & (claims.type == "seizure"))
    rows = seizures.select(*columns).to_pyarrow()
    return near(claims_from_table("incident", texts), rows, lake.sources(), vocabulary)


def near(
    reports: Sequence["Claim"],
    rows: "pa.Table",
    sources: Mapping[str, "Source"],
    vocabulary: "Vocabulary",
) -> list[str]:
    """Ids of the rows of data sets that could tell the event of some report.

    ``rows`` have claim_id, area, date, substance and kg. A row fits where no area, family of drugs
    or weight that both state is different, and their days lie near. A report without area or date
    is told by no row, and neither is one that too many rows fit.
    """
    import numpy as np

    from karaula.resolve.told import told

    if rows.num_rows == 0:
        return []
    area, family, low, high, kg = _columns(rows, vocabulary)
    order = np.argsort(area, kind="stable")
    chosen = np.zeros(rows.num_rows, bool)
    for report in reports:
        one = told(report, sources, vocabulary, {})
        if one.when.low is None or one.when.high is None or not one.where.areas:
            continue
        for code in sorted(one.where.areas):
            ends = (np.searchsorted(area, code, side, sorter=order) for side in ("left", "right"))
            some = order[slice(*ends)]
            fits = (low[some] <= one.when.high.toordinal() + DAYS) & (
                high[some] >= one.when.low.toordinal() - DAYS
            )
            if one.families:
                fits &= np.isin(family[some], ["", *sorted(one.families)])
            if one.mass:
                heavy = kg[some]
                fits &= np.isnan(heavy) | (
                    (heavy <= one.mass * TIMES) & (heavy * TIMES >= one.mass)
                )
            found = some[fits]
            if len(found) <= TOO_MANY:
                chosen[found] = True
    return sorted(rows["claim_id"].filter(chosen).to_pylist())


def _columns(rows: "pa.Table", vocabulary: "Vocabulary") -> tuple[Any, ...]:
    """Area, family of drugs, first and last day (as ordinals) and kilograms of rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from karaula.evidence.table import by_distinct
    from karaula.measure.seizures.normalise import days_of
    from karaula.resolve.told import lineage

    def texts(name: str) -> Any:
        return pc.fill_null(pc.binary_join(rows[name], "\x1f"), "")

    def bounds(text: str) -> list[int] | None:
        days = days_of(text)
        return [days.low.toordinal(), days.high.toordinal()] if days else None

    family = by_distinct(
        texts("substance"),
        lambda text: lineage(text.split("\x1f")[0], vocabulary)[-1] if text else "",
        pa.string(),
    )
    days = by_distinct(rows["date"], bounds, pa.list_(pa.int64(), 2))
    low, high = (pc.list_element(days, place) for place in (0, 1))
    return (
        texts("area").to_numpy().astype(str),
        family.to_numpy(zero_copy_only=False).astype(str),
        low.fill_null(2**40).to_numpy(),
        high.fill_null(0).to_numpy(),
        rows["kg"].fill_null(float("nan")).to_numpy(),
    )
