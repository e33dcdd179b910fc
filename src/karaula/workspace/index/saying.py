"""What is said of an index in an answer: the unit of its scores, what they mean, its period."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from karaula.workspace.index.opened import Opened

if TYPE_CHECKING:
    from karaula.chart import About


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
