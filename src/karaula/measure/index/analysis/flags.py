"""Which correlations inside a group speak against gathering these elements?"""

from dataclasses import dataclass
from typing import Literal

from karaula.measure.index.analysis.correlate import Correlation, Method, correlations_within
from karaula.measure.index.analysis.view import AnalysisError, Codes, Subject

Kind = Literal["high", "low", "negative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A correlation that is out of bounds."""

    kind: Kind
    correlation: Correlation


def correlation_flags(
    item: Subject,
    codes: Codes | None = None,
    *,
    group: int | None = None,
    high: float = 0.9,
    low: float = 0.3,
    negative: float = -0.4,
    method: Method = "pearson",
    year: str | None = None,
) -> tuple[Flag, ...]:
    """Pairs in one group that count twice (``high``), have little in common, or pull apart.

    A correlation above ``high`` is high, one below ``negative`` negative, one from there up to
    below ``low`` low; each pair gets one flag at most. The flags mean something only once values
    point the same way, after ``normalise``. Elements and groups as in
    :func:`~karaula.measure.index.analysis.correlate.correlations_within`. Source: COINr
    ``get_corr_flags``, its discrete map of correlations for the thresholds.
    """
    if not -1 <= negative <= low <= high <= 1:
        raise AnalysisError(
            f"thresholds {negative}, {low}, {high} do not rise from -1 to 1",
            remedy="set negative <= low <= high",
        )
    found = []
    for one in correlations_within(item, codes, group=group, method=method, year=year):
        if one.value is None:
            continue
        kind: Kind | None = (
            "high" if one.value > high
            else "negative" if one.value < negative
            else "low" if one.value < low
            else None
        )  # fmt: skip
        if kind:
            found.append(Flag(kind=kind, correlation=one))
    return tuple(found)
