"""Summaries of all single seizures, warm, beside the same steps in pandas."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks import Table, ratio, seconds
from benchmarks._seizures import ABSENT, ARCHIVE, stored, summaries, table

TITLE = "Summaries of seizures"
COLUMNS = ("summary", "Karaula", "pandas", "ratio", "pandas, rows in memory", "ratio")
AIM = 0.1


def run() -> Table:
    """Seconds of each summary by an Ibis expression on DuckDB, and in pandas."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    import ibis

    known = find_spec("pandas") is not None
    with stored() as path:
        seizures = ibis.duckdb.connect(threads=2).read_parquet(path)
        times = {name: seconds(lambda f=f: f(seizures)) for name, f in summaries().items()}  # type: ignore[misc]
        read, others = 0.0, {}
        if known:
            pd = import_module("pandas")
            read = seconds(lambda: pd.read_parquet(path))
            frame = pd.read_parquet(path)
            others = {name: seconds(lambda f=f: f(frame)) for name, f in in_pandas().items()}  # type: ignore[misc]
    rows = []
    for name, time in times.items():
        alone = others.get(name, 0.0)
        whole = (
            [f"{(read + alone) * 1000:.0f} ms", ratio(read + alone, time)] if known else ["-"] * 2
        )
        held = [f"{alone * 1000:.0f} ms", ratio(alone, time)] if known else ["-"] * 2
        rows.append((name, f"{time * 1000:.0f} ms", *whole, *held))
    slow = [name for name, time in times.items() if time > AIM]
    note = (
        f"{table().num_rows} rows in a Parquet file that is asked, best of three, two threads. The"
        f" aim is {AIM * 1000:.0f} ms, missed by {', '.join(slow) or 'none'}. A script in pandas"
        " reads the file and takes the same steps, without the intervals and breaks of the trend;"
        " the last two columns leave the reading out."
    )
    if not known:
        note += " pandas is not installed: nothing to compare with."
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def in_pandas() -> dict[str, Callable[[Any], object]]:
    """The same steps as a script would take them."""
    from karaula.measure.seizures.national import LEVELS

    pd = import_module("pandas")

    def counted(frame: Any, level: str) -> Any:
        return (frame["copy"] == 0) | (frame["copy"] > LEVELS[level])

    def events(frame: Any) -> Any:
        return frame[counted(frame, "events")]

    def heavy(frame: Any) -> Any:
        return frame["kg"].where(frame["kg_basis"] == "mass")

    def totals(frame: Any, by: str | None = None) -> object:
        mass = frame["kg_basis"] == "mass"
        volume = frame["kg_basis"] == "volume"
        estimate = frame["kg_basis"].notna() & ~mass & ~volume
        here = counted(frame, "events")
        columns = {
            **{level: counted(frame, level) for level in LEVELS},
            **{f"kg_{n}": frame["kg"].where(counted(frame, n) & mass) for n in LEVELS},
            "weighed": here & mass,
            "volumes": here & volume,
            "kg_volume": frame["kg"].where(here & volume),
            "estimated": here & estimate,
            **{n: frame[n].where(here & estimate) for n in ("kg_low", "kg", "kg_high")},
            "unweighed": here & frame["kg"].isna(),
        }
        sums = pd.DataFrame(columns)
        kept = frame.assign(largest=frame["kg"].where(here & mass), area_here=frame["area"])
        ends = {"largest": "max", "area_here": "nunique", "date_low": "min", "date_high": "max"}
        if by is None:
            return sums.sum(), kept.agg(ends)
        return sums.groupby(frame[by], dropna=False).sum(), kept.groupby(by, dropna=False).agg(ends)

    def mix(frame: Any, column: str, *, by_year: bool = False) -> object:
        part = events(frame)
        part = part.assign(heavy=heavy(part))
        keys = [column]
        if by_year:
            first, last = (pd.to_datetime(part[n]).dt.year for n in ("date_low", "date_high"))
            part, keys = part.assign(year=first)[first == last], ["year", column]
        found = part.groupby(keys, dropna=False)["heavy"].agg(["size", "sum"])
        return found.sort_values("size", ascending=False)

    def weights(frame: Any) -> Any:
        part = events(frame)
        return part[(part["kg_basis"] == "mass") & (part["kg"] > 0)]

    def quantiles(frame: Any) -> object:
        shares = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
        return weights(frame).groupby("drug_group", dropna=False)["kg"].quantile(shares)

    def sizes(frame: Any) -> object:
        part = weights(frame)
        power = np.floor(np.log10(part["kg"]) + 1e-12).astype(int)
        return part["kg"].groupby(power).agg(["size", "sum"])

    def concentration(frame: Any) -> object:
        kg = weights(frame)["kg"].sort_values().reset_index(drop=True)
        rank = kg.index + 1
        share = kg[::-1].cumsum() / kg.sum()
        gini = 2 * (rank * kg).sum() / (len(kg) * kg.sum()) - (len(kg) + 1) / len(kg)
        return gini, share.searchsorted(0.5)

    def own_units(frame: Any) -> object:
        part = events(frame)
        part = part[part["kg"].isna()]
        return part.groupby(["measure", "unit"], dropna=False)["amount"].agg(["size", "sum"])

    def coverage(frame: Any) -> object:
        from karaula.measure.seizures.describe.coverage import DETAILS

        low, high = (pd.to_datetime(frame[name]) for name in ("date_low", "date_high"))
        month = low.dt.month.where(low.dt.to_period("M") == high.dt.to_period("M"))
        told = {name: frame[name].notna() for name in DETAILS}
        each = frame.assign(
            year=low.dt.year.where(low.dt.year == high.dt.year),
            month=month,
            counts=counted(frame, "events"),
            to_the_day=frame["date_precision"] == "day",
            **told,
        )
        groups = each.groupby(["area", "year"], dropna=False)
        plain = {"counts": "sum", "date_low": "nunique", "to_the_day": "mean"}
        plain |= dict.fromkeys(DETAILS, "mean")
        return groups.size(), groups.agg(plain), groups["month"].unique()

    def trend(frame: Any) -> object:
        part = events(frame[frame["area"] == "ESP"])
        low = pd.to_datetime(part["date_low"])
        part = part.assign(heavy=heavy(part), year=low.dt.year, month=low.dt.month)
        yearly = part.groupby("year")["heavy"].agg(["size", "count", "sum", "max"])
        return coverage(frame), yearly, part.groupby(["year", "month"]).size()

    return {
        "totals": totals,
        "totals by country": lambda frame: totals(frame, "area"),
        "drugs by year": lambda frame: mix(frame, "drug_group", by_year=True),
        "means of transport": lambda frame: mix(frame, "transport"),
        "quantiles by drug": quantiles,
        "sizes": sizes,
        "concentration": concentration,
        "own units": own_units,
        "coverage": coverage,
        "trend of a country": trend,
    }
