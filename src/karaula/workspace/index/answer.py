"""An answer: rows for programs, tables and sentences for people, and a chart for both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from karaula.workspace.index.opened import Opened

if TYPE_CHECKING:
    from karaula.chart import About, Spec

GAP = "–"
Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table for people. Cells are words; columns of numbers are set to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    """How many columns at the left hold words."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one question."""

    rows: Rows
    """One plain object each; None is a gap."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """Sentences that a reader of the tables needs."""
    chart: "Callable[[], Spec]"


def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """A number as people read it, a gap as a dash."""
    from karaula.chart.words import number as said

    return GAP if value is None else said(value, decimals, signed=signed)


def span(low: float | None, high: float | None, decimals: int = 0) -> str:
    """An interval as people read it."""
    if low is None or high is None:
        return GAP
    return f"{number(low, decimals)}–{number(high, decimals)}"


def rank(value: float | None) -> str:
    """A rank as people read it; shared ranks may be halves."""
    return GAP if value is None else f"{value:g}"


def rounded(value: float | None, decimals: int) -> float | None:
    """A number as it is published: rounded half up, once."""
    import numpy as np

    from karaula.measure.index.ranking import published

    return None if value is None else float(published(np.array(value), decimals))


def chance_of(value: float) -> str:
    """A probability as people read it; what is nearly sure is not called sure."""
    if 0 < value < 0.005:
        return "< 1 %"
    if 0.995 <= value < 1:
        return "> 99 %"
    return f"{value * 100:.0f} %"


def plain_rank(value: float | None) -> float | int | None:
    """A rank for programs: whole where it is."""
    return int(value) if value is not None and float(value).is_integer() else value


def unit_of_scores(opened: Opened) -> str:
    """What the numbers of scores are, for axes: ``score, 1 to 10``."""
    ends = axis_of_scores(opened)
    return f"score, {ends[0]:g} to {ends[1]:g}" if ends else "score"


def axis_of_scores(opened: Opened) -> tuple[float, float] | None:
    """Both ends of the scale that scores lie on, where it has ends."""
    scale = opened.index.original.scale
    if scale is not None:
        return (scale.low, scale.high)
    for step in reversed(opened.index.steps):
        if step.verb == "normalise":
            low, high = step.settings.get("low"), step.settings.get("high")
            known = isinstance(low, int | float) and isinstance(high, int | float)
            return (float(low), float(high)) if known else None  # type: ignore[arg-type]
    return None


Meaning = Literal["criminality", "resilience", "score"]


def meaning(opened: Opened, code: str) -> Meaning:
    """What the colours of a score mean: its single scores say so, in a published index."""
    if opened.key is None or code not in opened.structure.elements:
        return "score"
    known = opened.vocabulary.indicators
    below = [known[leaf].component for leaf in opened.structure.below(code) if leaf in known]
    return "resilience" if below and set(below) == {"resilience"} else "criminality"


def about(
    opened: Opened, title: str, *, unit: str | None = None, level: float | None = None,
    warning: str | None = None, notes: Iterable[str] = (), decimals: int | None = None,
    period: str | None = None,
) -> "About":  # fmt: skip
    """What is said of a chart, filled from what was opened."""
    from karaula.chart import About

    label = [] if opened.handling == "TLP:CLEAR" else [f"Handling: {opened.handling}"]
    return About(
        title=f"{title} ({opened.name})" if opened.name not in title else title,
        unit=unit_of_scores(opened) if unit is None else unit,
        period=_period(opened) if period is None else period,
        source=opened.source,
        interval=None if level is None else f"{level * 100:g} % interval",
        warning=None if warning is None else _sentence(warning),
        notes=(*label, *(_sentence(note) for note in notes)),
        decimals=opened.structure.decimals if decimals is None else decimals,
    )


def _period(opened: Opened) -> str:
    return f"{opened.kind} {opened.period}" if opened.period else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def sentences(texts: Iterable[str]) -> tuple[str, ...]:
    """Clauses as sentences, each once."""
    return tuple(dict.fromkeys(map(_sentence, texts)))


def period_of(opened: Opened) -> dict[str, str]:
    """``{"edition": "2023"}`` or ``{"year": "2018"}``, for rows."""
    return {opened.kind: opened.period} if opened.period else {}


def head_of(opened: Opened, code: str) -> str:
    """``Criminality, Global Organized Crime Index, edition 2023``."""
    parts = [opened.element_name(code), opened.name]
    if opened.period:
        parts.append(f"{opened.kind} {opened.period}")
    return ", ".join(dict.fromkeys(parts))


def columns_told(rows: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[str]:
    """Those of some keys for which any row has a value."""
    return [key for key in keys if any(row.get(key) is not None for row in rows)]
