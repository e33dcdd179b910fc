"""The mapping file: which column holds what, and how it is written."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from karaula.evidence.claim import slot_names
from karaula.read.connectors.facts import Facts, Strict, Takes, read_facts

MAPPING = ".mapping.yml"
"""What the name of a mapping ends in, after the whole name of the table that it lies beside."""

DateOrder = Literal["day.month.year", "month.day.year"]

ENDS = ("producing", "departure", "destination")
"""Slots of areas beside that of the seizure itself."""

DatePart = Literal["year", "month", "day"]

LEFT_OUT = ("claim_id", "lists", "value_alt", "among", "of", "ratio")
"""Slots that no column can hold."""


class AmountColumn(Strict):
    """A column of amounts beside others, and what its amounts are of."""

    label: str
    unit: str | None = None
    substance: str | None = None

    @property
    def slot(self) -> str:
        """What stands for the column in the place of a slot."""
        return f"amount {self.label!r}"


class Mapping(Facts):
    """How the rows of a table become claims of one kind.

    ``columns`` names for each slot of the kind the labels that its column may bear; ``constants``
    are slots that are the same in all rows, written as a cell would be.
    """

    model_config = ConfigDict(coerce_numbers_to_str=True)  # a label may be a year

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = "table"
    version: int = 4
    kind: Literal["incident", "observation"]
    takes: Takes = Takes(columns=())
    constants: dict[str, str | float | int | None] = Field(default_factory=dict)
    dates: DateOrder | None = None
    """Order of the parts of dates such as 03/04/2014, where the table itself does not tell."""
    day_numbers: Literal[1900, 1904] | None = None
    """Year from which whole numbers among the dates count days, as spreadsheet programs do."""
    date_parts: dict[DatePart, tuple[str, ...]] = Field(default_factory=dict)
    """Labels of the columns of a year, a month and a day, where these make the date together."""
    amounts: tuple[AmountColumn, ...] = ()
    """Columns of amounts side by side, in the place of one of quantities."""
    decimal: Literal[".", ","] | None = None
    """Sign before decimals, where the table itself does not tell."""
    missing: tuple[str, ...] = ()
    """Cells that say nothing ("Unknown"), besides empty ones."""
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    """For a slot, what to read instead of cells as written."""

    @model_validator(mode="after")
    def _slots(self) -> "Mapping":
        known = set(slot_names(self.kind)) - set(LEFT_OUT)
        parts = {
            "columns": list(self.columns),
            "constants": list(self.constants),
            "words": list(self.words),
        }
        faults = [
            f"{part}: {self.kind} has no slot {name!r}"
            for part, names in parts.items()
            for name in names
            if name not in known
        ]
        faults += [
            f"constants: {name} is empty: say which one it is"
            for name, value in self.constants.items()
            if value is None
        ]
        if self.date_parts and "year" not in self.date_parts:
            faults.append("date_parts: year is missing")
        if self.date_parts and self.when in {**self.columns, **self.constants}:
            faults.append(f"{self.when}: say either a column, a constant or date_parts")
        faults += self._amounts_twice()
        if both := sorted(self.columns.keys() & self.constants.keys()):
            faults.append(f"{', '.join(both)}: say either a column or a constant")
        if faults:
            raise ValueError(f"{'; '.join(faults)} (slots are {', '.join(sorted(known))})")
        return self

    def _amounts_twice(self) -> list[str]:
        """Faults of ``amounts`` beside what else is said of amounts."""
        if self.amounts and self.kind != "incident":
            return ["amounts: only incidents have them; figures side by side are `figures`"]
        told = {"quantity": bool(self.amounts)}
        told |= {n: any(getattr(a, n) for a in self.amounts) for n in ("unit", "substance")}
        return [
            f"{slot}: say either a column, a constant or amounts"
            for slot, twice in told.items()
            if twice and slot in {**self.columns, **self.constants}
        ]

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Labels by the slot, the part of a date or the amount that their column tells."""
        parts = {str(part): labels for part, labels in self.date_parts.items()}
        beside = {one.slot: (one.label,) for one in self.amounts}
        return self.columns | parts | beside

    @property
    def when(self) -> Literal["date", "period"]:
        """The slot of a date."""
        return "date" if self.kind == "incident" else "period"

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Groups of slots of which one must have a column or a constant."""
        if self.kind == "incident":
            return (("date",), ("area", "place"), ("substance", "quantity"))
        return (("area",), ("period",), ("indicator",), ("value",))


def load_mapping(path: Path) -> Mapping:
    """A mapping file; raises :class:`KaraulaError` that names every fault at once."""
    return read_facts(path, Mapping)


def mapping_beside(path: Path) -> Path:
    """Where the mapping of a table lies."""
    return path.with_name(path.name + MAPPING)
