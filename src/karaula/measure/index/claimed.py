"""Values of an index of one's own from what sources state: the observations of a hub."""

from typing import TYPE_CHECKING

import numpy as np

from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values, ValuesError

if TYPE_CHECKING:
    import pyarrow as pa

TIES = ("source_id", "unit")
"""What settles it where two sources state equally much, so that the order of claims never does."""


def claimed_values(
    observations: "pa.Table", structure: Structure, place: str
) -> tuple[Values, "pa.Table"]:
    """A panel of what observations (columns of the claim kind) state of the indicators, and the
    claims that it was taken from.

    The values of one element in one period come from one source and in one unit: the one that
    states it of most areas, since values of several makers are not to be ranked against each other.
    Claims of several areas, of ranks, denied ones, and those without a period or a value are left
    out; what is not stated of an area in a period is a gap. The shape is ``(years, units, codes)``.

    Raises :class:`ValuesError` where nothing of the structure is stated.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = tuple(structure.indicators)
    fits = (
        pc.field("indicator").isin(pa.array(codes, pa.string()))
        & (pc.field("unit") != "rank")
        & (pc.field("modality") != "denied")
        & (pc.list_value_length(pc.field("area")) == 1)
        & pc.field("value").is_valid()
        & pc.field("period").is_valid()
    )
    stated = observations.filter(fits)
    if not stated.num_rows:
        raise ValuesError(
            f"no claim states {', '.join(codes[:3])}{' …' * (len(codes) > 3)}; add a source that "
            "does, or name a file of values by data:", place,
        )  # fmt: skip
    table = pa.table({
        "area": pc.list_element(stated["area"], 0),
        **{name: stated[name] for name in ("indicator", "period", "value", "claim_id", *TIES)},
        **{name: stated[name] for name in ("handling", "confidence")},
    })  # fmt: skip
    keys = ["indicator", "period", *TIES]
    fullest = (
        table.group_by(keys).aggregate([("area", "count_distinct")])
        .sort_by([("area_count_distinct", "descending"), *((name, "ascending") for name in TIES)])
        .group_by(keys[:2], use_threads=False).aggregate([(name, "first") for name in TIES])
        .rename_columns([*keys])
    )  # fmt: skip
    # The surest claim of a value is the last, which stays.
    surest = [("confidence", "ascending"), ("claim_id", "ascending")]
    chosen = table.join(fullest, keys, join_type="inner").sort_by(surest)
    years, units = (sorted(chosen[name].unique().to_pylist()) for name in ("period", "area"))
    data = np.full((len(years), len(units), len(codes)), np.nan)
    at = tuple(
        pc.index_in(chosen[name], pa.array(words, pa.string())).to_numpy()
        for name, words in (("period", years), ("area", units), ("indicator", list(codes)))
    )
    data[at] = chosen["value"].to_numpy()
    values = Values(units=tuple(units), codes=codes, data=data, years=tuple(years), place=place)
    return values, chosen
