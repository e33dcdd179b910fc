"""Amounts of seizures: what kind of amount it is, kilograms and doses with their bounds.

Mass, volume, count, plants and area are five kinds and never mixed. A weighed amount is kilograms
as it is; a volume or a count becomes kilograms only by a factor of the vocabulary, whose id comes
with the result.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.table import tidied
from karaula.measure.seizures.normalise import Rate, rate_of
from karaula.vocabulary import Vocabulary

ABSURD = {"mass": 1e6, "volume": 1e6, "count": 1e9, "plants": 1e8, "area": 1e5}
"""Amounts (kg, litres, pieces, plants, hectares) above which no single seizure was ever: a
thousand tonnes, a million litres, a thousand million pieces, a hundred million plants."""

ROUGH = {"amount_about": "about", "amount_at_least": "more_than", "amount_at_most": "less_than"}
"""Flags of amounts that are told as rough, as a bound from below or as one from above."""

_KINDS = {"mass": "mass", "volume": "volume", "area": "area", "count": "count"}


_NONE = (np.nan, np.nan, np.nan)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Columns of amounts, and masks of what is odd about them by the code of a flag."""

    columns: dict[str, pa.Array]
    flags: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Conversion:
    """What one of a unit is, for one substance."""

    measure: str = "unknown"
    base: float = np.nan
    kg: tuple[float, float, float] = _NONE
    basis: str | None = None
    doses: tuple[float, float, float] = _NONE
    per_kg: tuple[float, float, float] = _NONE
    uncertain: bool = False


def amounts(claims: pa.Table, substance: pa.Array, vocabulary: Vocabulary) -> Amounts:
    """Amounts of incident claims, each pair of a substance and a unit looked up once.

    The kilograms that a claim states go before those computed from its amount and unit.
    """
    quantity, kg, kg_max = (_floats(claims[name]) for name in ("quantity", "kg", "kg_max"))
    stated = ~np.isnan(kg)
    unit = claims["unit"].combine_chunks()
    # An amount that is only told in kilograms is one.
    unit = pc.if_else(pc.and_(pc.is_null(unit), pa.array(stated)), "kg", unit)
    quantity = np.where(np.isnan(quantity) & stated, kg, quantity) + 0.0  # no -0.0
    kg = kg + 0.0
    place, known = _conversions(substance, unit, vocabulary)
    measure = pa.array([one.measure for one in known], pa.string()).take(pa.array(place))
    factors = np.array([one.kg for one in known] or [_NONE])[place]
    per_kg = np.array([one.per_kg for one in known] or [_NONE])[place]
    per_unit = np.array([one.doses for one in known] or [_NONE])[place]
    base = np.array([one.base for one in known] or [np.nan])[place]
    mass = np.asarray(pc.equal(measure, "mass").to_numpy(zero_copy_only=False), bool)

    sound = (quantity >= 0) | (np.isnan(quantity) & stated)
    weight = quantity[:, None] * factors
    # Kilograms as the claim gives them: their bounds, widened by those of the unit.
    share = np.divide(factors, factors[:, 1:2], where=mass[:, None], out=np.ones_like(factors))
    ends = np.stack([kg, (kg + np.where(np.isnan(kg_max), kg, kg_max)) / 2, kg_max], axis=1)
    ends[:, 2] = np.where(np.isnan(kg_max), kg, kg_max)
    weight = np.where((stated & mass)[:, None], ends * share, weight)
    doses = np.where(np.isnan(per_unit), weight * per_kg, quantity[:, None] * per_unit)
    absurd = np.zeros(len(quantity), bool)
    for kind, limit in ABSURD.items():
        of_kind = np.asarray(pc.equal(measure, kind).to_numpy(zero_copy_only=False), bool)
        absurd |= of_kind & (np.abs(quantity * base) > limit)
    weight = tidied(np.where((sound & (kg != -np.inf))[:, None], weight, np.nan))
    doses = tidied(np.where(sound[:, None], doses, np.nan))
    how = {flag: _is(claims["qualifier"], word) & sound for flag, word in ROUGH.items()}
    for ends in (weight, doses):  # "up to 5 kg" may be anything below
        ends[:, 0] = np.where(how["amount_at_most"] & ~np.isnan(ends[:, 0]), 0.0, ends[:, 0])
    basis = pa.array([one.basis for one in known], pa.string()).take(pa.array(place))
    weighed = ~np.isnan(weight[:, 1])
    columns = {
        "amount": _array(tidied(quantity)),
        "unit": unit,
        "measure": pc.if_else(pa.array(np.isnan(quantity)), None, measure),
        **dict(zip(("kg_low", "kg", "kg_high"), map(_array, weight.T), strict=True)),
        "kg_basis": pc.if_else(pa.array(weighed), basis, None),
        **dict(zip(("doses_low", "doses", "doses_high"), map(_array, doses.T), strict=True)),
    }
    given = ~np.isnan(quantity)
    uncertain = np.array([one.uncertain for one in known] or [False])[place]
    unknown = np.asarray(pc.equal(measure, "unknown").to_numpy(zero_copy_only=False), bool)
    flags = {
        "amount_missing": pa.array(~given),
        "amount_negative": pa.array(quantity < 0),
        "amount_zero": pa.array(quantity == 0),
        "amount_absurd": pa.array(absurd),
        **{flag: pa.array(mask) for flag, mask in how.items()},
        "unit_missing": pc.and_(pa.array(given), pc.is_null(unit)),
        "unit_unknown": pc.and_(pa.array(given & unknown), pc.is_valid(unit)),
        "unit_uncertain": pa.array(given & uncertain),
    }
    return Amounts(columns, flags)


def _conversions(
    substance: pa.Array, unit: pa.Array, vocabulary: Vocabulary
) -> tuple[np.ndarray, list[_Conversion]]:
    """For each row the place of its conversion, and the conversions of all distinct pairs."""
    drugs, units = substance.dictionary_encode(), unit.dictionary_encode()
    width = len(units.dictionary) + 1
    codes = [
        pc.fill_null(one.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
        for one in (drugs, units)
    ]
    pairs, place = np.unique(codes[0] * width + codes[1], return_inverse=True)
    drug_names = [None, *drugs.dictionary.to_pylist()]
    unit_names = [None, *units.dictionary.to_pylist()]
    known = [
        _conversion(drug_names[pair // width], unit_names[pair % width], vocabulary)
        for pair in pairs.tolist()
    ]
    return place, known


def _conversion(substance: str | None, name: str | None, vocabulary: Vocabulary) -> _Conversion:
    unit = vocabulary.units.get(name or "")
    if unit is None or unit.dimension not in _KINDS:
        return _Conversion()
    measure = "plants" if unit.base == "plant" else _KINDS[unit.dimension]
    bounds = (unit.low or unit.factor, unit.factor, unit.high or unit.factor)
    uncertain = bounds[0] != bounds[2]
    if measure == "mass":
        dose = rate_of(substance, vocabulary.units["kg"], "doses", vocabulary)
        per_kg = (dose.low, dose.value, dose.high) if dose else _NONE
        return _Conversion(measure, unit.factor, bounds, "mass", per_kg=per_kg, uncertain=uncertain)
    weight = rate_of(substance, unit, "kg", vocabulary)
    dose = rate_of(substance, unit, "doses", vocabulary)
    return _Conversion(
        measure,
        unit.factor,
        kg=_scaled(bounds, weight) if weight else _NONE,
        basis=("volume" if measure == "volume" else weight.factor_id) if weight else None,
        doses=_scaled(bounds, dose) if dose else _NONE,
        uncertain=uncertain,
    )


def _scaled(bounds: tuple[float, float, float], rate: Rate) -> tuple[float, float, float]:
    return bounds[0] * rate.low, bounds[1] * rate.value, bounds[2] * rate.high


def _is(words: pa.ChunkedArray, word: str) -> np.ndarray:
    mask = pc.fill_null(pc.equal(words, word), False)
    return np.asarray(mask.to_numpy(), bool)


def _floats(values: pa.ChunkedArray) -> np.ndarray:
    """Numbers with NaN where there are none."""
    return np.asarray(values.fill_null(np.nan).to_numpy(), float)


def _array(values: np.ndarray) -> pa.Array:
    """Numbers with nulls where they are NaN."""
    return pa.array(np.ascontiguousarray(values), from_pandas=True)
