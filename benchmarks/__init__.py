"""Speed and accuracy, each beside an alternative: ``python -m benchmarks [NAME ...]``.

A benchmark is a module of this package with ``run() -> Table``. Seconds depend on the machine;
ratios of two ways measured one after the other do so much less.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "south-eastern-europe"
SHARED = ROOT.parent / "shared"
"""Public documents and data sets, where they lie beside the checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What one benchmark found. ``note`` says what was measured, on what, and how."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str

    def markdown(self) -> str:
        """The table as Markdown, under its title."""
        lines = [self.columns, ("---",) * len(self.columns), *self.rows]
        body = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        return f"## {self.title}\n\n{self.note}\n\n{body}\n"


def seconds(call: Callable[[], object], times: int = 3) -> float:
    """Least wall time of a call in seconds: the run that other programs disturbed least."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - began)
    return best


def ratio(value: float, other: float) -> str:
    """How many times ``other`` is ``value``: ``3.1 x``."""
    return f"{value / other:.2g} x" if other else "-"
