"""What the YAML file of a data set of figures by area and period may say.

A *role* is a key of ``columns``: what a column is for. Texts are compared without regard to case,
diacritics and punctuation; one that begins with ``~`` is a regular expression that the whole cell
has to match. A mapping may give, instead of one meaning, several: ``{is: cocaine, kind: other}``
means ``cocaine`` and names a part besides; in a unit, ``factor`` is what a value is multiplied by.
"""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from karaula.read.connectors.facts import Facts, Strict, Takes, read_facts

Meaning = str | None | dict[str, str | float]
Rule = Literal["add", "each", "largest", "none"]
When = dict[str, tuple[str, ...]]
"""Roles, and the texts of which one must stand there."""


def pattern(text: str) -> re.Pattern[str] | None:
    """The expression that a text of the facts stands for, or ``None`` where it is plain text."""
    return re.compile(text[1:], re.IGNORECASE) if text.startswith("~") else None


class Column(Strict):
    """What the cells of a column mean."""

    column: str
    values: dict[str, Meaning] = Field(default_factory=dict)
    """Meaning by text; nothing (``null``) is a whole, of which no part is named."""
    other: Literal["refuse", "keep", "area", "substance"] = "refuse"
    """What any other text means: the row is refused, the text is kept as it stands, or it is the
    name of an area (kept where no area is known by it) or of a substance (else refused)."""
    when: When = Field(default_factory=dict)
    """Where this does not hold, the column says nothing."""


class Areas(Strict):
    """How rows name their area. Where code and name are of two areas, the row is refused."""

    code: str | None = None
    """Role of the column with ISO alpha-3 codes; codes that are none of these are passed over."""
    name: str | None = None
    names: dict[str, str] = Field(default_factory=dict)
    """Areas by names that only this data set has for them."""
    none: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What else stands among the areas: names or codes, by the reason why they are not read."""


class Left(Strict):
    """Rows that are left out on purpose."""

    when: When
    because: str


class Figure(Strict):
    """A column that holds values, or all whose label matches a pattern."""

    column: str | None = None
    label: str | None = None
    """Pattern of labels; its first group is the period, which is then in no column of its own."""
    indicator: str | None = None
    unit: str | None = None
    factor: float = 1
    substance: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    """First and last year that this is said of; other rows are for another figure or none."""
    parts: dict[str, str] = Field(default_factory=dict)
    low: str | None = None
    high: str | None = None
    error: str | None = None
    """Role of a standard error: the interval is then that of the normal distribution."""
    level: float | None = None
    limits: tuple[float, float] | None = None
    """What a value can be at least and at most; any other is refused."""

    @model_validator(mode="after")
    def _sound(self) -> "Figure":
        if (self.column is None) == (self.label is None):
            raise ValueError("give either a column or a pattern of labels")
        if self.error is not None and self.level is None:
            raise ValueError("a standard error needs the level of the interval")
        return self


class Rounded(Strict):
    """Values that were rounded to whole multiples of ``to``: each stands for an interval."""

    years: tuple[int | None, int | None] = (None, None)
    to: float


class Repeats(Strict):
    """What it means that several rows state one indicator, area, period, unit and part.

    ``add``: they are parts to be added. ``each``: they are several statements. ``largest``: the
    largest is the whole. ``none``: nothing tells, and none is read. Equal values count once, but
    where parts are added up and ``exact`` says that even rows equal in every column are parts.
    """

    rule: Rule = "none"
    exact: Literal["once", "part"] = "once"
    parts: dict[str, Rule] = Field(default_factory=dict)
    """Other rules for some parts (``form=other``)."""


class Covers(Strict):
    """What the data set held when this was written, for people."""

    years: str
    areas: str


class SeriesFacts(Facts):
    """A data set of figures by area and period."""

    covers: Covers
    traps: tuple[str, ...] = ()
    """What an analyst has to know, and how it is dealt with; one or two sentences each."""
    area: Areas
    period: tuple[str, ...] = ("year",)
    """Roles, the one that is asked first before the others; the others must lie within it. None
    where labels tell the period of every figure."""
    indicator: str | Column | tuple[Column, ...] | None = None
    """May name the substance (``{substance}_seized``). Of several columns the first counts that
    says something."""
    unit: str | Column | None = None
    """Empty: that of the indicator in the vocabulary. The words of a column ``unit`` are kept."""
    unit_words: str = "{}"
    """How the words of the unit are kept; ``{}`` stands for what the cell says."""
    counted_units: bool = False
    """Whether a number before a unit says of how many of it the value is ("10 g")."""
    substance: str | Column | None = None
    parts: dict[str, Column] = Field(default_factory=dict)
    qualifier: Column | None = None
    source: str | None = None
    """Role of the column that tells where the row is from; becomes a citation."""
    empty: str | None = None
    """Role of the column that tells why a value is missing."""
    missing: tuple[str, ...] = ()
    """Texts that stand for a missing value."""
    decimal: Annotated[str, Field(pattern=r"^[.,]$")] | None = None
    """Decimal sign of the publisher, for what could be read in two ways ("1,373")."""
    figures: tuple[Figure, ...]
    rounded: Rounded | None = None
    leave: tuple[Left, ...] = ()
    repeats: Repeats = Repeats()
    totals: tuple[str, ...] = ()
    """Substances whose total is the larger of the total that is stated and the sum of the narrower
    ones, never both together."""

    @field_validator("figures")
    @classmethod
    def _some(cls, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        if not figures:
            raise ValueError("name at least one column of values")
        return figures

    @model_validator(mode="after")
    def _roles(self) -> "SeriesFacts":
        named = dict.fromkeys(self.period, "period")
        named |= {c: "area" for c in (self.area.code, self.area.name) if c}
        for where, item in (
            *((k, getattr(self, k)) for k in ("indicator", "unit", "substance", "qualifier")),
            *self.parts.items(),
        ):
            for column in item if isinstance(item, tuple) else (item,):
                if isinstance(column, Column):
                    named |= dict.fromkeys((column.column, *column.when), where)
        for figure in self.figures:
            bounds = (figure.column, figure.low, figure.high, figure.error)
            named |= {role: "figures" for role in bounds if role}
        named |= {role: "leave" for left in self.leave for role in left.when}
        named |= {role: "source or empty" for role in (self.source, self.empty) if role}
        if unknown := sorted(
            f"{where}: {role}" for role, where in named.items() if role not in self.columns
        ):
            raise ValueError(f"no column is for {', '.join(unknown)}")
        if not (self.area.code or self.area.name):
            raise ValueError("area: give the column of codes, that of names, or both")
        return self


class OwnFigures(SeriesFacts):
    """Figures of somebody's own table, whose facts lie beside it."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = "figures"
    version: int = 1
    takes: Takes = Takes(columns=())
    covers: Covers = Covers(years="what the table holds", areas="what the table holds")

    @model_validator(mode="after")
    def _said(self) -> "OwnFigures":
        if self.indicator is None and any(one.indicator is None for one in self.figures):
            raise ValueError("indicator: say which one the figures are of")
        return self


def load_own(path: Path) -> OwnFigures:
    """The facts beside a table; raises :class:`KaraulaError` that names every fault at once."""
    own = read_facts(path, OwnFigures)
    role = own.area.name or own.area.code
    takes = own.takes if own.takes.columns or role is None else Takes(columns=((role,),))
    return own.model_copy(update={"takes": takes})


def load_series(path: Path) -> SeriesFacts:
    """Facts of a YAML file; raises :class:`KaraulaError` that names every fault at once."""
    return read_facts(path, SeriesFacts)
