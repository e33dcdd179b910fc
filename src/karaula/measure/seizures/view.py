"""Columns of the table of seizures as numbers, as far as rows are compared by them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.measure.seizures.chance import codes, joined

TOLD = (
    *("area", "division", "place", "date_low", "date_high", "substance", "substance_raw"),
    *("amount", "unit", "hiding_raw", "installation_raw", "transport_raw", "routing_raw"),
    *("producing", "departure", "destination"),
)
"""What a row tells; rows equal in all of it are exact copies, unless that is an accident."""

_ENDS = ("producing", "departure", "destination")


@dataclass(frozen=True, slots=True)
class View:
    """The columns of a table of seizures as numbers.

    ``told`` numbers all that a row tells, ``drug`` the substance, or its words where that is not
    known, and ``amount_key`` the kilograms, or amount and unit where these are not known.
    """

    table: pa.Table
    code: dict[str, np.ndarray]
    told: np.ndarray
    day: np.ndarray
    year: np.ndarray
    kg: np.ndarray
    amount: np.ndarray
    amount_key: np.ndarray
    drug: np.ndarray
    usable: np.ndarray
    dataset: np.ndarray

    @classmethod
    def of(cls, table: pa.Table) -> "View":
        code = {name: codes(table[name]) for name in TOLD}
        day = pc.fill_null(table["date_low"].cast(pa.int32()), 0).to_numpy().astype(np.int64)
        kg, amount = (table[name].fill_null(np.nan).to_numpy() for name in ("kg", "amount"))
        weighed = ~np.isnan(kg)
        number = codes(pa.array(np.where(weighed, kg, amount))) * 2 + weighed
        # A count is the same only in its own unit.
        amount_key = joined(number, np.where(weighed, 0, code["unit"]))
        known = code["substance"] > 0
        drug = joined(code["substance"], np.where(known, 0, code["substance_raw"]))
        dataset = np.asarray(pc.equal(table["origin"], "dataset").to_numpy(), bool)
        to_the_day = pc.fill_null(pc.equal(table["date_precision"], "day"), False)
        usable = np.asarray(to_the_day.to_numpy(), bool) & dataset
        usable &= (code["area"] > 0) & (amount > 0)
        year = day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        told = joined(*(code[name] for name in TOLD))
        return cls(table, code, told, day, year, kg, amount, amount_key, drug, usable, dataset)

    def ids(self, rows: np.ndarray) -> np.ndarray:
        """Claim ids of rows, as text."""
        taken = self.table["claim_id"].take(pa.array(rows))
        return np.asarray(taken.to_numpy(zero_copy_only=False), str)

    def knowledge(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many of departure and destination each row knows, and how much in all."""
        ends = sum((self.code[name][rows] > 0).astype(int) for name in _ENDS)
        return np.asarray(ends), np.asarray(sum((self.code[n][rows] > 0).astype(int) for n in TOLD))
